/** Tracks work that was started and not awaited, so that it can be awaited later. */
export class InFlight {
  #running = new Set<Promise<unknown>>();

  get size(): number {
    return this.#running.size;
  }

  /** Tracks the work until it settles. The caller handles its errors. */
  track(work: Promise<unknown>): void {
    const settled: Promise<unknown> = work.then(
      () => this.#running.delete(settled),
      () => this.#running.delete(settled),
    );
    this.#running.add(settled);
  }

  /** Resolves when no work is running, including work that starts meanwhile. */
  async settled(): Promise<void> {
    while (this.#running.size) await Promise.all(this.#running);
  }

  /** Like `settled`, with a time limit: a stop must not wait for a hanging function. */
  async settledWithin(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([this.settled(), late]);
    clearTimeout(timer);
  }
}

/** How long a stop waits for running work. */
export const STOP_PATIENCE_MS = 2000;
