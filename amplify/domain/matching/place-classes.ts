import type { Catalog } from '../catalog/catalog';
import type { MatchPreferences } from '../preferences';
import type { Background } from './background';
import type { Evidence } from './evidence';

/**
 * Groups of places with the same score: one class for each region, and one for each city that the investor chose or
 * acted in. A catalog has thousands of cities, and an investor needs only a few of them.
 */
export interface PlaceClasses {
  /** Class of each place node. The first classes are the region classes of the background. */
  ofNode: Uint16Array;
  /** The node of each class. */
  nodes: number[];
  /** Region class of each class. */
  regions: number[];
  /** Classes from here on are cities. */
  regionCount: number;
}

export function placeClasses(
  { locations }: MatchPreferences,
  { places }: Catalog,
  { regionOf, regionNodes }: Background,
  evidence: Evidence,
): PlaceClasses {
  const nodes = [...regionNodes];
  const regions = regionNodes.map((_, region) => region);
  const cities = new Set(evidence.acted.map(({ city }) => city));
  for (const path of locations) {
    const node = places.node(path);
    if (node !== undefined && places.levels[node] === 3) cities.add(node);
  }
  cities.delete(-1);
  const ofNode = cities.size > 0 ? regionOf.slice() : regionOf;
  for (const city of cities) {
    ofNode[city] = nodes.length;
    nodes.push(city);
    regions.push(regionOf[city]!);
  }
  return { ofNode, nodes, regions, regionCount: regionNodes.length };
}
