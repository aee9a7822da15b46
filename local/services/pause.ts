import { setTimeout } from 'node:timers/promises';

/** Waits these milliseconds. Resolves with false, and earlier, when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(ms, true, { signal }).catch(() => false);
}
