import { growArray } from './grow-array';
import { isAscii } from './text-fold';
import { eachTerm } from './text-words';

/** The digit or lower-case letter for an ASCII code; 0 for a word separator. */
const FOLDED = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-z0-9]/i.test(String.fromCharCode(code)) ? String.fromCharCode(code).toLowerCase().charCodeAt(0) : 0,
);

/** Signs that are part of the word before them: `c++`, `c#`. */
const PLUS = '+'.charCodeAt(0);
const HASH = '#'.charCodeAt(0);
const DOT = '.'.charCodeAt(0);

const SLOT = 4;

/**
 * Numbers the distinct words of many texts. Words are stored in one buffer and looked up by their hash, because a
 * string and a Map entry for each of millions of words would make indexing slow.
 */
export class TermDictionary {
  private size = 0;
  private letters = new Uint16Array(1 << 16);
  /** The start of each term in `letters`. The entry after the last is the start of the word that is being read. */
  private starts = new Uint32Array(1 << 12);
  /**
   * Open addressing with linear probing. A slot is four numbers in one cache line: the term's number plus one (0 is
   * free), its hash, its start and its length.
   */
  private slots = new Int32Array(SLOT << 13);

  /** Calls `visit` with the number of each term of the text (`eachTerm`), including repeated terms. */
  read(text: string, visit: (term: number, isFolded: boolean) => void): void {
    if (!isAscii(text)) {
      eachTerm(text, (term, isFolded) => visit(this.encode(term), isFolded));
      return;
    }
    // Reserves space for the whole text, which is at least as long as its words.
    this.reserve(text.length);
    const { letters } = this;
    let from = this.starts[this.size]!;
    let end = from;
    let hash = 0;
    const folded = FOLDED;
    const { length } = text;
    let inSigns = false;
    for (let at = 0; at <= length; at++) {
      const code = at < length ? text.charCodeAt(at) : 0;
      const isSign = (code === PLUS || code === HASH) && end > from;
      const letter = isSign ? code : folded[code]!;
      if (end > from && (letter === 0 || (inSigns && !isSign))) {
        visit(this.numberOf(end, hash), false);
        const begin = at - (end - from);
        if (begin > 0 && text.charCodeAt(begin - 1) === DOT) {
          visit(this.encode(text.slice(begin - 1, at).toLowerCase()), false);
        }
        from = end = this.starts[this.size]!;
        hash = 0;
      }
      inSigns = isSign;
      if (letter !== 0) {
        letters[end++] = letter;
        hash = Math.imul(hash ^ letter, 0x01000193);
      }
    }
  }

  /** The words in the order of their numbers. */
  words(): string[] {
    return Array.from({ length: this.size }, (_, term) =>
      textOf(this.letters.subarray(this.starts[term]!, this.starts[term + 1]!)),
    );
  }

  private encode(word: string): number {
    this.reserve(word.length);
    let end = this.starts[this.size]!;
    let hash = 0;
    for (let at = 0; at < word.length; at++) {
      const letter = word.charCodeAt(at);
      this.letters[end++] = letter;
      hash = Math.imul(hash ^ letter, 0x01000193);
    }
    return this.numberOf(end, hash);
  }

  /** The number of the word between the last term and `end`. Adds a new word as a term. */
  private numberOf(end: number, hash: number): number {
    const { slots, letters } = this;
    const mask = slots.length - 1;
    const read = this.starts[this.size]!;
    const length = end - read;
    let slot = slotOf(hash, mask);
    for (let held; (held = slots[slot]!) !== 0; slot = (slot + SLOT) & mask) {
      if (slots[slot + 1] !== hash || slots[slot + 3] !== length) continue;
      let same = 0;
      for (let at = slots[slot + 2]!; same < length && letters[at] === letters[read + same]; at++) same++;
      if (same === length) return held - 1;
    }
    const term = this.size++;
    slots[slot] = this.size;
    slots[slot + 1] = hash;
    slots[slot + 2] = read;
    slots[slot + 3] = length;
    this.starts[this.size] = end;
    if (this.size + 1 === this.starts.length) this.grow();
    return term;
  }

  private reserve(length: number): void {
    const needed = this.starts[this.size]! + length;
    if (needed <= this.letters.length) return;
    const larger = new Uint16Array(Math.max(needed, 2 * this.letters.length));
    larger.set(this.letters);
    this.letters = larger;
  }

  private grow(): void {
    this.starts = growArray(this.starts);
    const before = this.slots;
    // At least half of the slots are free, so that probes are short.
    this.slots = new Int32Array(2 * before.length);
    const mask = this.slots.length - 1;
    for (let from = 0; from < before.length; from += SLOT) {
      if (before[from] === 0) continue;
      let slot = slotOf(before[from + 1]!, mask);
      while (this.slots[slot] !== 0) slot = (slot + SLOT) & mask;
      this.slots.set(before.subarray(from, from + SLOT), slot);
    }
  }
}

function slotOf(hash: number, mask: number): number {
  return Math.imul(hash ^ (hash >>> 15), SLOT) & mask;
}

function textOf(letters: Uint16Array): string {
  return String.fromCharCode.apply(null, letters as unknown as number[]);
}
