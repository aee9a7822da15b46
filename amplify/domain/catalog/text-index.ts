import { countryLabel, placeName } from '../labels';
import type { Startup } from '../startup';
import type { Catalog } from './catalog';
import { growArray } from './grow-array';
import { TermDictionary } from './term-dictionary';
import { typosAllowed, withinTypos } from './typo';

/** The weight of a hit by its field. Names weigh most, because people search for names. */
const FIELD_WEIGHTS = { name: 80, tags: 40, industry: 40, place: 30, description: 10 } as const;
/** The penalty of a folded word, so that it ranks below a word that matches as written. */
const FOLDED_PENALTY = 1;
const EXACT = 1;
const PREFIX = 0.75;
/** So low that a typo in a name, the field with the highest weight, ranks below a prefix in a description. */
const TYPO = 0.04;

/** An inverted index from words to rows, with prefixes and typos. docs/matching.md explains why no library is used. */
export class TextIndex {
  /** In code unit order, so that words with a common prefix are neighbours. */
  private readonly words: string[];
  /** The hits of word `at` are `starts[at]` to `starts[at + 1] - 1`. */
  private readonly starts: Uint32Array;
  private readonly rows: Uint32Array;
  private readonly weights: Uint8Array;
  private readonly lengths: Uint8Array;
  /** One bit per letter class. Words that differ in more bits than typos can cause are skipped. */
  private readonly signatures: Int32Array;

  /** An index of some rows of the catalog, which must be in ascending order. */
  static of(catalog: Catalog, rows: ArrayLike<number>): TextIndex {
    const steps = TextIndex.inSteps(catalog, rows);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** Like `of`, in steps of a few milliseconds, so that other work can run between them. */
  static *inSteps(catalog: Catalog, rows: ArrayLike<number>): Generator<void, TextIndex> {
    return new TextIndex(yield* readHits(catalog, rows));
  }

  private constructor({ words, hits }: ReadHits) {
    const sorted = words.map((_, term) => term).sort((a, b) => (words[a]! < words[b]! ? -1 : 1));
    this.words = sorted.map((term) => words[term]!);
    this.lengths = Uint8Array.from(this.words, ({ length }) => Math.min(255, length));
    this.signatures = Int32Array.from(this.words, signatureOf);
    // A counting sort of the hits by word, which keeps the row order.
    const placeOf = new Uint32Array(words.length);
    sorted.forEach((term, at) => (placeOf[term] = at));
    this.starts = new Uint32Array(words.length + 1);
    for (let hit = 0; hit < hits.count; hit++) this.starts[placeOf[hits.terms[hit]!]! + 1]!++;
    for (let at = 0; at < words.length; at++) this.starts[at + 1]! += this.starts[at]!;
    const next = this.starts.slice();
    this.rows = new Uint32Array(hits.count);
    this.weights = new Uint8Array(hits.count);
    for (let hit = 0; hit < hits.count; hit++) {
      const to = next[placeOf[hits.terms[hit]!]!]!++;
      this.rows[to] = hits.rows[hit]!;
      this.weights[to] = hits.weights[hit]!;
    }
  }

  /** Raises the score of each row that has the word to the score of its best hit. */
  scoreWord(query: string, scores: Float32Array): void {
    for (let at = this.firstFrom(query); at < this.words.length && this.words[at]!.startsWith(query); at++) {
      const { length } = this.words[at]!;
      this.add(at, length === query.length ? EXACT : PREFIX * (0.5 + (0.5 * query.length) / length), scores);
    }
    const typos = typosAllowed(query);
    if (typos === 0) return;
    const signature = signatureOf(query);
    const { lengths, signatures } = this;
    for (let at = 0; at < lengths.length; at++) {
      const longer = lengths[at]! - query.length;
      if (longer > typos || longer < -typos || bitCount(signatures[at]! ^ signature) > 2 * typos) continue;
      const word = this.words[at]!;
      if (word !== query && withinTypos(query, word, typos)) this.add(at, TYPO, scores);
    }
  }

  private add(word: number, quality: number, scores: Float32Array): void {
    const { rows, weights } = this;
    const end = this.starts[word + 1]!;
    for (let hit = this.starts[word]!; hit < end; hit++) {
      const score = weights[hit]! * quality;
      if (score > scores[rows[hit]!]!) scores[rows[hit]!] = score;
    }
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

const ROWS_PER_STEP = 1_000;

interface ReadHits {
  words: string[];
  hits: { terms: Uint32Array; rows: Uint32Array; weights: Uint8Array; count: number };
}

/** Every word of the rows with its best weight in each row. */
function* readHits(catalog: Catalog, ofRows: ArrayLike<number>): Generator<void, ReadHits> {
  const dictionary = new TermDictionary();
  const hits = { terms: new Uint32Array(1 << 14), rows: new Uint32Array(1 << 14), weights: new Uint8Array(1 << 14) };
  let count = 0;
  /** The last hit of each term. */
  let lastHits = new Int32Array(1 << 12).fill(-1);
  let row = 0;
  let fieldWeight = 0;
  const visit = (term: number, isFolded: boolean) => {
    if (term >= lastHits.length) lastHits = growArray(lastHits, -1);
    const weight = isFolded ? fieldWeight - FOLDED_PENALTY : fieldWeight;
    const last = lastHits[term]!;
    if (last >= 0 && hits.rows[last] === row) {
      if (weight > hits.weights[last]!) hits.weights[last] = weight;
      return;
    }
    lastHits[term] = count;
    if (count === hits.terms.length) {
      hits.terms = growArray(hits.terms);
      hits.rows = growArray(hits.rows);
      hits.weights = growArray(hits.weights);
    }
    hits.terms[count] = term;
    hits.rows[count] = row;
    hits.weights[count++] = weight;
  };
  const readText = (text: string, weight: number) => {
    fieldWeight = weight;
    dictionary.read(text, visit);
  };
  for (let at = 0; at < ofRows.length; at++) {
    if (at % ROWS_PER_STEP === ROWS_PER_STEP - 1) yield;
    row = ofRows[at]!;
    eachText(catalog.at(row), readText);
  }
  return { words: dictionary.words(), hits: { ...hits, count } };
}

/** The texts of a startup with their weights. */
export function eachText(
  { name, industry, tags, country, city, region, description }: Startup,
  visit: (text: string, weight: number) => void,
): void {
  visit(name, FIELD_WEIGHTS.name);
  if (industry !== null) visit(industry, FIELD_WEIGHTS.industry);
  for (const tag of tags) visit(tag, FIELD_WEIGHTS.tags);
  if (city !== null) visit(city, FIELD_WEIGHTS.place);
  if (region !== null) visit(region, FIELD_WEIGHTS.place);
  if (country !== null) visit(placeWords(country, region), FIELD_WEIGHTS.place);
  if (description !== null) visit(description, FIELD_WEIGHTS.description);
}

/** Other names of countries. */
const COUNTRY_WORDS: Record<string, string> = {
  US: 'USA America',
  GB: 'UK Britain',
  AE: 'UAE',
  DE: 'Deutschland',
  NL: 'Holland',
  CZ: 'Czech Republic',
  KR: 'Korea',
};

/* eslint-disable-next-line no-restricted-syntax -- a memo of a pure function: a catalog has few countries and regions,
   and Intl.DisplayNames is too slow for every row. */
const placeWordsOf = new Map<string, string>();

/** The name of the country, and of the region if it is stored as a code. */
function placeWords(country: string, region: string | null): string {
  const key = `${country}/${region ?? ''}`;
  let words = placeWordsOf.get(key);
  if (words === undefined) {
    const regionName = region === null ? '' : placeName(`${country}/${region}`);
    words = [countryLabel(country), COUNTRY_WORDS[country] ?? '', regionName === region ? '' : regionName].join(' ');
    placeWordsOf.set(key, words);
  }
  return words;
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
