import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { SETTLED_STATUSES } from '../../amplify/domain/digest/status';
import { ApiError, toApiError, type NotConfiguredError } from '../api/errors';
import {
  getDigest,
  getRecommendation,
  listDigests,
  requestRecommendations,
  type Digest,
  type Recommendation,
} from '../api/recommendations';

const api = { requestRecommendations, getDigest, listDigests, getRecommendation };
export type RecommendationApi = typeof api;

/**
 * How far a run is: `requested` until the workflow has taken it up, `matching`, then `sending` the email, then
 * `settled`, whatever came of it; the digest's status says what did.
 */
export type RunStage = 'idle' | 'requested' | 'matching' | 'sending' | 'settled';

const FIRST_POLL_MS = 300;
const SLOWEST_POLL_MS = 600;
const SLOWER_BY = 1.3;
/** A run takes seconds; one that is retried goes on for up to four minutes, which nobody watches. */
const GIVE_UP_AFTER_MS = 120_000;
/** A run is on record before its key is known, so one that is not found for this long does not exist. */
const UNKNOWN_AFTER_MS = 10_000;
/** A connection may be away for some polls before it is called an error. */
const TOLERATED_FAILURES = 3;

/** Waiting, apart so that a test need not wait. */
export type Wait = (ms: number) => Promise<void>;
const realWait: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks for recommendations, follows the run until it is settled, and knows the latest digests. */
export const defineRecommendationStore = (api: RecommendationApi, wait: Wait = realWait) =>
  defineStore('recommendation', () => {
    const key = ref<string | null>(null);
    const digest = shallowRef<Digest | null>(null);
    const requesting = ref(false);
    const error = shallowRef<ApiError | NotConfiguredError | null>(null);
    /** True when the run took longer than we follow it; it goes on in the backend. */
    const stuck = ref(false);
    /** Keys of the runs that were started here or seen under way here: their steps stay on screen to the end. */
    const witnessed = shallowRef<ReadonlySet<string>>(new Set());
    const digests = shallowRef<Digest[]>([]);
    const listStatus = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
    const listError = shallowRef<ApiError | NotConfiguredError | null>(null);
    let following = 0;
    let listing = 0;
    /** Counts the investors of this browser: what was asked for one is not for the next. */
    let investor = 0;

    const stage = computed<RunStage>(() => {
      if (requesting.value) return 'requested';
      if (!key.value) return 'idle';
      const status = digest.value?.status;
      if (!status || status === 'planned') return 'requested';
      if (SETTLED_STATUSES.includes(status)) return 'settled';
      return status === 'matching' ? 'matching' : 'sending';
    });

    /** Starts a run and follows it. Resolves with its key as soon as the backend has taken it; null on an error. */
    async function request(): Promise<string | null> {
      if (requesting.value) return null;
      const mine = investor;
      following++;
      requesting.value = true;
      error.value = null;
      stuck.value = false;
      digest.value = null;
      key.value = null;
      try {
        const started = await api.requestRecommendations();
        if (mine !== investor) return null;
        key.value = started;
        witness(started);
        void follow(started);
        return started;
      } catch (problem) {
        if (mine === investor) error.value = toApiError(problem);
        return null;
      } finally {
        if (mine === investor) requesting.value = false;
      }
    }

    /** Follows a run by its key, from any state: also after a reload. Resolves when it is settled or given up. */
    async function follow(wanted: string): Promise<void> {
      const mine = ++following;
      if (key.value !== wanted) digest.value = null;
      key.value = wanted;
      error.value = null;
      stuck.value = false;
      let failures = 0;
      let pause = FIRST_POLL_MS;
      for (let waited = 0; waited < GIVE_UP_AFTER_MS; waited += pause) {
        try {
          const found = await api.getDigest(wanted);
          if (mine !== following) return;
          if (!found && waited > UNKNOWN_AFTER_MS) throw new ApiError('notFound');
          if (found) digest.value = found;
          if (found && stage.value !== 'settled') witness(wanted);
          failures = 0;
        } catch (problem) {
          if (mine !== following) return;
          const known = toApiError(problem);
          const mayPass = known instanceof ApiError && ['offline', 'timeout', 'fault', 'tooMany'].includes(known.kind);
          if (!mayPass || ++failures > TOLERATED_FAILURES) {
            error.value = known;
            return;
          }
        }
        if (stage.value === 'settled') return;
        await wait(pause);
        if (mine !== following) return;
        pause = Math.min(pause * SLOWER_BY, SLOWEST_POLL_MS);
      }
      stuck.value = true;
    }

    function witness(run: string): void {
      if (!witnessed.value.has(run)) witnessed.value = new Set([...witnessed.value, run]);
    }

    /** Stops following; the run itself goes on. */
    function unfollow(): void {
      following++;
    }

    /** The latest digests, newest first. */
    async function loadDigests(limit = 20): Promise<void> {
      const mine = ++listing;
      if (listStatus.value !== 'ready') listStatus.value = 'loading';
      listError.value = null;
      try {
        const { digests: found } = await api.listDigests(limit);
        if (mine !== listing) return;
        digests.value = found;
        listStatus.value = 'ready';
      } catch (problem) {
        if (mine !== listing) return;
        listError.value = toApiError(problem);
        listStatus.value = 'failed';
      }
    }

    /** Why a startup was sent to the investor; null when it never was or the answer is out of reach. */
    async function recommendationOf(startupId: string): Promise<Recommendation | null> {
      const shown =
        digest.value ?? digests.value.find(({ matches }) => matches.some((match) => match.startupId === startupId));
      const match = shown?.matches.find((candidate) => candidate.startupId === startupId);
      if (shown && match) {
        const { name, score, reasons } = match;
        return {
          startupId,
          startupName: name,
          digestKey: shown.key,
          sentAt: shown.sentAt ?? shown.dueAt,
          score,
          reasons,
        };
      }
      return api.getRecommendation(startupId).catch(() => null);
    }

    /** Forgets everything, also what is still under way: another investor may sign in next. */
    function clear(): void {
      unfollow();
      listing++;
      investor++;
      requesting.value = false;
      key.value = null;
      digest.value = null;
      error.value = null;
      stuck.value = false;
      witnessed.value = new Set();
      digests.value = [];
      listStatus.value = 'idle';
      listError.value = null;
    }

    return {
      key: computed(() => key.value),
      digest: computed(() => digest.value),
      stage,
      witnessed: computed(() => witnessed.value),
      isRunning: computed(() => stage.value !== 'idle' && stage.value !== 'settled' && !error.value && !stuck.value),
      stuck: computed(() => stuck.value),
      error: computed(() => error.value),
      digests: computed(() => digests.value),
      listStatus: computed(() => listStatus.value),
      listError: computed(() => listError.value),
      request,
      follow,
      unfollow,
      loadDigests,
      recommendationOf,
      clear,
    };
  });

export const useRecommendationStore = defineRecommendationStore(api);
