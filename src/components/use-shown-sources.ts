import { computed, onBeforeUnmount, shallowRef, watch } from 'vue';
import { attributionsOf } from '../../amplify/domain/attribution';

type Source = string | null | undefined;

const shown = shallowRef<ReadonlyMap<symbol, readonly Source[]>>(new Map());

/** Tells the footer where the facts come from that a component shows, as long as it shows them. */
export function useShownSources(sources: () => readonly Source[]): void {
  const key = Symbol('sources');
  // A watcher and not an effect: an effect would also run when another component changes `shown`, in an endless loop.
  watch(sources, (found) => (shown.value = new Map(shown.value).set(key, found)), { immediate: true });
  onBeforeUnmount(() => {
    shown.value = new Map([...shown.value].filter(([other]) => other !== key));
  });
}

/** Whom the page has to name for the facts on it. */
export const shownAttributions = computed(() => attributionsOf([...shown.value.values()].flat()));
