import { watch } from 'vue';

/**
 * Keeps the focus nearby when a change removes the focused control: the focus moves to the first element in `root` that
 * matches the selector `next`. Otherwise a keyboard user would start again at the top of the page.
 */
export function useKeptFocus(root: () => Element | undefined, change: () => unknown, next: string): void {
  const hasFocus = () => root()?.contains(document.activeElement) ?? false;
  let hadFocus = false;
  watch(change, () => (hadFocus = hasFocus()));
  watch(
    change,
    () => {
      if (hadFocus && !hasFocus()) root()?.querySelector<HTMLElement>(next)?.focus();
    },
    { flush: 'post' },
  );
}
