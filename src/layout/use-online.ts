import { onBeforeUnmount, ref } from 'vue';

/** Whether the browser thinks it has a connection. */
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
