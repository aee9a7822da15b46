import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { type Catalog, DAY_MS, STAGE_COUNT } from '../catalog/catalog';
import type { MatchReason } from '../digest/match';
import type { MatchPreferences } from '../preferences';
import { type Alike, alikeIndustryPlace, alikeStageAmount } from './alike';
import { dismissals } from './dismissals';
import type { Evidence } from './evidence';
import { preferMatches, preferRange } from './prefer-matches';
import { type Feature, featuresOf } from './features';
import type { MatchHistory } from './history';
import { generalPreferences } from './general-preferences';
import { hubEnds, scale } from './scale';
import { industryVerdicts, placeVerdicts, type PlaceVerdict, stageVerdicts, type Verdict } from './verdicts';
import { type Weights, WEIGHTS } from './weights';

/** From this much evidence on (in recent investments), only the weights for investors with a portfolio are used. */
const ENOUGH_EVIDENCE = 3;
/**
 * Without a portfolio: the factor for a criterion that the investor left open, where only the general preference of
 * other investors counts. Not fitted, because every investor in the tuning data stated every criterion. With a factor
 * of 1, it would outweigh the stated criteria.
 */
const LEFT_OPEN = 0.25;

/**
 * Tables of points by criterion and code. The score of a row is the sum of one entry of each table, and the reasons
 * show these entries. The highest entries of all tables sum to 100.
 */
export interface Terms {
  industry: Float64Array;
  stage: Float64Array;
  /** By place class. */
  place: Float64Array;
  /** By place node, from the background. Its product with `hubFactor` is added to the score. */
  hub: Float64Array;
  hubFactor: number;
  /** The maximum that a hub adds, by place class. */
  hubHigh: Float64Array;
  /** The class of each place node, and the node of each class. */
  placeClass: Uint16Array;
  nodes: number[];
  /** Classes from here on are cities. */
  regionCount: number;
  /** By amount bucket, for amounts within the ticket size and outside of it. */
  amountWithin: Float64Array;
  amountOutside: Float64Array;
  /** Similarity to the portfolio: by industry and place class, by stage and amount bucket. Null without a portfolio. */
  alikePlace: Alike | null;
  alikeAmount: Alike | null;
  /** Points of a round listed today. The oldest rounds have 0. */
  recency: number;
  /** The maximum points of each criterion; their sum is 100. */
  most: Record<MatchReason['criterion'], number>;
  min: number;
  max: number;
  /** The current day, in days since the epoch, from which ages are counted. */
  today: number;
  evidence: Evidence;
  regionOf: Uint16Array;
  verdicts: {
    industry: (code: number) => Verdict;
    stage: (code: number) => Verdict;
    place: (node: number) => PlaceVerdict;
  };
}

/** The formula of docs/matching.md for one investor. */
export function compileTerms(
  profile: MatchPreferences,
  catalog: Catalog,
  history: MatchHistory,
  now: Date,
  weights: Weights = WEIGHTS,
): Terms {
  const features = featuresOf(profile, catalog, history, now, weights.together);
  const { background, evidence, classes } = features;
  const trust = Math.min(1, evidence.total / ENOUGH_EVIDENCE);
  // Interpolates between the weights for preferences alone and those for a portfolio, by the evidence.
  const blend = (cold = 0, warm = 0) => (1 - trust) * cold + trust * warm;
  const weightOf = (name: string) => blend(weights.cold.features[name], weights.warm.features[name]);
  const verdicts = {
    industry: industryVerdicts(profile, catalog),
    stage: stageVerdicts(profile),
    place: placeVerdicts(profile, catalog),
  };

  const industry = weigh(features.industry, catalog.industries.size, weightOf);
  const stage = weigh(features.stage, STAGE_COUNT, weightOf);
  const place = weigh(features.place, classes.nodes.length, weightOf);
  const amountWithin = weigh(features.amountWithin, AMOUNT_BUCKETS, weightOf);
  const amountOutside = weigh(features.amountOutside, AMOUNT_BUCKETS, weightOf);
  const cold = generalPreferences(weights.cold, catalog);
  const warm = generalPreferences(weights.warm, catalog);
  for (let code = 1; code < industry.length; code++) industry[code]! += blend(cold.industry[code], warm.industry[code]);
  for (let code = 1; code < STAGE_COUNT; code++) stage[code]! += blend(cold.stage[code], warm.stage[code]);
  if (evidence.passed.length > 0) {
    const less = dismissals(evidence, background);
    for (let code = 1; code < industry.length; code++) industry[code]! -= less.industry[code]!;
    for (let code = 1; code < STAGE_COUNT; code++) stage[code]! -= less.stage[code]!;
    for (let at = 1; at < place.length; at++) place[at]! -= less.region[classes.regions[at]!]!;
    for (let bucket = 1; bucket < AMOUNT_BUCKETS; bucket++) {
      amountWithin[bucket]! -= less.bucket[bucket]!;
      amountOutside[bucket]! -= less.bucket[bucket]!;
    }
  }

  // The less evidence the portfolio has, the more the stated preferences count.
  const stated = 1 - trust;
  if (stated > 0) {
    const placeShares = new Float64Array(place.length);
    for (let at = 0; at < place.length; at++) placeShares[at] = background.within[classes.nodes[at]!]!;
    const isPlace = flags(place.length, (at) => verdicts.place(classes.nodes[at]!).verdict);
    preferMatches(industry, background.industry, flags(industry.length, verdicts.industry), stated);
    preferMatches(stage, background.stage, flags(STAGE_COUNT, verdicts.stage), stated);
    preferMatches(place, placeShares, isPlace, stated);
    preferRange(profile, amountWithin, amountOutside, background.amountDensity, stated);
  }

  const factorOf = (asked: boolean) => (asked ? 1 : 1 - stated * (1 - LEFT_OPEN));
  const placeFactor = factorOf(profile.locations.length > 0);
  const amountFactor = factorOf(profile.minFunding !== null || profile.maxFunding !== null);
  multiply(industry, factorOf(profile.industries.length > 0));
  multiply(stage, factorOf(profile.fundingStages.length > 0));
  multiply(place, placeFactor);
  multiply(amountWithin, amountFactor);
  multiply(amountOutside, amountFactor);

  industry[0] = mean(industry, background.industry);
  stage[0] = mean(stage, background.stage);
  place[0] = mean(place, background.region);

  const alikePlace = alikeIndustryPlace(evidence, classes);
  const alikeAmount = alikeStageAmount(evidence);
  if (alikePlace) multiply(alikePlace.table, weightOf('alikePlace'));
  if (alikeAmount) multiply(alikeAmount.table, weightOf('alikeAmount'));
  const hubs = hubEnds(background, classes, placeFactor * weightOf('hub'));
  const tables = { industry, stage, place, amountWithin, amountOutside, alikePlace, alikeAmount };
  const { recency, hubFactor, hubHigh, most } = scale(tables, hubs);
  // The fields are listed one by one, because spreading objects makes a ranking a third slower.
  return {
    industry,
    stage,
    place,
    hub: background.hub,
    hubFactor,
    hubHigh,
    placeClass: classes.ofNode,
    nodes: classes.nodes,
    regionCount: classes.regionCount,
    amountWithin,
    amountOutside,
    alikePlace,
    alikeAmount,
    recency,
    most,
    min: profile.minFunding ?? 0,
    max: profile.maxFunding ?? Infinity,
    today: Math.floor(now.getTime() / DAY_MS),
    evidence,
    regionOf: background.regionOf,
    verdicts,
  };
}

function weigh(features: Feature[], size: number, weightOf: (name: string) => number): Float64Array {
  const sum = new Float64Array(size);
  for (const [name, values] of features) {
    const weight = weightOf(name);
    if (weight !== 0) for (let code = 0; code < size; code++) sum[code]! += weight * values[code]!;
  }
  return sum;
}

function multiply(table: Float64Array, factor: number): void {
  for (let at = 0; at < table.length; at++) table[at]! *= factor;
}

function flags(count: number, verdictOf: (code: number) => Verdict): Uint8Array {
  const matches = new Uint8Array(count);
  for (let code = 1; code < count; code++) if (verdictOf(code) === 'match') matches[code] = 1;
  return matches;
}

/** The average over the catalog, which is the score of an unknown value. */
function mean(table: Float64Array, shares: Float64Array): number {
  let sum = 0;
  let weight = 0;
  for (let code = 1; code < shares.length; code++) {
    sum += shares[code]! * table[code]!;
    weight += shares[code]!;
  }
  return weight > 0 ? sum / weight : 0;
}
