import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { FacetCount } from '../../../amplify/domain/catalog/facets';
import { createGeneration } from '../../stores/generation';

const DEBOUNCE_MS = 250;

export type FindPlaces = (text: string, options: { signal: AbortSignal }) => Promise<readonly FacetCount[]>;

/**
 * Searches the whole catalog for places by name. The search is debounced, and repeated when `find` changes. `found` is
 * null while there is no text or no answer yet. `status` is `failed` after a failed request, and `retry` repeats it.
 */
export function usePlaceSearch(text: Readonly<Ref<string>>, find: () => FindPlaces) {
  const found = shallowRef<readonly FacetCount[] | null>(null);
  const status = ref<'idle' | 'searching' | 'failed'>('idle');
  const generation = createGeneration();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function search(wanted: string): Promise<void> {
    const signal = generation.next();
    try {
      const places = await find()(wanted, { signal });
      if (signal.aborted) return;
      found.value = places;
      status.value = 'idle';
    } catch {
      if (!signal.aborted) status.value = 'failed';
    }
  }

  function stop(): void {
    clearTimeout(timer);
    generation.next();
  }

  watch(text, (typed) => {
    stop();
    const wanted = typed.trim();
    if (wanted === '') {
      found.value = null;
      status.value = 'idle';
      return;
    }
    status.value = 'searching';
    timer = setTimeout(() => void search(wanted), DEBOUNCE_MS);
  });
  // The counts depend on the other filters. The old results stay until the new ones arrive.
  watch(find, () => {
    const wanted = text.value.trim();
    if (wanted === '') return;
    stop();
    void search(wanted);
  });
  onScopeDispose(stop);

  return {
    found,
    status,
    retry(): void {
      stop();
      status.value = 'searching';
      void search(text.value.trim());
    },
  };
}
