import type { Startup } from '../startup';
import type { Catalog } from './catalog';
import { foldText, wordsOf } from './text-fold';
import { typosAllowed, withinTypos } from './typo';

/** How much a hit counts by where it is and how exact it is. A name is what people type. */
const FIELD_WEIGHTS = { name: 8, tags: 4, industry: 4, place: 3, description: 1 } as const;
const EXACT = 1;
const PREFIX = 0.75;
const TYPO = 0.4;

interface Word {
  text: string;
  /** One bit per letter class: words that differ in more bits than typos can cause are skipped unread. */
  signature: number;
  rows: number[];
  weights: number[];
}

/**
 * Words to rows with prefix and typo tolerance. Own, because the libraries that were weighed take seconds to index
 * 100,000 startups, which a Lambda's first search would pay; see docs/matching.md.
 */
export class TextIndex {
  private readonly words: Word[];

  constructor(catalog: Catalog) {
    const byText = new Map<string, Word>();
    for (let row = 0; row < catalog.rowCount; row++) {
      for (const [text, weight] of weightedWords(catalog.at(row))) {
        let word = byText.get(text);
        if (!word) byText.set(text, (word = { text, signature: signatureOf(text), rows: [], weights: [] }));
        word.rows.push(row);
        word.weights.push(weight);
      }
    }
    this.words = [...byText.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
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
    const add = (word: Word, quality: number) => {
      for (let i = 0; i < word.rows.length; i++) {
        const row = word.rows[i]!;
        scores[row] = Math.max(scores[row]!, word.weights[i]! * quality);
      }
    };
    for (let at = this.firstFrom(query); at < this.words.length && this.words[at]!.text.startsWith(query); at++) {
      const word = this.words[at]!;
      add(word, word.text === query ? EXACT : PREFIX * (0.5 + (0.5 * query.length) / word.text.length));
    }
    const typos = typosAllowed(query);
    if (typos > 0) {
      const signature = signatureOf(query);
      for (const word of this.words) {
        if (Math.abs(word.text.length - query.length) > typos) continue;
        if (bitCount(word.signature ^ signature) > 2 * typos) continue;
        if (word.text !== query && withinTypos(query, word.text, typos)) add(word, TYPO);
      }
    }
    return scores;
  }

  private firstFrom(text: string): number {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle]!.text < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Every word of a startup with the weight of the best field it stands in. */
export function weightedWords(startup: Startup): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (text: string | null, weight: number) => {
    if (!text) return;
    for (const word of wordsOf(foldText(text))) {
      if (weight > (weights.get(word) ?? 0)) weights.set(word, weight);
    }
  };
  add(startup.name, FIELD_WEIGHTS.name);
  add(startup.industry, FIELD_WEIGHTS.industry);
  for (const tag of startup.tags) add(tag, FIELD_WEIGHTS.tags);
  add(startup.city, FIELD_WEIGHTS.place);
  add(startup.region, FIELD_WEIGHTS.place);
  add(startup.description, FIELD_WEIGHTS.description);
  return weights;
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
