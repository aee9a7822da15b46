import { AMOUNT_BUCKETS, bucketMiddle } from '../catalog/amount-bucket';
import type { MatchPreferences } from '../preferences';
import { density, gaussianKernel } from './amount-density';
import type { Background } from './background';
import type { Evidence } from './evidence';
import type { Feature } from './features';

/**
 * The bounds in the tuning data are the 10th and 90th percentile, which are 2.56 standard deviations apart in a normal
 * distribution.
 */
const PERCENTILE_SPAN = 2.56;
const NARROWEST = 0.15;
/** The width of a ticket size with one open end, in powers of ten. */
const OPEN_END = 1.5;
/** Knots of the general preference for amounts, in log10 of US dollars. */
const KNOTS = [5, 5.5, 6, 6.5, 7, 7.5, 8];
const PORTFOLIO_KERNEL = gaussianKernel(0.25);
/** In investments. */
const PORTFOLIO_PRIOR = 3;

/** Features that are the same for every investor: an unknown amount, and the general preference for amounts. */
const GENERAL: Feature[] = [
  ['amountUnknown', Float64Array.from({ length: AMOUNT_BUCKETS }, (_, bucket) => Number(bucket === 0))],
  ...KNOTS.map((knot): Feature => [`amountFrom${knot}`, everyAmount((log) => Math.max(0, log - knot))]),
];
const WITHIN: Feature = ['amountIn', everyAmount(() => 1)];
const OUTSIDE: Feature = ['amountIn', everyAmount(() => 0)];

/** Values by amount bucket; 0 for the unknown amount. */
function everyAmount(value: (log: number) => number): Float64Array {
  return Float64Array.from({ length: AMOUNT_BUCKETS }, (_, bucket) => (bucket === 0 ? 0 : value(bucketMiddle(bucket))));
}

/** Features by amount bucket, for amounts within the ticket size and outside of it. */
export function amountFeatures(
  { minFunding, maxFunding }: MatchPreferences,
  { amountDensity }: Background,
): { within: Feature[]; outside: Feature[] } {
  if (minFunding === null && maxFunding === null) return { within: GENERAL, outside: GENERAL };
  const [low, high] = rangeOf(minFunding, maxFunding);
  const middle = (low + high) / 2;
  const deviation = Math.max((high - low) / PERCENTILE_SPAN, NARROWEST);
  const peak = Math.log(deviation * Math.sqrt(2 * Math.PI));
  const normal = new Float64Array(AMOUNT_BUCKETS);
  const below = new Float64Array(AMOUNT_BUCKETS);
  const above = new Float64Array(AMOUNT_BUCKETS);
  for (let bucket = 1; bucket < AMOUNT_BUCKETS; bucket++) {
    const log = bucketMiddle(bucket);
    const z = Math.min(4, Math.abs(log - middle) / deviation);
    normal[bucket] = Math.min(4, Math.max(-6, -0.5 * z * z - peak - Math.log(amountDensity[bucket]! + 0.01)));
    if (minFunding !== null) below[bucket] = Math.max(0, low - log);
    if (maxFunding !== null) above[bucket] = Math.max(0, log - high);
  }
  return {
    within: [...GENERAL, ['amountNormal', normal], WITHIN],
    outside: [...GENERAL, ['amountNormal', normal], OUTSIDE, ['amountBelow', below], ['amountAbove', above]],
  };
}

/** The ticket size in log10 of US dollars. A minimum of 0 counts as no minimum. */
function rangeOf(min: number | null, max: number | null): [low: number, high: number] {
  const high = max === null ? null : Math.log10(Math.max(1, max));
  const low = min ? Math.log10(Math.max(1, min)) : Math.max(0, (high ?? 0) - OPEN_END);
  return [low, Math.max(low + 0.1, high ?? low + OPEN_END)];
}

/** The density of the portfolio's amounts relative to the catalog's. */
export function portfolioAmountFeatures({ amountDensity, knownAmounts }: Background, evidence: Evidence): Feature[] {
  if (evidence.total === 0) return [];
  const unknown = evidence.bucket[0]!;
  const known = evidence.total - unknown;
  const weights = new Float64Array(AMOUNT_BUCKETS);
  for (let bucket = 1; bucket < AMOUNT_BUCKETS && known > 0; bucket++)
    weights[bucket] = evidence.bucket[bucket]! / known;
  const own = density(weights, PORTFOLIO_KERNEL, new Float64Array(AMOUNT_BUCKETS));
  const trust = known / (known + PORTFOLIO_PRIOR);
  const share = new Float64Array(AMOUNT_BUCKETS);
  for (let bucket = 1; bucket < AMOUNT_BUCKETS; bucket++) {
    const expected = amountDensity[bucket]!;
    share[bucket] = Math.log((trust * own[bucket]! + (1 - trust) * expected + 0.005) / (expected + 0.005));
  }
  const unsaid = new Float64Array(AMOUNT_BUCKETS);
  unsaid[0] = Math.log((unknown + 2 * (1 - knownAmounts) + 0.02) / ((evidence.total + 2) * (1 - knownAmounts + 0.01)));
  return [
    ['amountShare', share],
    ['amountUnsaid', unsaid],
  ];
}
