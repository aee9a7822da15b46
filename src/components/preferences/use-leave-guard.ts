import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { useSessionStore } from '../../stores/session';

/**
 * Asks what to do with unsaved changes when the investor navigates to another page of the app. While `asking` is true, a
 * dialog is open, and `decide` is its answer. Closing or reloading the tab asks only if there are `unkept` changes, which
 * the stored draft does not contain. After the session ends nothing is asked, and the draft is kept for its owner.
 */
export function useLeaveGuard(dirty: Readonly<Ref<boolean>>, unkept: Readonly<Ref<boolean>>) {
  const session = useSessionStore();
  const asking = ref(false);
  let resolve: ((leave: boolean) => void) | undefined;

  onBeforeRouteLeave(() => {
    if (!dirty.value || !session.isSignedIn) return true;
    asking.value = true;
    return new Promise<boolean>((answer) => (resolve = answer));
  });

  function decide(leave: boolean): void {
    asking.value = false;
    resolve?.(leave);
    resolve = undefined;
  }

  function warn(event: BeforeUnloadEvent): void {
    if (unkept.value && session.isSignedIn) event.preventDefault();
  }
  onMounted(() => window.addEventListener('beforeunload', warn));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', warn));

  return { asking, decide };
}
