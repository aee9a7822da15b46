/**
 * The time limit of a request, including its retry. The functions behind the API time out after ten seconds, so their
 * errors arrive before this limit.
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

/** Resolves as `work` does, or rejects with the signal's reason if it aborts first. For work that accepts no signal. */
export function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Resolves as `work` does, or rejects with a TimeoutError if it takes longer than `ms`. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { signal, clear } = deadline(ms);
  return before(signal, work).finally(clear);
}
