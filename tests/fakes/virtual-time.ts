/** Virtual time in milliseconds. It stands still while work runs, then jumps to the earliest sleeper. */
export class VirtualTime {
  #sleepers: { at: number; order: number; wake: () => void }[] = [];
  #order = 0;

  constructor(private at: number) {}

  now = (): number => this.at;

  sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => this.#push({ at: this.at + Math.max(0, milliseconds), order: this.#order++, wake }));

  /** Advances until `work` has ended. Resolves to its result. The work may wait only for this time. */
  async live<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => void (isOver = true);
    work.then(over, over);
    for (;;) {
      // Runs everything that does not wait for time.
      await new Promise((idle) => setImmediate(idle));
      if (isOver) return work;
      const next = this.#pop();
      if (!next) throw new Error('Everybody waits, and nobody for the time.');
      this.at = Math.max(this.at, next.at);
      next.wake();
      while (this.#sleepers[0]?.at === this.at) this.#pop()!.wake();
    }
  }

  /* A binary heap, ordered by instant, then by insertion. */

  #push(sleeper: { at: number; order: number; wake: () => void }): void {
    const heap = this.#sleepers;
    heap.push(sleeper);
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (before(heap[parent]!, heap[i]!)) break;
      [heap[parent], heap[i]] = [heap[i]!, heap[parent]!];
      i = parent;
    }
  }

  #pop() {
    const heap = this.#sleepers;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || !last) return first;
    heap[0] = last;
    for (let i = 0; ;) {
      const left = 2 * i + 1;
      if (left >= heap.length) return first;
      const child = left + 1 < heap.length && before(heap[left + 1]!, heap[left]!) ? left + 1 : left;
      if (before(heap[i]!, heap[child]!)) return first;
      [heap[child], heap[i]] = [heap[i]!, heap[child]!];
      i = child;
    }
  }
}

function before(a: { at: number; order: number }, b: { at: number; order: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
