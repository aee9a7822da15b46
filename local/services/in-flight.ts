/** Work that was started and not awaited, so that somebody else can wait for exactly that. */
export class InFlight {
  #running = new Set<Promise<unknown>>();

  get size(): number {
    return this.#running.size;
  }

  /** Follows a piece of work to its end, whatever that is. The caller has handled its errors. */
  track(work: Promise<unknown>): void {
    const settled: Promise<unknown> = work.then(
      () => this.#running.delete(settled),
      () => this.#running.delete(settled),
    );
    this.#running.add(settled);
  }

  /** Resolves when nothing runs any more, work started meanwhile included. */
  async settled(): Promise<void> {
    while (this.#running.size) await Promise.all(this.#running);
  }

  /** As `settled`, but no longer than this: a stop must not wait for a function that hangs. */
  async settledWithin(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([this.settled(), late]);
    clearTimeout(timer);
  }
}

/** How long a stop waits for work under way, before what does the work is stopped too. */
export const STOP_PATIENCE_MS = 2000;
