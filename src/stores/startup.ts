import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Startup } from '../../amplify/domain/startup';
import { getStartup } from '../api/startups';
import { createLatestRequest } from './latest-request';

const api = { getStartup };
export type StartupApi = typeof api;

/** The startup whose page is open. */
export const defineStartupStore = (api: StartupApi) =>
  defineStore('startup', () => {
    const startup = shallowRef<Startup | null>(null);
    const reading = createLatestRequest(
      (signal, id: string) => api.getStartup(id, { signal }),
      (found) => (startup.value = found),
    );

    /** Reads every fact of a startup; a later call replaces one that is under way. */
    async function load(id: string): Promise<void> {
      if (startup.value?.id !== id) startup.value = null;
      await reading.run(id);
    }

    return { startup: computed(() => startup.value), error: reading.error, load };
  });

export const useStartupStore = defineStartupStore(api);
