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

    /** Reads the profile; a second call while one is known keeps showing it meanwhile. */
    async function load(): Promise<void> {
      if (!profile.value) status.value = 'loading';
      error.value = null;
      try {
        profile.value = await api.getProfile();
        status.value = 'ready';
      } catch (problem) {
        error.value = toApiError(problem);
        if (!profile.value) status.value = 'failed';
      }
    }

    /** Stores the preferences. Rejects with ApiError, `invalid` with the fields; the profile then stays as it was. */
    async function save(preferences: Preferences): Promise<InvestorProfile> {
      saving.value = true;
      try {
        const saved = await api.savePreferences(preferences);
        profile.value = saved;
        status.value = 'ready';
        return saved;
      } catch (problem) {
        throw toApiError(problem);
      } finally {
        saving.value = false;
      }
    }

    /** Turns email on again. Rejects with ApiError, `invalid` where it takes consent; the profile then stays as it was. */
    async function resumeEmail(consent: boolean): Promise<void> {
      resuming.value = true;
      try {
        profile.value = await api.resumeEmail(consent);
      } catch (problem) {
        throw toApiError(problem);
      } finally {
        resuming.value = false;
      }
    }

    /** Forgets everything: another investor may sign in next. */
    function clear(): void {
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
      save,
      resumeEmail,
      clear,
    };
  });

export const useProfileStore = defineProfileStore(api);
