import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { ApiError, toApiError, type NotConfiguredError } from '../api/errors';
import {
  currentInvestor,
  onSessionChange,
  releaseInvestor,
  signOut as endSession,
  type Investor,
} from '../api/session';

const api = { currentInvestor, onSessionChange, releaseInvestor, signOut: endSession };
export type SessionApi = typeof api;
export type SessionStatus = 'unknown' | 'signedIn' | 'signedOut';

/** Who is signed in. The status is `unknown` until the first `restore`. */
export const defineSessionStore = (api: SessionApi) =>
  defineStore('session', () => {
    const investor = shallowRef<Investor | null>(null);
    const status = ref<SessionStatus>('unknown');
    const error = shallowRef<ApiError | NotConfiguredError | null>(null);
    /** True when the session ended without a sign-out. */
    const expired = ref(false);
    /** True when another tab signed this page's investor out or somebody else in: the page must be reloaded. */
    const changedElsewhere = ref(false);
    let ending = false;
    let listening: Promise<() => void> | undefined;
    let restoring: Promise<void> | undefined;

    /** Reads who is signed in and follows changes from then on. Offline, the known investor stays. */
    function restore(): Promise<void> {
      restoring ??= look().finally(() => (restoring = undefined));
      return restoring;
    }

    async function look(): Promise<void> {
      error.value = null;
      try {
        await listen();
        const found = await api.currentInvestor();
        if (!found && status.value === 'signedIn' && !ending) return leaveElsewhere();
        investor.value = found;
        status.value = found ? 'signedIn' : 'signedOut';
        if (found) expired.value = false;
      } catch (problem) {
        const known = toApiError(problem);
        if (known instanceof ApiError && known.kind === 'otherAccount') leaveElsewhere();
        else error.value = known;
      }
    }

    /** Listens once. After a failure, for example without a connection, the next `restore` tries again. */
    function listen(): Promise<unknown> {
      listening ??= api
        .onSessionChange((change) => {
          if (change === 'signedIn') void restore();
          else if (change === 'signedOut' && status.value === 'signedIn' && !ending) leaveElsewhere();
          else leave(change === 'expired');
        })
        .catch((problem: unknown) => {
          listening = undefined;
          throw problem;
        });
      return listening;
    }

    async function signOut(): Promise<void> {
      ending = true;
      try {
        await api.signOut();
        leave(false);
      } finally {
        ending = false;
      }
    }

    function leaveElsewhere(): void {
      changedElsewhere.value = true;
      investor.value = null;
    }

    function leave(isExpired: boolean): void {
      expired.value = isExpired && status.value === 'signedIn';
      investor.value = null;
      status.value = 'signedOut';
      api.releaseInvestor();
    }

    return {
      investor: computed(() => investor.value),
      status: computed(() => status.value),
      error: computed(() => error.value),
      expired: computed(() => expired.value),
      changedElsewhere: computed(() => changedElsewhere.value),
      isSignedIn: computed(() => status.value === 'signedIn' && !changedElsewhere.value),
      restore,
      signOut,
    };
  });

export const useSessionStore = defineSessionStore(api);
