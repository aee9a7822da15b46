import { type Catalog, stageCode, STAGE_COUNT } from '../catalog/catalog';
import type { MatchReason } from '../digest/match';
import type { MatchPreferences } from '../preferences';

export type Verdict = MatchReason['verdict'];

/** An amount outside the range is `near` from half of the minimum to twice the maximum. */
const NEAR_FACTOR = 2;

/** Stages in the order in which companies reach them. The other stages have no neighbours. */
const LADDER = ['pre-seed', 'seed', 'angel', 'series-a', 'series-b', 'series-c+'];

export function industryVerdicts({ industries }: MatchPreferences, catalog: Catalog): (code: number) => Verdict {
  const wanted = industries.map((industry) => catalog.industries.code(industry));
  return (code) => {
    if (code === 0) return 'unknown';
    if (wanted.length === 0) return 'any';
    return wanted.includes(code) ? 'match' : 'miss';
  };
}

export function stageVerdicts({ fundingStages }: MatchPreferences): (code: number) => Verdict {
  const verdicts: Verdict[] = new Array<Verdict>(STAGE_COUNT).fill(fundingStages.length === 0 ? 'any' : 'miss');
  verdicts[0] = 'unknown';
  for (const stage of fundingStages) {
    const at = LADDER.indexOf(stage);
    for (const step of at < 0 ? [] : [at - 1, at + 1]) {
      const neighbour = LADDER[step];
      if (neighbour && verdicts[stageCode(neighbour)] !== 'match') verdicts[stageCode(neighbour)] = 'near';
    }
    verdicts[stageCode(stage)] = 'match';
  }
  return (code) => verdicts[code]!;
}

export interface PlaceVerdict {
  verdict: Verdict;
  /** The location that decided the verdict; for `near`, the country. */
  asked: string | null;
}

/**
 * Computes the verdict of a place node on demand, because a catalog has thousands of places and a ranking shows few.
 */
export function placeVerdicts({ locations }: MatchPreferences, { places }: Catalog): (node: number) => PlaceVerdict {
  if (locations.length === 0) return (node) => ({ verdict: node === 0 ? 'unknown' : 'any', asked: null });
  const wanted = new Map<number, string>();
  const undecided = new Set<number>();
  const countries = new Set<number>();
  for (const path of locations) {
    const country = places.node(path.slice(0, 2));
    if (country !== undefined) countries.add(country);
    for (const node of places.mayBeWithin(path)) undecided.add(node);
    for (const node of places.nodesOf(path)) wanted.set(node, path);
  }
  return (node) => {
    if (node === 0) return { verdict: 'unknown', asked: null };
    // The deepest matching location: San Francisco rather than California if the investor chose both.
    for (let at = node; at > 0; at = places.parents[at]!) {
      const asked = wanted.get(at);
      if (asked !== undefined) return { verdict: 'match', asked };
    }
    if (undecided.has(node)) return { verdict: 'unknown', asked: null };
    const country = places.ancestor(node, 1);
    return countries.has(country) ? { verdict: 'near', asked: places.path(country) } : { verdict: 'miss', asked: null };
  };
}

export function amountVerdict({ minFunding, maxFunding }: MatchPreferences, amount: number): Verdict {
  if (amount < 0) return 'unknown';
  if (minFunding === null && maxFunding === null) return 'any';
  const min = minFunding ?? 0;
  const max = maxFunding ?? Infinity;
  if (amount >= min && amount <= max) return 'match';
  return amount >= min / NEAR_FACTOR && amount <= max * NEAR_FACTOR ? 'near' : 'miss';
}
