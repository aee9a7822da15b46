const FEWEST_SLOTS = 64;

/**
 * A hash table from ids to rows, with open addressing. A Map would need a string for each id. In a cold function,
 * creating 100,000 strings would take as long as the rest of loading a snapshot.
 */
export class RowIndex {
  /** The row plus one; 0 is free. At least half of the slots are free, so that probes are short. */
  private slots: Int32Array;
  private hashes: Int32Array;
  private size = 0;

  /** `idAt` returns the id of a row that was added. */
  constructor(
    rows: number,
    private readonly idAt: (row: number) => string,
  ) {
    let length = FEWEST_SLOTS;
    while (length < 2 * rows) length *= 2;
    this.slots = new Int32Array(length);
    this.hashes = new Int32Array(length);
  }

  /** An independent copy with the same ids and rows. */
  copy(idAt: (row: number) => string): RowIndex {
    const copy = new RowIndex(0, idAt);
    copy.slots = this.slots.slice();
    copy.hashes = this.hashes.slice();
    copy.size = this.size;
    return copy;
  }

  get(id: string): number | undefined {
    const held = this.slots[this.slotOf(id, 0, id.length)]!;
    return held === 0 ? undefined : held - 1;
  }

  /** The id is the text from `from` to `to`. Returns false and changes nothing if the id already has a row. */
  add(row: number, text: string, from = 0, to = text.length): boolean {
    if (2 * (this.size + 1) > this.slots.length) this.grow();
    const slot = this.slotOf(text, from, to);
    if (this.slots[slot] !== 0) return false;
    this.slots[slot] = row + 1;
    this.hashes[slot] = hashOf(text, from, to);
    this.size++;
    return true;
  }

  /** The slot of the id, or the free slot for it. */
  private slotOf(text: string, from: number, to: number): number {
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    const hash = hashOf(text, from, to);
    let slot = startOf(hash, mask);
    while (slots[slot] !== 0) {
      if (hashes[slot] === hash && this.idAt(slots[slot]! - 1) === text.slice(from, to)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private grow(): void {
    const { slots, hashes } = this;
    this.slots = new Int32Array(2 * slots.length);
    this.hashes = new Int32Array(2 * slots.length);
    const mask = this.slots.length - 1;
    for (let at = 0; at < slots.length; at++) {
      if (slots[at] === 0) continue;
      let slot = startOf(hashes[at]!, mask);
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = slots[at]!;
      this.hashes[slot] = hashes[at]!;
    }
  }
}

function startOf(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}

/** FNV-1a over code units. */
function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
