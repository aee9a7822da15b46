import type { Catalog } from './catalog';
import { stageOf } from './catalog';

export interface FacetCount {
  value: string;
  count: number;
}

export interface Facets {
  industries: FacetCount[];
  fundingStages: FacetCount[];
  /** Paths of countries and regions, and the cities with the most startups. */
  locations: FacetCount[];
}

/** Cities are many and few are read. */
const CITY_FACETS = 50;

/** Counts by code, as the search collects them. */
export interface FacetCodes {
  industry: Uint32Array;
  stage: Uint32Array;
  place: Uint32Array;
}

export function toFacets(catalog: Catalog, codes: FacetCodes): Facets {
  return {
    industries: counted(codes.industry, (code) => catalog.industries.value(code)),
    fundingStages: counted(codes.stage, stageOf),
    locations: countedPlaces(catalog, codes.place),
  };
}

function counted(counts: Uint32Array, valueOf: (code: number) => string | null): FacetCount[] {
  const found: FacetCount[] = [];
  for (let code = 1; code < counts.length; code++) {
    if (counts[code]! > 0) found.push({ value: valueOf(code)!, count: counts[code]! });
  }
  return found.sort(byCount);
}

function countedPlaces({ places }: Catalog, counts: Uint32Array): FacetCount[] {
  const sums = counts.slice();
  // Children are numbered after their parent: from the last node on, each hands its sum up.
  for (let node = sums.length - 1; node > 0; node--) sums[places.parents[node]!]! += sums[node]!;
  const wide: FacetCount[] = [];
  const cities: FacetCount[] = [];
  for (let node = 1; node < sums.length; node++) {
    if (sums[node]! === 0) continue;
    (places.levels[node] === 3 ? cities : wide).push({ value: places.path(node)!, count: sums[node]! });
  }
  return [...wide, ...cities.sort(byCount).slice(0, CITY_FACETS)].sort(byCount);
}

function byCount(a: FacetCount, b: FacetCount): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}
