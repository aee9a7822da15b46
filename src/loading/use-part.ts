import { ref, shallowRef, type ShallowRef } from 'vue';

/**
 * A component that is loaded on first use. `want` loads it. If it does not load, `failed` is true, so that the caller can
 * show that, and `want` tries again. Vue's defineAsyncComponent would report the failure to the whole page.
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
