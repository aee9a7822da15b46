import { grown } from './grown';
import { foldText, isAscii, wordsOf } from './text-fold';

/** The folded letter or digit of an ASCII code, 0 for what parts words. */
const FOLDED = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-z0-9]/i.test(String.fromCharCode(code)) ? String.fromCharCode(code).toLowerCase().charCodeAt(0) : 0,
);

/**
 * Numbers the distinct words of many texts. The words are read letter by letter into one buffer and looked up by their
 * hash there: a string and a Map entry for each of millions of words is what made an index slow to build.
 */
export class TermDictionary {
  private size = 0;
  private letters = new Uint16Array(1 << 16);
  /** Where each term starts in `letters`; the entry after the last is where the next one is read to. */
  private starts = new Uint32Array(1 << 12);
  private hashes = new Int32Array(1 << 12);
  /** Open addressing with linear probing; 0 is free, else a term's number plus one. */
  private slots = new Int32Array(1 << 13);

  /** Gives `visit` the number of each word of the text, in the order and with the repetitions of the text. */
  read(text: string, visit: (term: number) => void): void {
    if (!isAscii(text)) {
      for (const word of wordsOf(foldText(text))) visit(this.encode(word));
      return;
    }
    // Room for the whole text at once: its words are no longer than it is.
    this.reserve(text.length);
    const { letters } = this;
    let from = this.starts[this.size]!;
    let end = from;
    let hash = 0;
    for (let at = 0; at <= text.length; at++) {
      const letter = at < text.length ? FOLDED[text.charCodeAt(at)]! : 0;
      if (letter !== 0) {
        letters[end++] = letter;
        hash = Math.imul(hash ^ letter, 0x01000193);
      } else if (end > from) {
        visit(this.numberOf(end, hash));
        from = end = this.starts[this.size]!;
        hash = 0;
      }
    }
  }

  /** The words by their numbers. */
  words(): string[] {
    return Array.from({ length: this.size }, (_, term) =>
      String.fromCharCode(...this.letters.subarray(this.starts[term]!, this.starts[term + 1]!)),
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

  /** The number of the word between the last term and `end`, which becomes a term if it is none yet. */
  private numberOf(end: number, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let held; (held = this.slots[slot]!) !== 0; slot = (slot + 1) & mask) {
      if (this.hashes[held - 1] === hash && this.isSame(held - 1, end)) return held - 1;
    }
    const term = this.size++;
    this.slots[slot] = this.size;
    this.hashes[term] = hash;
    this.starts[this.size] = end;
    if (this.size + 1 === this.starts.length) this.grow();
    return term;
  }

  private isSame(term: number, end: number): boolean {
    const { letters, starts } = this;
    const own = starts[term]!;
    const read = starts[this.size]!;
    const length = end - read;
    if (starts[term + 1]! - own !== length) return false;
    for (let at = 0; at < length; at++) if (letters[own + at] !== letters[read + at]) return false;
    return true;
  }

  private reserve(length: number): void {
    const needed = this.starts[this.size]! + length;
    if (needed <= this.letters.length) return;
    const larger = new Uint16Array(Math.max(needed, 2 * this.letters.length));
    larger.set(this.letters);
    this.letters = larger;
  }

  private grow(): void {
    this.starts = grown(this.starts);
    const hashes = (this.hashes = grown(this.hashes));
    // Half empty at the least, so that a probe is short.
    this.slots = new Int32Array(2 * this.starts.length);
    const mask = this.slots.length - 1;
    for (let term = 0; term < this.size; term++) {
      let slot = (hashes[term]! ^ (hashes[term]! >>> 15)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = term + 1;
    }
  }
}
