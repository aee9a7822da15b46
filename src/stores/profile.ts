import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { toApiError } from '../api/errors';
import type { Preferences } from '../../amplify/domain/preferences';
import type { InvestorProfile } from '../../amplify/domain/profile';
import { getProfile, resumeEmail, savePreferences } from '../api/preferences';
import { createGeneration } from './generation';
import { createLatestRequest } from './latest-request';

const api = { getProfile, savePreferences, resumeEmail };
export type ProfileApi = typeof api;

/** The investor's own profile: preferences, schedule and email status. */
export const defineProfileStore = (api: ProfileApi) =>
  defineStore('profile', () => {
    const profile = shallowRef<InvestorProfile | null>(null);
    const saving = ref(false);
    const resuming = ref(false);
    /** Until sign-out: an answer for one investor must not reach the next. */
    const session = createGeneration();
    const reading = createLatestRequest(
      () => api.getProfile(),
      (found) => (profile.value = found),
    );

    /**
     * Saves preferences that were edited from the version `expectedVersion`. Rejects with ApiError: `invalid` with the fields,
     * `conflict` when another version is stored; the profile then stays as it was.
     */
    async function save(preferences: Preferences, expectedVersion: number): Promise<InvestorProfile> {
      const { signal } = session;
      saving.value = true;
      try {
        const saved = await api.savePreferences(preferences, expectedVersion);
        if (!signal.aborted) take(saved);
        return saved;
      } catch (problem) {
        throw toApiError(problem);
      } finally {
        if (!signal.aborted) saving.value = false;
      }
    }

    /** The profile as it is stored now. Rejects with ApiError. */
    async function read(): Promise<InvestorProfile | null> {
      const { signal } = reading;
      try {
        const found = await api.getProfile();
        if (found && !signal.aborted) take(found);
        return found;
      } catch (problem) {
        throw toApiError(problem);
      }
    }

    /** Turns email on again. Rejects with ApiError, `invalid` when consent is missing; the profile then stays as it was. */
    async function resumeEmail(consent: boolean): Promise<void> {
      const { signal } = session;
      resuming.value = true;
      try {
        const resumed = await api.resumeEmail(consent);
        if (!signal.aborted) take(resumed);
      } catch (problem) {
        throw toApiError(problem);
      } finally {
        if (!signal.aborted) resuming.value = false;
      }
    }

    /** Shows the profile as a write left it. A read under way may be older, so its answer is dropped. */
    function take(written: InvestorProfile): void {
      profile.value = written;
      reading.answered();
    }

    /** Forgets everything: another investor may sign in next. */
    function clear(): void {
      session.next();
      reading.reset();
      saving.value = false;
      resuming.value = false;
      profile.value = null;
    }

    return {
      profile: computed(() => profile.value),
      status: reading.status,
      saving: computed(() => saving.value),
      resuming: computed(() => resuming.value),
      error: reading.error,
      /** UTC instant of the next daily email, or null. */
      nextDigestAt: computed(() => profile.value?.nextDigestAt ?? null),
      /** Reads the profile; the known one stays on screen meanwhile. */
      load: reading.run,
      read,
      save,
      resumeEmail,
      clear,
    };
  });

export const useProfileStore = defineProfileStore(api);
