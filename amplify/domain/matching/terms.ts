import { AMOUNT_BUCKETS, bucketMiddle } from '../catalog/amount-bucket';
import { type Catalog, DAY_MS } from '../catalog/catalog';
import type { MatchPreferences } from '../preferences';
import type { MatchHistory } from './history';
import {
  amountVerdict,
  industryVerdicts,
  placeVerdicts,
  stageVerdicts,
  type PlaceVerdicts,
  type Verdict,
} from './verdicts';

/** Rounds older than this count as equally old. */
export const OLDEST_DAYS = 365;

/**
 * Points of the score by criterion and code, ready to be looked up and summed: the score of a row is one entry of
 * each table, and what is explained is what was summed. The best entries of all tables sum to 100.
 */
export interface Terms {
  industry: Float64Array;
  stage: Float64Array;
  place: Float64Array;
  /** By amount bucket, for amounts within the ticket size and outside of it. */
  amountWithin: Float64Array;
  amountOutside: Float64Array;
  /** By age of the round in days, 0 to OLDEST_DAYS. */
  recency: Float64Array;
  min: number;
  max: number;
  /** Day (since the epoch) that ages count from. */
  today: number;
  verdicts: { industry: Verdict[]; stage: Verdict[]; place: PlaceVerdicts };
}

const POINTS: Record<Verdict, number> = { match: 1, near: 0.5, unknown: 0.35, miss: 0, any: 0, learned: 0 };

export function compileTerms(profile: MatchPreferences, catalog: Catalog, _history: MatchHistory, now: Date): Terms {
  const verdicts = {
    industry: industryVerdicts(profile, catalog),
    stage: stageVerdicts(profile),
    place: placeVerdicts(profile, catalog),
  };
  const hasRange = profile.minFunding !== null || profile.maxFunding !== null;
  const points = (list: Verdict[], weight: number) => Float64Array.from(list, (verdict) => POINTS[verdict] * weight);
  const raw = {
    industry: points(verdicts.industry, profile.industries.length > 0 ? 20 : 0),
    stage: points(verdicts.stage, profile.fundingStages.length > 0 ? 15 : 0),
    place: points(verdicts.place.verdicts, profile.locations.length > 0 ? 30 : 0),
    amountWithin: new Float64Array(AMOUNT_BUCKETS).fill(hasRange ? 25 : 0),
    amountOutside: Float64Array.from({ length: AMOUNT_BUCKETS }, (_, bucket) => {
      const verdict = bucket === 0 ? 'unknown' : amountVerdict(profile, 10 ** bucketMiddle(bucket));
      return hasRange ? 25 * Math.min(0.5, POINTS[verdict]) : 0;
    }),
    recency: Float64Array.from({ length: OLDEST_DAYS + 1 }, (_, age) => 10 * 2 ** (-age / 90)),
  };
  return {
    ...scaled(raw),
    min: hasRange ? (profile.minFunding ?? 0) : 0,
    max: hasRange ? (profile.maxFunding ?? Infinity) : Infinity,
    today: Math.floor(now.getTime() / DAY_MS),
    verdicts,
  };
}

type Tables = Pick<Terms, 'industry' | 'stage' | 'place' | 'amountWithin' | 'amountOutside' | 'recency'>;

/** Moves each criterion's worst value to 0 and stretches all alike, so that the best of everything is 100. */
function scaled(tables: Tables): Tables {
  const groups = [
    [tables.industry],
    [tables.stage],
    [tables.place],
    [tables.amountWithin, tables.amountOutside],
    [tables.recency],
  ];
  const ranges = groups.map((group) => ({
    low: Math.min(...group.map((table) => table.reduce((a, b) => Math.min(a, b)))),
    high: Math.max(...group.map((table) => table.reduce((a, b) => Math.max(a, b)))),
  }));
  const span = ranges.reduce((sum, { low, high }) => sum + high - low, 0);
  const factor = span > 0 ? 100 / span : 0;
  groups.forEach((group, at) => {
    for (const table of group) for (let i = 0; i < table.length; i++) table[i] = (table[i]! - ranges[at]!.low) * factor;
  });
  return tables;
}

export function ageOf(terms: Terms, day: number): number {
  return Math.min(Math.max(terms.today - day, 0), OLDEST_DAYS);
}

export function amountPoints(terms: Terms, amount: number, bucket: number): number {
  return amount >= terms.min && amount <= terms.max ? terms.amountWithin[bucket]! : terms.amountOutside[bucket]!;
}

/** The score of a row, 0 to 100: the sum that `reasonsOf` shows term by term. */
export function scoreOf(terms: Terms, catalog: Catalog, row: number): number {
  const { industry, stage, place, amount, amountBucket, listedDay } = catalog.columns;
  return (
    terms.industry[industry[row]!]! +
    terms.stage[stage[row]!]! +
    terms.place[place[row]!]! +
    amountPoints(terms, amount[row]!, amountBucket[row]!) +
    terms.recency[ageOf(terms, listedDay[row]!)]!
  );
}
