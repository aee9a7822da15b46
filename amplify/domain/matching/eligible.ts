import type { Catalog } from '../catalog/catalog';
import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { compileFilters, type CompiledFilters } from '../catalog/row-filter';
import { rowsWithTerm } from '../catalog/term-rows';
import type { Criterion, MatchPreferences } from '../preferences';
import type { Blocks } from './blocks';

/** The must-haves as row tests. A startup that does not say passes: unknown is not a miss. */
export interface MustHaves extends CompiledFilters {
  excludedTerms: ReadonlySet<number>[];
}

export function compileMustHaves(profile: MatchPreferences, catalog: Catalog): MustHaves {
  const must = new Set<Criterion>(profile.mustMatch);
  const compiled = compileFilters(catalog, {
    industries: must.has('industry') ? profile.industries : [],
    fundingStages: must.has('stage') ? profile.fundingStages : [],
    locations: must.has('location') ? profile.locations : [],
    minFunding: must.has('amount') ? profile.minFunding : null,
    maxFunding: must.has('amount') ? profile.maxFunding : null,
  });
  if (compiled.industry) compiled.industry[0] = 1;
  if (compiled.stage) compiled.stage[0] = 1;
  if (compiled.place) acceptUndecided(catalog, compiled.place, profile.locations);
  return { ...compiled, excludedTerms: profile.excludedTerms.map((term) => rowsWithTerm(catalog, term)) };
}

/** A place known only to be in the country, when a region of it is asked for, may lie there: unknown, not a miss. */
function acceptUndecided({ places }: Catalog, accepted: Uint8Array, locations: readonly string[]): void {
  accepted[0] = 1;
  for (const path of locations) {
    const levels = path.split('/');
    while (levels.pop() && levels.length > 0) {
      const node = places.node(levels.join('/'));
      if (node !== undefined) accepted[node] = 1;
    }
  }
}

export function withinRange(must: CompiledFilters, amount: number): boolean {
  return !must.hasRange || amount < 0 || (amount >= must.min && amount <= must.max);
}

export function hasExcludedTerm(must: MustHaves, row: number): boolean {
  return must.excludedTerms.some((rows) => rows.has(row));
}

export function isEligible(must: MustHaves, catalog: Catalog, excluded: ReadonlySet<number>, row: number): boolean {
  return passesMusts(must, catalog, row) && !excluded.has(row) && !hasExcludedTerm(must, row);
}

function passesMusts(must: MustHaves, catalog: Catalog, row: number): boolean {
  const { listed, industry, stage, place, amount } = catalog.columns;
  return (
    listed[row] === 1 &&
    (must.industry === null || must.industry[industry[row]!] === 1) &&
    (must.stage === null || must.stage[stage[row]!] === 1) &&
    (must.place === null || must.place[place[row]!] === 1) &&
    withinRange(must, amount[row]!)
  );
}

/** How many rows are eligible: those that pass the must-haves, less what is left out row by row. */
export function countEligible(
  must: MustHaves,
  catalog: Catalog,
  excluded: ReadonlySet<number>,
  blocks: Blocks,
): number {
  const left = new Set(excluded);
  for (const rows of must.excludedTerms) for (const row of rows) left.add(row);
  let count = countPassing(must, catalog, blocks);
  for (const row of left) if (passesMusts(must, catalog, row)) count--;
  return count;
}

function countPassing(must: MustHaves, catalog: Catalog, blocks: Blocks): number {
  if (!must.industry && !must.stage && !must.place && !must.hasRange) return catalog.size;
  const byRow = must.stage !== null || must.place !== null || must.hasRange;
  let count = 0;
  for (let block = 0; block < blocks.count; block++) {
    if (must.industry !== null && must.industry[blocks.industry[block]!] === 0) continue;
    const start = blocks.starts[block]!;
    const end = blocks.starts[block + 1]!;
    if (!byRow) {
      count += end - start;
      continue;
    }
    for (let at = start; at < end; at++) {
      if (must.place !== null && must.place[blocks.place[at]!] === 0) continue;
      if (must.stage !== null && must.stage[Math.floor(blocks.round[at]! / AMOUNT_BUCKETS)] === 0) continue;
      if (withinRange(must, blocks.amount[at]!)) count++;
    }
  }
  return count;
}
