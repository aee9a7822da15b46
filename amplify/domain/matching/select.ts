import type { Catalog } from '../catalog/catalog';
import { hasExcludedTerm, type MustHaves, withinRange } from './eligible';
import { scoreOf } from './score';
import type { Terms } from './terms';

export interface ScoredRow {
  row: number;
  score: number;
}

/** Higher score first, then the newer round, then the id. */
export function compareScored(catalog: Catalog, a: ScoredRow, b: ScoredRow): number {
  const { listedAt } = catalog.columns;
  if (a.score !== b.score) return b.score - a.score;
  if (listedAt[a.row] !== listedAt[b.row]) return listedAt[b.row]! - listedAt[a.row]!;
  return catalog.at(a.row).id < catalog.at(b.row).id ? -1 : 1;
}

export function isEligible(must: MustHaves, catalog: Catalog, excluded: ReadonlySet<number>, row: number): boolean {
  const { listed, industry, stage, place, amount } = catalog.columns;
  return (
    listed[row] === 1 &&
    (must.industry === null || must.industry[industry[row]!] === 1) &&
    (must.stage === null || must.stage[stage[row]!] === 1) &&
    (must.place === null || must.place[place[row]!] === 1) &&
    withinRange(must, amount[row]!) &&
    !excluded.has(row) &&
    !hasExcludedTerm(must, row)
  );
}

/** The best eligible rows and how many are eligible at all. */
export function selectBest(
  terms: Terms,
  must: MustHaves,
  catalog: Catalog,
  excluded: ReadonlySet<number>,
  limit: number,
): { best: ScoredRow[]; total: number } {
  const eligible: ScoredRow[] = [];
  for (let row = 0; row < catalog.rowCount; row++) {
    if (isEligible(must, catalog, excluded, row)) eligible.push({ row, score: scoreOf(terms, catalog, row) });
  }
  eligible.sort((a, b) => compareScored(catalog, a, b));
  return { best: eligible.slice(0, limit), total: eligible.length };
}
