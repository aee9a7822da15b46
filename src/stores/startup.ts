import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Startup } from '../../amplify/domain/startup';
import { isCancelled, toApiError, type ApiError, type NotConfiguredError } from '../api/errors';
import { getStartup } from '../api/startups';

const api = { getStartup };
export type StartupApi = typeof api;

/** The startup whose page is open. */
export const defineStartupStore = (api: StartupApi) =>
  defineStore('startup', () => {
    const startup = shallowRef<Startup | null>(null);
    const error = shallowRef<ApiError | NotConfiguredError | null>(null);
    let asking: AbortController | undefined;

    /** Reads every fact of a startup; a later call takes over from one that is under way. */
    async function load(id: string): Promise<void> {
      asking?.abort();
      const mine = (asking = new AbortController());
      if (startup.value?.id !== id) startup.value = null;
      error.value = null;
      try {
        const found = await api.getStartup(id, { signal: mine.signal });
        if (asking === mine) startup.value = found;
      } catch (problem) {
        if (asking === mine && !isCancelled(problem)) error.value = toApiError(problem);
      }
    }

    return { startup: computed(() => startup.value), error: computed(() => error.value), load };
  });

export const useStartupStore = defineStartupStore(api);
