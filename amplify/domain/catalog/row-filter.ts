import type { Catalog } from './catalog';
import { STAGE_COUNT, stageCode } from './catalog';

/** The accepted values of each fact. An empty list or null bound accepts any value. */
export interface Filters {
  industries: readonly string[];
  fundingStages: readonly string[];
  locations: readonly string[];
  minFunding: number | null;
  maxFunding: number | null;
}

/** One flag per code: 1 if the filter accepts the code. Null if the filter accepts everything. */
export interface CompiledFilters {
  industry: Uint8Array | null;
  stage: Uint8Array | null;
  place: Uint8Array | null;
  min: number;
  max: number;
  hasRange: boolean;
}

export function compileFilters(catalog: Catalog, filters: Filters): CompiledFilters {
  return {
    industry: acceptedIndustries(catalog, filters.industries),
    stage: acceptedStages(filters.fundingStages),
    place: acceptedPlaces(catalog, filters.locations),
    min: filters.minFunding ?? 0,
    max: filters.maxFunding ?? Infinity,
    hasRange: filters.minFunding !== null || filters.maxFunding !== null,
  };
}

function acceptedIndustries(catalog: Catalog, industries: readonly string[]): Uint8Array | null {
  if (industries.length === 0) return null;
  const accepted = new Uint8Array(catalog.industries.size);
  for (const industry of industries) {
    const code = catalog.industries.code(industry);
    if (code !== undefined) accepted[code] = 1;
  }
  return accepted;
}

function acceptedStages(stages: readonly string[]): Uint8Array | null {
  if (stages.length === 0) return null;
  const accepted = new Uint8Array(STAGE_COUNT);
  for (const stage of stages) accepted[stageCode(stage)] = 1;
  accepted[0] = 0;
  return accepted;
}

function acceptedPlaces(catalog: Catalog, locations: readonly string[]): Uint8Array | null {
  if (locations.length === 0) return null;
  const { places } = catalog;
  const accepted = new Uint8Array(places.size);
  for (const path of locations) for (const node of places.nodesOf(path)) accepted[node] = 1;
  // Children have higher numbers than their parent, so one pass marks everything below an accepted node.
  for (let node = 1; node < accepted.length; node++) accepted[node]! |= accepted[places.parents[node]!]!;
  return accepted;
}
