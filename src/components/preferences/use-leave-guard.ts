import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { useSessionStore } from '../../stores/session';

/**
 * Asks what to do with what was entered when a link of the app leads away: through a dialog that shows while `asking`,
 * answered by `decide`. A closed tab and a reload need no question but for what is `unkept`, which no draft holds. When the
 * session has ended there is nothing to decide: the draft waits for its owner.
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
