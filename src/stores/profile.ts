import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { toApiError, type ApiError, type NotConfiguredError } from '../api/errors';
import { getProfile, resumeEmail, savePreferences, type InvestorProfile, type Preferences } from '../api/preferences';

const api = { getProfile, savePreferences, resumeEmail };
export type ProfileApi = typeof api;

/** The investor's own profile: preferences, schedule and whether email reaches them. */
export const defineProfileStore = (api: ProfileApi) =>
  defineStore('profile', () => {
    const profile = shallowRef<InvestorProfile | null>(null);
    const status = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
    const saving = ref(false);
    const resuming = ref(false);
    const error = shallowRef<ApiError | NotConfiguredError | null>(null);
    /** Counts reads and what makes one under way stale. */
    let reading = 0;
    /** Counts the investors of this browser: what was asked for one is not for the next. */
    let investor = 0;

    /** Reads the profile; a second call while one is known keeps showing it meanwhile. */
    async function load(): Promise<void> {
      const mine = ++reading;
      if (!profile.value) status.value = 'loading';
      error.value = null;
      try {
        const found = await api.getProfile();
        if (mine !== reading) return;
        profile.value = found;
        status.value = 'ready';
      } catch (problem) {
        if (mine !== reading) return;
        error.value = toApiError(problem);
        if (!profile.value) status.value = 'failed';
      }
    }

    /**
     * Stores preferences that were made from a version of them. Rejects with ApiError: `invalid` with the fields,
     * `conflict` when another version is stored; the profile then stays as it was.
     */
    async function save(preferences: Preferences, madeFrom: number): Promise<InvestorProfile> {
      const mine = investor;
      saving.value = true;
      try {
        const saved = await api.savePreferences(preferences, madeFrom);
        if (mine === investor) take(saved);
        return saved;
      } catch (problem) {
        throw toApiError(problem);
      } finally {
        if (mine === investor) saving.value = false;
      }
    }

    /** The profile as it is stored now. Rejects with ApiError. */
    async function read(): Promise<InvestorProfile | null> {
      const mine = ++reading;
      try {
        const found = await api.getProfile();
        if (mine === reading && found) take(found);
        return found;
      } catch (problem) {
        throw toApiError(problem);
      }
    }

    /** Turns email on again. Rejects with ApiError, `invalid` where it takes consent; the profile then stays as it was. */
    async function resumeEmail(consent: boolean): Promise<void> {
      const mine = investor;
      resuming.value = true;
      try {
        const resumed = await api.resumeEmail(consent);
        if (mine === investor) take(resumed);
      } catch (problem) {
        throw toApiError(problem);
      } finally {
        if (mine === investor) resuming.value = false;
      }
    }

    /** The profile as a write left it; a read that was under way may be older. */
    function take(written: InvestorProfile): void {
      reading++;
      profile.value = written;
      status.value = 'ready';
      error.value = null;
    }

    /** Forgets everything, also what is still under way: another investor may sign in next. */
    function clear(): void {
      reading++;
      investor++;
      saving.value = false;
      resuming.value = false;
      profile.value = null;
      status.value = 'idle';
      error.value = null;
    }

    return {
      profile: computed(() => profile.value),
      status: computed(() => status.value),
      saving: computed(() => saving.value),
      resuming: computed(() => resuming.value),
      error: computed(() => error.value),
      /** UTC instant of the next daily email, or null. */
      nextDigestAt: computed(() => profile.value?.nextDigestAt ?? null),
      load,
      read,
      save,
      resumeEmail,
      clear,
    };
  });

export const useProfileStore = defineProfileStore(api);
