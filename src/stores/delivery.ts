import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { listDeliveries, type Delivery } from '../api/deliveries';
import { createLatestRequest } from './latest-request';

const api = { listDeliveries };
export type DeliveryApi = typeof api;

/** How many local dates the page of emails shows. */
export const LOGGED_DAYS = 60;
/** A local date can begin up to a day before the same date in UTC. */
const READ_MS = (LOGGED_DAYS + 1) * 86_400_000;

/** Every digest of the last sixty days, for the page of emails. */
export const defineDeliveryStore = (api: DeliveryApi, now: () => Date = () => new Date()) =>
  defineStore('delivery', () => {
    const deliveries = shallowRef<Delivery[]>([]);
    const reading = createLatestRequest(
      () => api.listDeliveries(new Date(now().getTime() - READ_MS).toISOString()),
      (found) => (deliveries.value = found),
    );

    /** Forgets everything: another investor may sign in next. */
    function clear(): void {
      reading.reset();
      deliveries.value = [];
    }

    return {
      deliveries: computed(() => deliveries.value),
      status: reading.status,
      error: reading.error,
      /** Reads the digests; the known ones stay on screen meanwhile. */
      load: reading.run,
      clear,
    };
  });

export const useDeliveryStore = defineDeliveryStore(api);
