import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';

/**
 * Asks before what was entered is lost: by a link of the app through a dialog that shows while `asking`, answered by
 * `decide`; by closing the tab through the browser's own.
 */
export function useLeaveGuard(dirty: Readonly<Ref<boolean>>) {
  const asking = ref(false);
  let resolve: ((leave: boolean) => void) | undefined;

  onBeforeRouteLeave(() => {
    if (!dirty.value) return true;
    asking.value = true;
    return new Promise<boolean>((answer) => (resolve = answer));
  });

  function decide(leave: boolean): void {
    asking.value = false;
    resolve?.(leave);
    resolve = undefined;
  }

  function warn(event: BeforeUnloadEvent): void {
    if (dirty.value) event.preventDefault();
  }
  onMounted(() => window.addEventListener('beforeunload', warn));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', warn));

  return { asking, decide };
}
