import { type Catalog, STAGE_COUNT } from '../catalog/catalog';
import { compileFilters, type CompiledFilters } from '../catalog/row-filter';
import { rowsWithTerm } from '../catalog/term-rows';
import type { Criterion, MatchPreferences } from '../preferences';
import { backgroundOf } from './background';
import type { Blocks, RegionBlocks } from './blocks';

/** The must-haves as tests of a row. An unknown value passes, because it is not a miss. */
export interface MustHaves extends CompiledFilters {
  unknownAmountPasses: boolean;
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
  const unknownAmountPasses = true;
  return {
    ...compiled,
    unknownAmountPasses,
    excludedTerms: profile.excludedTerms.map((term) => rowsWithTerm(catalog, term)),
  };
}

/** Also accepts places that may be within a chosen location but are not known precisely enough to tell. */
function acceptUndecided({ places }: Catalog, accepted: Uint8Array, locations: readonly string[]): void {
  accepted[0] = 1;
  for (const path of locations) for (const node of places.mayBeWithin(path)) accepted[node] = 1;
}

export function withinRange(must: MustHaves, amount: number): boolean {
  if (!must.hasRange) return true;
  return amount < 0 ? must.unknownAmountPasses : amount >= must.min && amount <= must.max;
}

export function hasExcludedTerm(must: MustHaves, row: number): boolean {
  return must.excludedTerms.some((rows) => rows.has(row));
}

export function isEligible(must: MustHaves, catalog: Catalog, excluded: ReadonlySet<number>, row: number): boolean {
  return passesMusts(must, catalog, row) && !excluded.has(row) && !hasExcludedTerm(must, row);
}

export function passesMusts(must: MustHaves, catalog: Catalog, row: number): boolean {
  const { listed, industry, stage, place, amount } = catalog.columns;
  return (
    listed[row] === 1 &&
    (must.industry === null || must.industry[industry[row]!] === 1) &&
    (must.stage === null || must.stage[stage[row]!] === 1) &&
    (must.place === null || must.place[place[row]!] === 1) &&
    withinRange(must, amount[row]!)
  );
}

/** Whether none, some or all places of a region class pass the location must-have. */
export const NONE = 0;
const SOME = 1;
const ALL = 2;

/** NONE, SOME or ALL by region class; null if every place passes. */
export function acceptedRegions({ place }: MustHaves, catalog: Catalog): Uint8Array | null {
  if (place === null) return null;
  const { regionOf, regionNodes } = backgroundOf(catalog);
  const regions = new Uint8Array(regionNodes.length);
  regionNodes.forEach((node, region) => (regions[region] = place[node] === 1 ? ALL : NONE));
  for (let node = 0; node < place.length; node++) {
    const region = regionOf[node]!;
    if ((place[node] === 1 ? ALL : NONE) !== regions[region]) regions[region] = SOME;
  }
  return regions;
}

/** The number of rows that pass the must-haves, without the excluded rows. */
export function countEligible(
  must: MustHaves,
  catalog: Catalog,
  excluded: ReadonlySet<number>,
  blocks: Blocks,
  regions: Uint8Array | null,
): number {
  const left = new Set(excluded);
  for (const rows of must.excludedTerms) for (const row of rows) left.add(row);
  let count = countPassing(must, catalog, blocks, regions);
  for (const row of left) if (passesMusts(must, catalog, row)) count--;
  return count;
}

function countPassing(must: MustHaves, catalog: Catalog, blocks: Blocks, regions: Uint8Array | null): number {
  if (!must.industry && !must.stage && !must.place && !must.hasRange) return catalog.size;
  let count = 0;
  for (let block = 0, region = 0; block < blocks.byRegion.newest.length; region++) {
    for (let industry = 0; industry < blocks.industryCount; industry++, block++) {
      if (regions !== null && regions[region] === NONE) continue;
      if (must.industry !== null && must.industry[industry] === 0) continue;
      count += countInBlock(must, blocks.byRegion, block, regions !== null && regions[region] === SOME);
    }
  }
  return count;
}

/** `checksPlace` is true if only some places of the block pass. */
function countInBlock(must: MustHaves, { starts, place, amount }: RegionBlocks, block: number, checksPlace: boolean) {
  let count = 0;
  for (let stage = 0, run = block * STAGE_COUNT; stage < STAGE_COUNT; stage++, run++) {
    if (must.stage !== null && must.stage[stage] === 0) continue;
    const end = starts[run + 1]!;
    if (!checksPlace && !must.hasRange) {
      count += end - starts[run]!;
      continue;
    }
    for (let at = starts[run]!; at < end; at++) {
      if ((!checksPlace || must.place![place[at]!] === 1) && withinRange(must, amount[at]!)) count++;
    }
  }
  return count;
}
