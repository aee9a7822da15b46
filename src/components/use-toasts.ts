import { readonly, ref } from 'vue';
import type { Tone } from './types';

interface Toast {
  id: number;
  title: string;
  description?: string;
  tone: Tone;
  /** The subject. A newer toast with the same subject replaces this one. By default, title and description. */
  about: string;
  /** For example an undo. Running it closes the toast. */
  action?: { label: string; run: () => void };
  /** In milliseconds. Longer for a toast with an action, so that people have time to use it. */
  duration: number;
}

const toasts = ref<Toast[]>([]);
let lastId = 0;

const MOST_SHOWN = 3;
const SHORT_MS = 5_000;
/** For toasts with an action, and for failures. */
const LONG_MS = 10_000;

/** Short messages about what just happened, the newest last. They disappear, so nothing is shown only in a toast. */
export function useToasts() {
  return {
    toasts: readonly(toasts),
    show(toast: Pick<Toast, 'title'> & Partial<Omit<Toast, 'id'>>): number {
      const id = ++lastId;
      const about = toast.about ?? `${toast.title}\n${toast.description ?? ''}`;
      const duration = toast.action || toast.tone === 'danger' ? LONG_MS : SHORT_MS;
      const others = toasts.value.filter((other) => other.about !== about);
      toasts.value = [...others.slice(1 - MOST_SHOWN), { tone: 'neutral', duration, ...toast, about, id }];
      return id;
    },
    dismiss(id: number): void {
      toasts.value = toasts.value.filter((toast) => toast.id !== id);
    },
  };
}
