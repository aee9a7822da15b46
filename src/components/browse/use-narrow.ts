import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** True while the window is too narrow for a table. */
export function useNarrow(query = '(max-width: 760px)'): Readonly<Ref<boolean>> {
  const media = window.matchMedia(query);
  const narrow = ref(media.matches);
  const follow = (event: MediaQueryListEvent) => (narrow.value = event.matches);
  media.addEventListener('change', follow);
  onScopeDispose(() => media.removeEventListener('change', follow));
  return readonly(narrow);
}
