import { ref, shallowRef, type ShallowRef } from 'vue';

/**
 * A component that loads when it is first wanted. `failed` is true when it did not, so that the
 * place where it was wanted can show it; `want` tries again. Vue's own defineAsyncComponent reports the failure to the
 * whole page.
 */
export function usePart<Part>(load: () => Promise<{ default: Part }>) {
  const part = shallowRef() as ShallowRef<Part | undefined>;
  const busy = ref(false);
  const failed = ref(false);

  async function want(): Promise<void> {
    busy.value = true;
    failed.value = false;
    try {
      part.value = (await load()).default;
    } catch {
      failed.value = true;
    } finally {
      busy.value = false;
    }
  }

  return { part, busy, failed, want };
}
