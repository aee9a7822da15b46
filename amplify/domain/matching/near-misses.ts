import { type Catalog, stageOf } from '../catalog/catalog';
import type { NearMiss } from '../digest/match';
import type { MatchPreferences } from '../preferences';
import { hasExcludedTerm, type MustHaves, withinRange } from './eligible';

/** Few readers would read a longer list. */
const SHOWN = 5;

/**
 * The smallest relaxations of the must-haves, with the exact gain of each. Relaxing a must-have adds the startups that
 * fail only that one, so one pass over the catalog counts all gains.
 */
export function nearMisses(
  profile: MatchPreferences,
  must: MustHaves,
  catalog: Catalog,
  excluded: ReadonlySet<number>,
): NearMiss[] {
  const { listed, industry, stage, place, amount } = catalog.columns;
  const industries = new Map<string, number>();
  const stages = new Map<string, number>();
  const places = new Map<string, number>();
  const above: number[] = [];
  const below: number[] = [];
  for (let row = 0; row < catalog.rowCount; row++) {
    if (listed[row] === 0) continue;
    const failsIndustry = must.industry !== null && must.industry[industry[row]!] === 0;
    const failsStage = must.stage !== null && must.stage[stage[row]!] === 0;
    const failsPlace = must.place !== null && must.place[place[row]!] === 0;
    const failsAmount = !withinRange(must, amount[row]!);
    if (Number(failsIndustry) + Number(failsStage) + Number(failsPlace) + Number(failsAmount) !== 1) continue;
    if (excluded.has(row) || hasExcludedTerm(must, row)) continue;
    if (failsIndustry) count(industries, catalog.industries.value(industry[row]!)!);
    else if (failsStage) count(stages, stageOf(stage[row]!)!);
    else if (failsPlace) count(places, addablePlace(catalog, place[row]!, profile));
    else if (amount[row]! > must.max) above.push(amount[row]!);
    else below.push(amount[row]!);
  }
  const found: NearMiss[] = [
    ...added('industry', industries),
    ...added('stage', stages),
    ...added('location', places),
    ...raised(above),
    ...lowered(below),
  ];
  return found.sort((a, b) => b.gain - a.gain || (keyOf(a) < keyOf(b) ? -1 : 1)).slice(0, SHOWN);
}

function count(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

/**
 * The place to suggest for a startup outside the investor's locations: its country, or, if the investor chose places
 * within that country, its region (its city if the region is unknown).
 */
function addablePlace({ places }: Catalog, node: number, { locations }: MatchPreferences): string {
  const country = places.path(places.ancestor(node, 1))!;
  const region = places.path(places.ancestor(node, 2));
  const hasPlaceInCountry = locations.some((path) => path.startsWith(`${country}/`));
  return hasPlaceInCountry ? (region ?? places.path(node)!) : country;
}

function added(criterion: NearMiss['criterion'], gains: Map<string, number>): NearMiss[] {
  return [...gains].map(([value, gain]) => ({ criterion, change: 'add', value, gain }));
}

/** Raises the maximum to the next round figure at or above the smallest amount that exceeds it. */
function raised(amounts: number[]): NearMiss[] {
  if (amounts.length === 0) return [];
  const bound = roundUp(amounts.reduce((a, b) => Math.min(a, b)));
  const gain = amounts.filter((amount) => amount <= bound).length;
  return [{ criterion: 'amount', change: 'raiseMaximum', value: String(bound), gain }];
}

function lowered(amounts: number[]): NearMiss[] {
  if (amounts.length === 0) return [];
  const bound = roundDown(amounts.reduce((a, b) => Math.max(a, b)));
  const gain = amounts.filter((amount) => amount >= bound).length;
  return [{ criterion: 'amount', change: 'lowerMinimum', value: String(bound), gain }];
}

const FIGURES = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

function roundUp(amount: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, amount)));
  return Math.ceil((FIGURES.find((figure) => figure * decade >= amount) ?? 10) * decade);
}

function roundDown(amount: number): number {
  if (amount < 1) return 0;
  const decade = 10 ** Math.floor(Math.log10(amount));
  return Math.floor((FIGURES.findLast((figure) => figure * decade <= amount) ?? 1) * decade);
}

function keyOf({ criterion, change, value }: NearMiss): string {
  return `${criterion}|${change}|${value ?? ''}`;
}
