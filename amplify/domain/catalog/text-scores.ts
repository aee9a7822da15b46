import type { Catalog } from './catalog';
import { TextIndex } from './text-index';
import { type QueryWord, queryWords } from './text-words';

/** Changed rows are indexed separately, up to this share of all rows. */
const OVERLAY_SHARE = 1 / 32;
const OVERLAY_AT_LEAST = 500;

interface HeldIndex {
  /** From version `builtIn`. Used for the rows that have not changed since. */
  main: TextIndex;
  builtIn: number;
  /** The rows that have changed since, as of `version`. */
  changed: TextIndex | null;
  changedRows: number[];
  version: number;
}

/** The index is built by the first search for a text, because matching does not need it. */
const held = new WeakMap<Catalog, HeldIndex>();

/** Factor for a match of the folded forms of a word, relative to a match of the word as written. */
export const FOLDED = 0.98;

/**
 * The score of each row that has every word of the text; 0 for other rows. All scores are 0 for a text without words.
 */
export function textScores(catalog: Catalog, text: string): Float32Array {
  const words = queryWords(text);
  if (words.length === 0) return new Float32Array(catalog.rowCount);
  const index = indexOf(catalog);
  return words.map((word) => scoreQueryWord(index, word, catalog.rowCount)).reduce(summedWhereBoth);
}

function scoreQueryWord(index: HeldIndex, { written, forms }: QueryWord, rowCount: number): Float32Array {
  const scores = scoreWord(index, written, rowCount);
  if (forms.length === 0) return scores;
  const folded = forms.map((form) => scoreWord(index, form, rowCount)).reduce(lesser);
  for (let row = 0; row < rowCount; row++) scores[row] = Math.max(scores[row]!, FOLDED * folded[row]!);
  return scores;
}

function summedWhereBoth(total: Float32Array, scores: Float32Array): Float32Array {
  for (let row = 0; row < scores.length; row++) {
    total[row] = scores[row]! > 0 && total[row]! > 0 ? total[row]! + scores[row]! : 0;
  }
  return total;
}

function lesser(least: Float32Array, scores: Float32Array): Float32Array {
  for (let row = 0; row < scores.length; row++) least[row] = Math.min(least[row]!, scores[row]!);
  return least;
}

/** How many more rows can change before the main index must be rebuilt. */
export function roomForChanges(catalog: Catalog): number {
  const builtIn = held.get(catalog)?.builtIn;
  const most = Math.max(OVERLAY_AT_LEAST, catalog.rowCount * OVERLAY_SHARE);
  return most - (builtIn === undefined ? 0 : catalog.rowsChangedAfter(builtIn).length);
}

export function hasTextIndex(catalog: Catalog): boolean {
  return held.has(catalog);
}

/** Builds the index of a catalog in steps of a few milliseconds. The catalog must not change between the steps. */
export function* buildTextIndex(catalog: Catalog): Generator<void, void> {
  const main = yield* TextIndex.inSteps(catalog, everyRow(catalog));
  const { version } = catalog;
  held.set(catalog, { main, builtIn: version, changed: null, changedRows: [], version });
}

function scoreWord(index: HeldIndex, word: string, rowCount: number): Float32Array {
  const scores = new Float32Array(rowCount);
  index.main.scoreWord(word, scores);
  for (const row of index.changedRows) scores[row] = 0;
  index.changed?.scoreWord(word, scores);
  return scores;
}

function indexOf(catalog: Catalog): HeldIndex {
  const known = held.get(catalog);
  if (known?.version === catalog.version) return known;
  const changedRows = known ? catalog.rowsChangedAfter(known.builtIn) : [];
  const { version } = catalog;
  const index =
    known && changedRows.length <= Math.max(OVERLAY_AT_LEAST, catalog.rowCount * OVERLAY_SHARE)
      ? { ...known, changed: TextIndex.of(catalog, changedRows), changedRows, version }
      : { main: TextIndex.of(catalog, everyRow(catalog)), builtIn: version, changed: null, changedRows: [], version };
  held.set(catalog, index);
  return index;
}

function everyRow({ rowCount }: Catalog): Uint32Array {
  return Uint32Array.from({ length: rowCount }, (_, row) => row);
}
