import { readonly, ref } from 'vue';
import type { Tone } from './types';

export interface Toast {
  id: number;
  title: string;
  description?: string;
  tone: Tone;
  /** E.g. undo. Running it closes the toast. */
  action?: { label: string; run: () => void };
  /** Milliseconds; one with an action stays longer, so that it can be reached. */
  duration: number;
}

const toasts = ref<Toast[]>([]);
let lastId = 0;

/** Short messages about what just happened. Nothing may be said only here: they go away. */
export function useToasts() {
  return {
    toasts: readonly(toasts),
    show(toast: Pick<Toast, 'title'> & Partial<Omit<Toast, 'id'>>): number {
      const id = ++lastId;
      const added = { tone: 'neutral', duration: toast.action ? 10_000 : 5_000, ...toast, id } as const;
      toasts.value = [...toasts.value.slice(-2), added];
      return id;
    },
    dismiss(id: number): void {
      toasts.value = toasts.value.filter((toast) => toast.id !== id);
    },
  };
}
