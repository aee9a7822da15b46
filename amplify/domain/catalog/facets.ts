import type { Catalog } from './catalog';
import { stageOf } from './catalog';
import { isPlaceNamed } from './place-names';

export interface FacetCount {
  value: string;
  count: number;
}

export interface Facets {
  industries: FacetCount[];
  fundingStages: FacetCount[];
  /**
   * Paths of countries and regions, and the cities with the most startups. In a search for places by name: the places
   * of that name, and the places that contain them.
   */
  locations: FacetCount[];
}

/** A catalog has many cities, and a reader looks at few of them. Every city can be found by its name. */
const CITY_FACETS = 50;
const FOUND_PLACES = 50;

/** Counts by code, as collected by the search. */
export interface FacetCodes {
  industry: Uint32Array;
  stage: Uint32Array;
  place: Uint32Array;
}

export function toFacets(catalog: Catalog, codes: FacetCodes, placeText: string): Facets {
  return {
    industries: counted(codes.industry, (code) => catalog.industries.value(code)),
    fundingStages: counted(codes.stage, stageOf),
    locations: placeText === '' ? countedPlaces(catalog, codes.place) : foundPlaces(catalog, codes.place, placeText),
  };
}

function counted(counts: Uint32Array, valueOf: (code: number) => string | null): FacetCount[] {
  const found: FacetCount[] = [];
  for (let code = 1; code < counts.length; code++) {
    if (counts[code]! > 0) found.push({ value: valueOf(code)!, count: counts[code]! });
  }
  return found.sort(byCount);
}

function countedPlaces(catalog: Catalog, counts: Uint32Array): FacetCount[] {
  const { places } = catalog;
  const sums = summed(catalog, counts);
  const wide: FacetCount[] = [];
  const cities: FacetCount[] = [];
  for (let node = 1; node < sums.length; node++) {
    if (sums[node]! === 0) continue;
    (places.levels[node] === 3 ? cities : wide).push({ value: places.path(node)!, count: sums[node]! });
  }
  return [...wide, ...cities.sort(byCount).slice(0, CITY_FACETS)].sort(byCount);
}

/** The places of that name with the most startups, and the places that contain them. */
function foundPlaces(catalog: Catalog, counts: Uint32Array, text: string): FacetCount[] {
  const { places } = catalog;
  const sums = summed(catalog, counts);
  const found: number[] = [];
  for (let node = 1; node < sums.length; node++) if (isPlaceNamed(places.path(node)!, text)) found.push(node);
  const best = found.sort((a, b) => sums[b]! - sums[a]! || a - b).slice(0, FOUND_PLACES);
  const shown = new Set(best);
  for (const node of best) for (let at = places.parents[node]!; at > 0; at = places.parents[at]!) shown.add(at);
  return [...shown].map((node) => ({ value: places.path(node)!, count: sums[node]! })).sort(byCount);
}

/**
 * Children have higher numbers than their parent, so one pass from the last node to the first adds each sum to the
 * parent.
 */
function summed({ places }: Catalog, counts: Uint32Array): Uint32Array {
  const sums = counts.slice();
  for (let node = sums.length - 1; node > 0; node--) sums[places.parents[node]!]! += sums[node]!;
  return sums;
}

function byCount(a: FacetCount, b: FacetCount): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}
