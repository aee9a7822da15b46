import type { Startup } from '../startup';
import type { Catalog } from './catalog';
import { foldText, queryWordsOf, wordsOf } from './text-fold';

/** Above this number, the oldest terms are removed. */
const CACHED_TERMS = 500;

interface HeldRows {
  version: number;
  rows: Set<number>;
}

const cache = new WeakMap<Catalog, Map<string, HeldRows>>();

/** Rows whose name, description or tags contain the term as whole words, regardless of case and accents. */
export function rowsWithTerm(catalog: Catalog, term: string): ReadonlySet<number> {
  let terms = cache.get(catalog);
  if (!terms) cache.set(catalog, (terms = new Map()));
  const key = termKey(term);
  const held = terms.get(key);
  if (held?.version === catalog.version) return held.rows;
  // -1 is below every version, so that the first call reads every row.
  const changed = catalog.rowsChangedAfter(held?.version ?? -1);
  const rows = held?.rows ?? new Set();
  for (const row of changed) {
    if (key !== '' && containsTerm(catalog.at(row), key)) rows.add(row);
    else rows.delete(row);
  }
  if (!held && terms.size >= CACHED_TERMS) terms.delete(terms.keys().next().value!);
  terms.set(key, { version: catalog.version, rows });
  return rows;
}

function termKey(term: string): string {
  return queryWordsOf(foldText(term)).join(' ');
}

function containsTerm(startup: Startup, key: string): boolean {
  return [startup.name, startup.description, ...startup.tags].some((text) => {
    if (text === null) return false;
    const folded = foldText(text);
    // Starts with the cheap test, because few texts contain the first word of the term.
    return folded.includes(key.split(' ', 1)[0]!) && ` ${wordsOf(folded).join(' ')} `.includes(` ${key} `);
  });
}
