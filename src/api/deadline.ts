/**
 * By when every answer is there, a second try included. Functions behind the API end within ten seconds, so what the
 * backend has to say is said before this.
 */
export const ANSWER_WITHIN_MS = 12_000;

export interface Deadline {
  /** Aborts with a TimeoutError when the time is up, or as `given` does. */
  signal: AbortSignal;
  /** To be called once the work is done. */
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

/** The work, or the signal's reason where that comes first: for work that can't be aborted itself. */
export function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** The work, or a TimeoutError when it takes longer. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { signal, clear } = deadline(ms);
  return before(signal, work).finally(clear);
}
