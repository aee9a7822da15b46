import { type Catalog, stageCode, STAGE_COUNT } from '../catalog/catalog';
import type { MatchReason } from '../digest';
import type { MatchPreferences } from '../preferences';
import { FUNDING_STAGES } from '../startup';

export type Verdict = MatchReason['verdict'];

/** How near an amount outside of the range still counts as close: half of the minimum to twice the maximum. */
const NEAR_FACTOR = 2;

/** The ladder that companies climb; the stages after it have no neighbours. */
const LADDER = ['pre-seed', 'seed', 'angel', 'series-a', 'series-b', 'series-c+'];

export function industryVerdicts({ industries }: MatchPreferences, catalog: Catalog): Verdict[] {
  const wanted = new Set(industries);
  return Array.from({ length: catalog.industries.size }, (_, code) => {
    if (code === 0) return 'unknown';
    if (wanted.size === 0) return 'any';
    return wanted.has(catalog.industries.value(code)!) ? 'match' : 'miss';
  });
}

export function stageVerdicts({ fundingStages }: MatchPreferences): Verdict[] {
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
  return verdicts.slice(0, FUNDING_STAGES.length + 1);
}

export interface PlaceVerdicts {
  verdicts: Verdict[];
  /** The investor's own path that decided, by node. */
  asked: (string | null)[];
}

export function placeVerdicts({ locations }: MatchPreferences, { places }: Catalog): PlaceVerdicts {
  const verdicts: Verdict[] = new Array<Verdict>(places.size).fill(locations.length === 0 ? 'any' : 'miss');
  const asked: (string | null)[] = new Array<string | null>(places.size).fill(null);
  verdicts[0] = 'unknown';
  if (locations.length === 0) return { verdicts, asked };
  const wanted = new Set(locations);
  const ancestors = new Set<string>();
  const countries = new Set<string>();
  for (const path of locations) {
    const levels = path.split('/');
    countries.add(levels[0]!);
    for (let depth = 1; depth < levels.length; depth++) ancestors.add(levels.slice(0, depth).join('/'));
  }
  for (let node = 1; node < places.size; node++) {
    const path = places.path(node)!;
    const parent = places.parents[node]!;
    if (wanted.has(path) || verdicts[parent] === 'match') {
      verdicts[node] = 'match';
      // The nearest of the investor's own paths: San Francisco rather than California, when both are followed.
      asked[node] = wanted.has(path) ? path : asked[parent]!;
    } else if (ancestors.has(path)) {
      verdicts[node] = 'unknown';
    } else {
      const country = path.split('/', 1)[0]!;
      if (countries.has(country)) {
        verdicts[node] = 'near';
        asked[node] = country;
      }
    }
  }
  return { verdicts, asked };
}

export function amountVerdict({ minFunding, maxFunding }: MatchPreferences, amount: number): Verdict {
  if (amount < 0) return 'unknown';
  if (minFunding === null && maxFunding === null) return 'any';
  const min = minFunding ?? 0;
  const max = maxFunding ?? Infinity;
  if (amount >= min && amount <= max) return 'match';
  return amount >= min / NEAR_FACTOR && amount <= max * NEAR_FACTOR ? 'near' : 'miss';
}
