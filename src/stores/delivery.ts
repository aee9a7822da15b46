import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { listDeliveries, type Delivery } from '../api/deliveries';
import { toApiError, type ApiError, type NotConfiguredError } from '../api/errors';

export type { Delivery };

const api = { listDeliveries };
export type DeliveryApi = typeof api;

/** Local dates that the page of emails goes back. */
export const LOGGED_DAYS = 60;
/** A local date begins and ends up to a day away from the same date in UTC. */
const READ_MS = (LOGGED_DAYS + 1) * 86_400_000;

/** What became of every digest of the last sixty days. */
export const defineDeliveryStore = (api: DeliveryApi, now: () => Date = () => new Date()) =>
  defineStore('delivery', () => {
    const deliveries = shallowRef<Delivery[]>([]);
    const status = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
    const error = shallowRef<ApiError | NotConfiguredError | null>(null);
    let reading = 0;

    /** Reads the digests; what is known stays on screen meanwhile. */
    async function load(): Promise<void> {
      const mine = ++reading;
      if (status.value !== 'ready') status.value = 'loading';
      error.value = null;
      try {
        const found = await api.listDeliveries(new Date(now().getTime() - READ_MS).toISOString());
        if (mine !== reading) return;
        deliveries.value = found;
        status.value = 'ready';
      } catch (problem) {
        if (mine !== reading) return;
        error.value = toApiError(problem);
        if (status.value !== 'ready') status.value = 'failed';
      }
    }

    /** Forgets everything, also what is still being read: another investor may sign in next. */
    function clear(): void {
      reading++;
      deliveries.value = [];
      status.value = 'idle';
      error.value = null;
    }

    return {
      deliveries: computed(() => deliveries.value),
      status: computed(() => status.value),
      error: computed(() => error.value),
      load,
      clear,
    };
  });

export const useDeliveryStore = defineDeliveryStore(api);
