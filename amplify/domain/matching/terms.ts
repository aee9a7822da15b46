import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { type Catalog, DAY_MS, STAGE_COUNT, stageOf } from '../catalog/catalog';
import type { MatchPreferences } from '../preferences';
import { alikeIndustryPlace, type AlikePlace, alikeStageAmount } from './alike';
import { dismissals } from './dismissals';
import type { Evidence } from './evidence';
import { preferMatches, preferRange } from './prefer-matches';
import { type Feature, featuresOf } from './features';
import type { MatchHistory } from './history';
import { industryVerdicts, placeVerdicts, type PlaceVerdict, stageVerdicts, type Verdict } from './verdicts';
import { type FeatureWeights, type Weights, WEIGHTS } from './weights';

/** What a round of today is ahead of the oldest, in log odds. */
const RECENCY = 0.5;
/** So much evidence (in recent investments) makes the weights those of an investor with a portfolio. */
const ENOUGH_EVIDENCE = 3;
/**
 * What others go for counts this much in a criterion that the investor left open. Not fitted: every investor of the
 * tuning data stated every criterion. In full it would outweigh the one thing that somebody did ask for.
 */
const LEFT_OPEN = 0.25;

/**
 * Points of the score by criterion and code, ready to be looked up and summed: the score of a row is one entry of
 * each table, and what is explained is what was summed. The best entries of all tables sum to 100.
 */
export interface Terms {
  industry: Float64Array;
  stage: Float64Array;
  /** By place class. */
  place: Float64Array;
  /** What a city's being a hub adds: `hubFactor` times the background's value of the place node. */
  hub: Float64Array;
  hubFactor: number;
  /** Class of each place node, and the node that stands for each class. */
  placeClass: Uint16Array;
  nodes: number[];
  /** By amount bucket, for amounts within the ticket size and outside of it. */
  amountWithin: Float64Array;
  amountOutside: Float64Array;
  /** Likeness to the portfolio: of industry and place class, by stage and amount bucket. Null without a portfolio. */
  alikePlace: AlikePlace | null;
  alikeAmount: Float64Array | null;
  /** Points of a round of today over those of the oldest. */
  recency: number;
  /** What the alike tables can give at most. */
  alikeMax: number;
  min: number;
  max: number;
  /** Day (since the epoch) that ages count from. */
  today: number;
  evidence: Evidence;
  regionOf: Uint16Array;
  verdicts: { industry: Verdict[]; stage: Verdict[]; place: (node: number) => PlaceVerdict };
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
  const used = blend(weights, trust);
  const verdicts = {
    industry: industryVerdicts(profile, catalog),
    stage: stageVerdicts(profile),
    place: placeVerdicts(profile, catalog),
  };
  const less = dismissals(evidence, background);

  const industry = weigh(features.industry, catalog.industries.size, used);
  for (let code = 1; code < industry.length; code++) {
    industry[code]! += (used.industry[catalog.industries.value(code)!] ?? 0) - less.industry[code]!;
  }
  const stage = weigh(features.stage, STAGE_COUNT, used);
  for (let code = 1; code < STAGE_COUNT; code++) stage[code]! += (used.stage[stageOf(code)!] ?? 0) - less.stage[code]!;
  const place = weigh(features.place, classes.nodes.length, used);
  for (let at = 1; at < place.length; at++) place[at]! -= less.region[classes.regions[at]!]!;
  const amountWithin = weigh(features.amountWithin, AMOUNT_BUCKETS, used);
  const amountOutside = weigh(features.amountOutside, AMOUNT_BUCKETS, used);
  for (let bucket = 1; bucket < AMOUNT_BUCKETS; bucket++) {
    amountWithin[bucket]! -= less.bucket[bucket]!;
    amountOutside[bucket]! -= less.bucket[bucket]!;
  }

  // Someone with a portfolio is known by what they do; without one, by what they say.
  const words = 1 - trust;
  preferMatches(
    industry,
    background.industry,
    flags(industry.length, (code) => verdicts.industry[code]!),
    words,
  );
  preferMatches(
    stage,
    background.stage,
    flags(STAGE_COUNT, (code) => verdicts.stage[code]!),
    words,
  );
  const placeShares = new Float64Array(place.length);
  for (let at = 0; at < place.length; at++) placeShares[at] = background.within[classes.nodes[at]!]!;
  preferMatches(
    place,
    placeShares,
    flags(place.length, (at) => verdicts.place(classes.nodes[at]!).verdict),
    words,
  );
  preferRange(profile, amountWithin, amountOutside, background.amountDensity, words);

  const volume = (asked: boolean) => (asked ? 1 : 1 - words * (1 - LEFT_OPEN));
  const placeVolume = volume(profile.locations.length > 0);
  const amountVolume = volume(profile.minFunding !== null || profile.maxFunding !== null);
  multiply(industry, volume(profile.industries.length > 0));
  multiply(stage, volume(profile.fundingStages.length > 0));
  multiply(place, placeVolume);
  multiply(amountWithin, amountVolume);
  multiply(amountOutside, amountVolume);

  industry[0] = mean(industry, background.industry);
  stage[0] = mean(stage, background.stage);
  place[0] = mean(place, background.region);

  const tables = {
    industry,
    stage,
    place,
    amountWithin,
    amountOutside,
    alikePlace: alikeIndustryPlace(evidence, classes),
    alikeAmount: alikeStageAmount(evidence),
  };
  if (tables.alikePlace) multiply(tables.alikePlace.table, used.features.alikePlace ?? 0);
  if (tables.alikeAmount) multiply(tables.alikeAmount, used.features.alikeAmount ?? 0);
  return {
    ...tables,
    ...scale(tables, background.hub, placeVolume * (used.features.hub ?? 0), classes.ofNode),
    hub: background.hub,
    placeClass: classes.ofNode,
    nodes: classes.nodes,
    min: profile.minFunding ?? 0,
    max: profile.maxFunding ?? Infinity,
    today: Math.floor(now.getTime() / DAY_MS),
    evidence,
    regionOf: background.regionOf,
    verdicts,
  };
}

/** Between the weights for preferences alone and those for a portfolio, by how much portfolio there is. */
function blend({ cold, warm }: Weights, trust: number): FeatureWeights {
  if (trust === 0) return cold;
  if (trust === 1) return warm;
  const between = (a: Record<string, number>, b: Record<string, number>) =>
    Object.fromEntries(
      [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => [
        name,
        (1 - trust) * (a[name] ?? 0) + trust * (b[name] ?? 0),
      ]),
    );
  return {
    features: between(cold.features, warm.features),
    industry: between(cold.industry, warm.industry),
    stage: between(cold.stage, warm.stage),
  };
}

function weigh(features: Feature[], size: number, { features: weights }: FeatureWeights): Float64Array {
  const sum = new Float64Array(size);
  for (const [name, values] of features) {
    const weight = weights[name] ?? 0;
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

/** An unknown value counts as the catalog's average one. */
function mean(table: Float64Array, shares: Float64Array): number {
  let sum = 0;
  let weight = 0;
  for (let code = 1; code < shares.length; code++) {
    sum += shares[code]! * table[code]!;
    weight += shares[code]!;
  }
  return weight > 0 ? sum / weight : 0;
}

type Tables = Pick<
  Terms,
  'industry' | 'stage' | 'place' | 'amountWithin' | 'amountOutside' | 'alikePlace' | 'alikeAmount'
>;

/** Moves each criterion's worst value to 0 and stretches all alike, in place, so that the best of everything is 100. */
function scale(
  tables: Tables,
  hub: Float64Array,
  hubWeight: number,
  placeClass: Uint16Array,
): Pick<Terms, 'hubFactor' | 'alikeMax' | 'recency'> {
  const { place } = tables;
  let placeLow = place[0]!;
  let placeHigh = place[0]!;
  for (let node = 1; node < hub.length; node++) {
    const value = place[placeClass[node]!]! + hub[node]! * hubWeight;
    if (value < placeLow) placeLow = value;
    if (value > placeHigh) placeHigh = value;
  }
  const groups = [[tables.industry], [tables.stage], [tables.amountWithin, tables.amountOutside]];
  const alike = [tables.alikePlace?.table ?? null, tables.alikeAmount].filter((table) => table !== null);
  const ranges = [...groups, ...alike.map((table) => [table])].map((group) => ({ group, ...rangeOf(group) }));
  const span = ranges.reduce((sum, { low, high }) => sum + high - low, placeHigh - placeLow + RECENCY);
  const factor = 100 / span;
  for (const { group, low } of ranges) {
    for (const table of group) for (let at = 0; at < table.length; at++) table[at] = (table[at]! - low) * factor;
  }
  for (let at = 0; at < place.length; at++) place[at] = (place[at]! - placeLow) * factor;
  const alikeRanges = ranges.slice(groups.length);
  return {
    recency: RECENCY * factor,
    hubFactor: hubWeight * factor,
    alikeMax: alikeRanges.reduce((sum, { low, high }) => sum + (high - low) * factor, 0),
  };
}

function rangeOf(tables: Float64Array[]): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const table of tables) {
    for (let at = 0; at < table.length; at++) {
      if (table[at]! < low) low = table[at]!;
      if (table[at]! > high) high = table[at]!;
    }
  }
  return { low, high };
}
