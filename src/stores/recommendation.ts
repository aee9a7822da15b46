import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { SETTLED_STATUSES } from '../../amplify/domain/digest/status';
import { ApiError, toApiError, type NotConfiguredError } from '../api/errors';
import type { Digest } from '../../amplify/domain/digest/digest';
import {
  getDigest,
  getRecommendation,
  listDigests,
  requestRecommendations,
  type Recommendation,
} from '../api/recommendations';
import { createGeneration } from './generation';
import { createLatestRequest } from './latest-request';

const api = { requestRecommendations, getDigest, listDigests, getRecommendation };
export type RecommendationApi = typeof api;

/** A run, and its digest as far as it is known. */
export interface Run {
  key: string;
  /** As last read; null before the first answer. */
  digest: Digest | null;
  /** True while the run is polled. */
  followed: boolean;
  /** True once the run was started here or seen before it settled. Its page then shows its steps. */
  seenUnderWay: boolean;
  /** True when polling ended before the run settled. The run continues in the backend. */
  stuck: boolean;
  /** Why polling ended before the run settled. */
  error: ApiError | NotConfiguredError | null;
}

const FIRST_POLL_MS = 300;
const SLOWEST_POLL_MS = 600;
const SLOWER_BY = 1.3;
/** A run takes seconds. A run with retries can take four minutes; nobody watches that long. */
const GIVE_UP_AFTER_MS = 120_000;
/** A run is stored before its key is returned, so a run that is not found for this long does not exist. */
const UNKNOWN_AFTER_MS = 10_000;
/** Polls in a row that may fail before the failure is shown. */
const TOLERATED_FAILURES = 3;

/** Waiting, as an argument so that tests don't wait. */
export type Wait = (ms: number) => Promise<void>;
const realWait: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const isSettled = (digest: Digest | null) => digest !== null && SETTLED_STATUSES.includes(digest.status);

/**
 * The state of every run that this page has started or opened, and the latest digests. A run is polled until it
 * settles, whichever page is open.
 */
export const defineRecommendationStore = (api: RecommendationApi, wait: Wait = realWait) =>
  defineStore('recommendation', () => {
    const runs = shallowRef<ReadonlyMap<string, Run>>(new Map());
    const requesting = ref(false);
    const requestError = shallowRef<ApiError | NotConfiguredError | null>(null);
    const digests = shallowRef<Digest[]>([]);
    const listing = createLatestRequest(
      (_signal, limit: number = 20) => api.listDigests(limit),
      (found) => (digests.value = found.digests),
    );
    /** Until sign-out: an answer for one investor must not reach the next. */
    const session = createGeneration();

    function change(key: string, part: Partial<Run>): void {
      const blank = { key, digest: null, followed: false, seenUnderWay: false, stuck: false, error: null };
      runs.value = new Map(runs.value).set(key, { ...(runs.value.get(key) ?? blank), ...part });
    }

    /** The newest known state of a digest, also of one that only the list has; null while none is known. */
    function digestOf(key: string): Digest | null {
      return runs.value.get(key)?.digest ?? digests.value.find((known) => known.key === key) ?? null;
    }

    /** True while a run is polled and not known to be settled. */
    function isUnderWay(key: string): boolean {
      return (runs.value.get(key)?.followed ?? false) && !isSettled(digestOf(key));
    }

    /** Starts a run and follows it. Resolves with its key when the backend has accepted it; null on an error. */
    async function request(): Promise<string | null> {
      if (requesting.value) return null;
      const { signal } = session;
      requesting.value = true;
      requestError.value = null;
      try {
        const key = await api.requestRecommendations();
        if (signal.aborted) return null;
        change(key, { seenUnderWay: true });
        void follow(key);
        return key;
      } catch (problem) {
        if (!signal.aborted) requestError.value = toApiError(problem);
        return null;
      } finally {
        if (!signal.aborted) requesting.value = false;
      }
    }

    /** Polls a run, unless it is polled already. Resolves when it is settled or given up. */
    async function follow(key: string): Promise<void> {
      requestError.value = null;
      const run = runs.value.get(key);
      if (run?.followed) return;
      const { signal } = session;
      const known = digestOf(key);
      const seenUnderWay = run?.seenUnderWay || (known !== null && !isSettled(known));
      change(key, { digest: known, followed: true, seenUnderWay, stuck: false, error: null });
      const end = await poll(key, signal);
      if (!signal.aborted) change(key, { ...end, followed: false });
    }

    async function poll(key: string, signal: AbortSignal): Promise<Partial<Run>> {
      let failures = 0;
      let missing = false;
      let pause = FIRST_POLL_MS;
      for (let waited = 0; waited < GIVE_UP_AFTER_MS; waited += pause) {
        try {
          const digest = await api.getDigest(key);
          if (signal.aborted) return {};
          if (!digest && waited > UNKNOWN_AFTER_MS) throw new ApiError('notFound');
          missing ||= !digest;
          if (digest) change(key, { digest, ...((missing || !isSettled(digest)) && { seenUnderWay: true }) });
          failures = 0;
        } catch (problem) {
          const error = toApiError(problem);
          const isTemporary =
            error instanceof ApiError && ['offline', 'timeout', 'fault', 'tooMany'].includes(error.kind);
          if (!isTemporary || ++failures > TOLERATED_FAILURES) return { error };
        }
        if (isSettled(digestOf(key))) return {};
        await wait(pause);
        if (signal.aborted) return {};
        pause = Math.min(pause * SLOWER_BY, SLOWEST_POLL_MS);
      }
      return { stuck: true };
    }

    /** Why a startup was sent to the investor; null when it never was or the backend can't be reached. */
    async function recommendationOf(startupId: string): Promise<Recommendation | null> {
      for (const { key, matches, sentAt, dueAt } of knownDigests()) {
        const match = matches.find((candidate) => candidate.startupId === startupId);
        if (!match) continue;
        const { name, score, reasons } = match;
        return { startupId, startupName: name, digestKey: key, sentAt: sentAt ?? dueAt, score, reasons };
      }
      return api.getRecommendation(startupId).catch(() => null);
    }

    function knownDigests(): Digest[] {
      return [...[...runs.value.values()].flatMap(({ digest }) => digest ?? []), ...digests.value];
    }

    /** Forgets everything: another investor may sign in next. */
    function clear(): void {
      session.next();
      listing.reset();
      requesting.value = false;
      requestError.value = null;
      runs.value = new Map();
      digests.value = [];
    }

    return {
      /** True until the backend has accepted or refused a run. */
      requesting: computed(() => requesting.value),
      /** Why the last request started no run, until another request or until a run is opened. */
      requestError: computed(() => requestError.value),
      runOf: (key: string): Run | null => runs.value.get(key) ?? null,
      digestOf,
      isUnderWay,
      /** Key of a run under way, the one added last; null when none is. */
      underWay: computed(() => [...runs.value.keys()].findLast(isUnderWay) ?? null),
      /** The latest digests, newest first. */
      digests: computed(() => digests.value),
      listStatus: listing.status,
      listError: listing.error,
      request,
      follow,
      loadDigests: listing.run,
      recommendationOf,
      clear,
    };
  });

export const useRecommendationStore = defineRecommendationStore(api);
