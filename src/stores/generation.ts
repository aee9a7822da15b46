/**
 * Requests that are replaced together. The requests of an earlier generation are stale: their signal is aborted, which
 * cancels them. Code that awaits one checks `signal.aborted` before it uses the answer.
 */
export interface Generation {
  /** The signal of the current generation. */
  readonly signal: AbortSignal;
  /** Makes every request so far stale and returns the signal of the next generation. */
  next(): AbortSignal;
}

export function createGeneration(): Generation {
  let controller = new AbortController();
  return {
    get signal() {
      return controller.signal;
    },
    next() {
      controller.abort();
      controller = new AbortController();
      return controller.signal;
    },
  };
}
