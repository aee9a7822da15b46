import type { Catalog } from '../catalog/catalog';
import { compileFilters, type CompiledFilters } from '../catalog/row-filter';
import { rowsWithTerm } from '../catalog/term-rows';
import type { Criterion, MatchPreferences } from '../preferences';

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
