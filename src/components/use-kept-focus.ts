import { watch } from 'vue';

/**
 * Keeps the keyboard's place when a change removes the control that has the focus: the focus moves to the first element
 * in `root` that fits the selector `next`. Without this it falls back to the top of the page.
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
