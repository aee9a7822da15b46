import { onBeforeUnmount, ref } from 'vue';

/** Whether the browser reports a connection (`navigator.onLine`). */
export function useOnline() {
  const online = ref(navigator.onLine);
  const update = () => (online.value = navigator.onLine);
  addEventListener('online', update);
  addEventListener('offline', update);
  onBeforeUnmount(() => {
    removeEventListener('online', update);
    removeEventListener('offline', update);
  });
  return online;
}
