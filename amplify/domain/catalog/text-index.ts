import type { Startup } from '../startup';
import type { Catalog } from './catalog';
import { foldText, wordsOf } from './text-fold';
import { typosAllowed, withinTypos } from './typo';

/** How much a hit counts by where it is and how exact it is. A name is what people type. */
const FIELD_WEIGHTS = { name: 8, tags: 4, industry: 4, place: 3, description: 1 } as const;
const EXACT = 1;
const PREFIX = 0.75;
const TYPO = 0.4;

interface Postings {
  rows: number[];
  weights: number[];
}

/**
 * Words to rows with prefix and typo tolerance. Own, because filters, facets and cursors surround it anyway; the reason
 * is in docs/matching.md.
 */
export class TextIndex {
  /** In code unit order, so that the words with a prefix are neighbours. */
  private readonly words: string[];
  private readonly postings: Postings[];
  private readonly lengths: Uint8Array;
  /** A bit per letter class: words that differ in more bits than typos can cause are skipped unread. */
  private readonly signatures: Int32Array;

  constructor(catalog: Catalog) {
    const byWord = new Map<string, Postings>();
    for (let row = 0; row < catalog.rowCount; row++) {
      for (const [text, weight] of weightedTexts(catalog.at(row))) {
        for (const word of wordsOf(foldText(text))) {
          let postings = byWord.get(word);
          if (!postings) byWord.set(word, (postings = { rows: [], weights: [] }));
          // Texts come from the heaviest on: the first hit of a row is its best.
          if (postings.rows[postings.rows.length - 1] === row) continue;
          postings.rows.push(row);
          postings.weights.push(weight);
        }
      }
    }
    this.words = [...byWord.keys()].sort();
    this.postings = this.words.map((word) => byWord.get(word)!);
    this.lengths = Uint8Array.from(this.words, ({ length }) => Math.min(255, length));
    this.signatures = Int32Array.from(this.words, signatureOf);
  }

  /** Score by row for the rows that have every word of the text; null when the text has no word to look for. */
  score(text: string, rowCount: number): Float32Array | null {
    const words = [...new Set(wordsOf(foldText(text)))];
    if (words.length === 0) return null;
    let total: Float32Array | null = null;
    for (const word of words) {
      const scores = this.scoreWord(word, rowCount);
      if (!total) total = scores;
      else {
        for (let row = 0; row < rowCount; row++)
          total[row] = scores[row]! > 0 && total[row]! > 0 ? total[row]! + scores[row]! : 0;
      }
    }
    return total;
  }

  private scoreWord(query: string, rowCount: number): Float32Array {
    const scores = new Float32Array(rowCount);
    const add = ({ rows, weights }: Postings, quality: number) => {
      for (let i = 0; i < rows.length; i++) {
        const score = weights[i]! * quality;
        if (score > scores[rows[i]!]!) scores[rows[i]!] = score;
      }
    };
    for (let at = this.firstFrom(query); at < this.words.length && this.words[at]!.startsWith(query); at++) {
      const { length } = this.words[at]!;
      add(this.postings[at]!, length === query.length ? EXACT : PREFIX * (0.5 + (0.5 * query.length) / length));
    }
    const typos = typosAllowed(query);
    if (typos === 0) return scores;
    const signature = signatureOf(query);
    const { lengths, signatures } = this;
    for (let at = 0; at < lengths.length; at++) {
      const longer = lengths[at]! - query.length;
      if (longer > typos || longer < -typos || bitCount(signatures[at]! ^ signature) > 2 * typos) continue;
      const word = this.words[at]!;
      if (word !== query && withinTypos(query, word, typos)) add(this.postings[at]!, TYPO);
    }
    return scores;
  }

  private firstFrom(text: string): number {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle]! < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The texts of a startup with their weights, heaviest first. */
export function weightedTexts(startup: Startup): [text: string, weight: number][] {
  const texts: [string | null, number][] = [
    [startup.name, FIELD_WEIGHTS.name],
    [startup.industry, FIELD_WEIGHTS.industry],
    ...startup.tags.map((tag): [string, number] => [tag, FIELD_WEIGHTS.tags]),
    [startup.city, FIELD_WEIGHTS.place],
    [startup.region, FIELD_WEIGHTS.place],
    [startup.description, FIELD_WEIGHTS.description],
  ];
  return texts.filter((entry): entry is [string, number] => entry[0] !== null);
}

function signatureOf(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits |= 1 << (text.charCodeAt(i) % 31);
  return bits;
}

function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
