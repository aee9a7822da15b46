import type { Catalog } from '../catalog/catalog';

export interface ScoredRow {
  row: number;
  score: number;
}

/** Orders by score (highest first), then by round (newest first), then by id. */
export function compareScored(catalog: Catalog, a: ScoredRow, b: ScoredRow): number {
  const { listedAt } = catalog.columns;
  if (a.score !== b.score) return b.score - a.score;
  if (listedAt[a.row] !== listedAt[b.row]) return listedAt[b.row]! - listedAt[a.row]!;
  return catalog.at(a.row).id < catalog.at(b.row).id ? -1 : 1;
}

/** The best accepted rows, in a binary heap with the lowest row at the top. */
export class TopRows {
  /** The lowest score in a full heap. Rows with a lower score are not added. */
  last = -Infinity;
  private readonly heap: ScoredRow[] = [];

  constructor(
    private readonly limit: number,
    private readonly catalog: Catalog,
    private readonly isAccepted: (row: number) => boolean,
  ) {}

  offer(row: number, score: number): void {
    if (!this.isAccepted(row)) return;
    const { heap } = this;
    const scored = { row, score };
    if (heap.length < this.limit) {
      heap.push(scored);
      this.siftUp(heap.length - 1);
    } else if (this.comesAfter(heap[0]!, scored)) {
      heap[0] = scored;
      this.siftDown();
    }
    if (heap.length === this.limit) this.last = heap[0]!.score;
  }

  /** Best first. */
  sorted(): ScoredRow[] {
    return this.heap.toSorted((a, b) => compareScored(this.catalog, a, b));
  }

  private comesAfter(a: ScoredRow, b: ScoredRow): boolean {
    return a.score === b.score ? compareScored(this.catalog, a, b) > 0 : a.score < b.score;
  }

  private siftUp(from: number): void {
    const { heap } = this;
    const scored = heap[from]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.comesAfter(scored, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = scored;
  }

  private siftDown(): void {
    const { heap } = this;
    const scored = heap[0]!;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && this.comesAfter(heap[child + 1]!, heap[child]!)) child++;
      if (!this.comesAfter(heap[child]!, scored)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = scored;
  }
}
