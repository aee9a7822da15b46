import type { Catalog } from './catalog';
import { foldText, queryWordsOf } from './text-fold';
import { TextIndex } from './text-index';

/** Changed rows have a small index of their own until they are this share of all rows. */
const OVERLAY_SHARE = 1 / 32;
const OVERLAY_AT_LEAST = 500;

interface HeldIndex {
  /** Of the version `builtIn`, for the rows that have not changed since. */
  main: TextIndex;
  builtIn: number;
  /** Of the rows that have changed since, as they are in `version`. */
  changed: TextIndex | null;
  changedRows: number[];
  version: number;
}

/** The text index is made at the first search for a text: matching never pays for it. */
const held = new WeakMap<Catalog, HeldIndex>();

/** Score by row for the rows that have every word of the text, 0 for others: all, when the text has only signs. */
export function textScores(catalog: Catalog, text: string): Float32Array {
  const words = [...new Set(queryWordsOf(foldText(text)))];
  if (words.length === 0) return new Float32Array(catalog.rowCount);
  const index = indexOf(catalog);
  let total: Float32Array | null = null;
  for (const word of words) {
    const scores = scoreWord(index, word, catalog.rowCount);
    if (!total) total = scores;
    else {
      for (let row = 0; row < scores.length; row++)
        total[row] = scores[row]! > 0 && total[row]! > 0 ? total[row]! + scores[row]! : 0;
    }
  }
  return total!;
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
      ? { ...known, changed: new TextIndex(catalog, changedRows), changedRows, version }
      : { main: new TextIndex(catalog, everyRow(catalog)), builtIn: version, changed: null, changedRows: [], version };
  held.set(catalog, index);
  return index;
}

function everyRow({ rowCount }: Catalog): Uint32Array {
  return Uint32Array.from({ length: rowCount }, (_, row) => row);
}
