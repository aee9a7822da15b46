import { computed, ref, shallowRef } from 'vue';
import { toApiError, type ApiError, type NotConfiguredError } from '../api/errors';
import { createGeneration } from './generation';

/** `ready` after the first answer, even while a later request is under way or after it failed. */
export type RequestStatus = 'idle' | 'loading' | 'ready' | 'failed';

/**
 * A request that is repeated with other arguments. A new request cancels the one before, and a stale answer or error is
 * dropped. `take` stores an answer.
 */
export function createLatestRequest<Args extends unknown[], Answer>(
  send: (signal: AbortSignal, ...args: Args) => Promise<Answer>,
  take: (answer: Answer) => void,
) {
  const status = ref<RequestStatus>('idle');
  const busy = ref(false);
  const error = shallowRef<ApiError | NotConfiguredError | null>(null);
  const generation = createGeneration();

  /** Sends a request. Resolves when it is answered, failed or stale; never rejects. */
  async function run(...args: Args): Promise<void> {
    const signal = generation.next();
    if (status.value !== 'ready') status.value = 'loading';
    busy.value = true;
    error.value = null;
    try {
      const answer = await send(signal, ...args);
      if (signal.aborted) return;
      take(answer);
      status.value = 'ready';
    } catch (problem) {
      if (signal.aborted) return;
      if (status.value !== 'ready') status.value = 'failed';
      error.value = toApiError(problem);
    } finally {
      if (!signal.aborted) busy.value = false;
    }
  }

  /** Makes a request under way stale, because a write brought a newer answer. */
  function answered(): void {
    generation.next();
    busy.value = false;
    status.value = 'ready';
    error.value = null;
  }

  /** Makes a request under way stale and forgets status and error. */
  function reset(): void {
    generation.next();
    busy.value = false;
    status.value = 'idle';
    error.value = null;
  }

  return {
    /** Aborted when a newer request is sent, when a write is answered, or when the store is cleared. */
    get signal(): AbortSignal {
      return generation.signal;
    },
    status: computed(() => status.value),
    /** True while the newest request is under way. */
    busy: computed(() => busy.value),
    error: computed(() => error.value),
    run,
    answered,
    reset,
  };
}
