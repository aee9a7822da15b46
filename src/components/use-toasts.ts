import { readonly, ref } from 'vue';
import type { Tone } from './types';

interface Toast {
  id: number;
  title: string;
  description?: string;
  tone: Tone;
  /** What it is about: a newer message about the same takes its place. Its words, where none is given. */
  about: string;
  /** E.g. undo. Running it closes the toast. */
  action?: { label: string; run: () => void };
  /** Milliseconds; one with an action stays longer, so that it can be reached. */
  duration: number;
}

const toasts = ref<Toast[]>([]);
let lastId = 0;

const AT_ONCE = 3;
const SHORT_MS = 5_000;
/** For what can be acted on, or has to be read. */
const LONG_MS = 10_000;

/** Short messages about what just happened, the newest last. Nothing may be said only here: they go away. */
export function useToasts() {
  return {
    toasts: readonly(toasts),
    show(toast: Pick<Toast, 'title'> & Partial<Omit<Toast, 'id'>>): number {
      const id = ++lastId;
      const about = toast.about ?? `${toast.title}\n${toast.description ?? ''}`;
      const duration = toast.action || toast.tone === 'danger' ? LONG_MS : SHORT_MS;
      const others = toasts.value.filter((other) => other.about !== about);
      toasts.value = [...others.slice(1 - AT_ONCE), { tone: 'neutral', duration, ...toast, about, id }];
      return id;
    },
    dismiss(id: number): void {
      toasts.value = toasts.value.filter((toast) => toast.id !== id);
    },
  };
}
