/**
 * A request ends within this time, its retry included. Functions behind the API time out after ten seconds, so their
 * errors arrive earlier.
 */
export const ANSWER_WITHIN_MS = 12_000;

export interface Deadline {
  /** Aborts with a TimeoutError when the time is up, and when `given` aborts. */
  signal: AbortSignal;
  /** Stops the timer. Call it when the work is done. */
  clear(): void;
}

export function deadline(ms: number, given?: AbortSignal): Deadline {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException('No answer in time', 'TimeoutError')), ms);
  return {
    signal: given ? AbortSignal.any([given, late.signal]) : late.signal,
    clear: () => clearTimeout(timer),
  };
}

/** Resolves with the work, or rejects with the signal's reason if it aborts first. For work that takes no signal. */
export function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Resolves with the work, or rejects with a TimeoutError when it takes longer. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { signal, clear } = deadline(ms);
  return before(signal, work).finally(clear);
}
