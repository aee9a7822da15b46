import type { Startup } from '../startup';
import type { Catalog } from './catalog';
import { foldText, wordsOf } from './text-fold';

/** Past this many terms the oldest are forgotten. */
const CACHED_TERMS = 500;

const cache = new WeakMap<Catalog, { version: number; rows: Map<string, Set<number>> }>();

/** Rows whose name, description or tags contain the term as whole words, in any case and with or without accents. */
export function rowsWithTerm(catalog: Catalog, term: string): ReadonlySet<number> {
  let held = cache.get(catalog);
  if (!held || held.version !== catalog.version) {
    held = { version: catalog.version, rows: new Map() };
    cache.set(catalog, held);
  }
  const key = termKey(term);
  let rows = held.rows.get(key);
  if (!rows) {
    rows = new Set();
    if (key !== '') {
      for (let row = 0; row < catalog.rowCount; row++) if (containsTerm(catalog.at(row), key)) rows.add(row);
    }
    if (held.rows.size >= CACHED_TERMS) held.rows.delete(held.rows.keys().next().value!);
    held.rows.set(key, rows);
  }
  return rows;
}

function termKey(term: string): string {
  return wordsOf(foldText(term)).join(' ');
}

function containsTerm(startup: Startup, key: string): boolean {
  return [startup.name, startup.description, ...startup.tags].some((text) => {
    if (text === null) return false;
    const folded = foldText(text);
    // The cheap test first: few texts have the term's first word at all.
    return folded.includes(key.split(' ', 1)[0]!) && ` ${wordsOf(folded).join(' ')} `.includes(` ${key} `);
  });
}
