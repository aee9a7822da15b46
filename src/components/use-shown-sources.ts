import { computed, onBeforeUnmount, shallowRef, watch } from 'vue';
import { attributionsOf } from '../../amplify/domain/attribution';

type Source = string | null | undefined;

const shown = shallowRef<ReadonlyMap<symbol, readonly Source[]>>(new Map());

/** Registers the sources of the facts that a component shows, so that the footer names them while it is mounted. */
export function useShownSources(sources: () => readonly Source[]): void {
  const key = Symbol('sources');
  // Not an effect: an effect would also run when another component changes `shown`, in an endless loop.
  watch(sources, (current) => (shown.value = new Map(shown.value).set(key, current)), { immediate: true });
  onBeforeUnmount(() => {
    shown.value = new Map([...shown.value].filter(([other]) => other !== key));
  });
}

/** The attributions that the footer must show for the facts on the page. */
export const shownAttributions = computed(() => attributionsOf([...shown.value.values()].flat()));
