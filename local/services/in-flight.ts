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
}
