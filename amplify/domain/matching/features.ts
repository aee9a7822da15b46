import { type Catalog, stageCode, stageOf } from '../catalog/catalog';
import type { MatchPreferences } from '../preferences';
import { amountFeatures, portfolioAmountFeatures } from './amount-features';
import { type Background, backgroundOf } from './background';
import { type Evidence, gatherEvidence } from './evidence';
import type { MatchHistory } from './history';
import { type PlaceClasses, placeClasses } from './place-classes';
import type { Shares, Weights } from './weights';

/**
 * The value of a feature for each code of its criterion. Code 0, unknown, is filled in after the features are weighted.
 */
export type Feature = [name: string, values: Float64Array];

export interface Features {
  industry: Feature[];
  stage: Feature[];
  /** By place class. */
  place: Feature[];
  /** By amount bucket, for amounts within the ticket size and outside of it. */
  amountWithin: Feature[];
  amountOutside: Feature[];
  classes: PlaceClasses;
  background: Background;
  evidence: Evidence;
}

/** Added to shares of the catalog, so that the log of a rare value's share is finite. */
const SHARE_FLOOR = 0.002;
const TOGETHER_FLOOR = 1e-3;
/** The preferences of the tuning data cover this share of an investor's history. */
const COVERED = 0.8;
/** Weight of the prior for a portfolio's shares, in investments. */
const PRIOR = { industry: 5, stage: 3, region: 2, city: 3 } as const;

/** The features of each value for this investor, before they are weighted. */
export function featuresOf(
  profile: MatchPreferences,
  catalog: Catalog,
  history: MatchHistory,
  now: Date,
  together: Weights['together'],
): Features {
  const background = backgroundOf(catalog);
  const evidence = gatherEvidence(history, catalog, background, now);
  const classes = placeClasses(profile, catalog, background, evidence);
  const amount = amountFeatures(profile, background);
  const ownAmounts = portfolioAmountFeatures(background, evidence);
  return {
    industry: industryFeatures(profile, catalog, background, evidence, together.industry),
    stage: stageFeatures(profile, background, evidence, together.stage),
    place: placeFeatures(profile, catalog, background, evidence, classes, together.region),
    amountWithin: [...amount.within, ...ownAmounts],
    amountOutside: [...amount.outside, ...ownAmounts],
    classes,
    background,
    evidence,
  };
}

function industryFeatures(
  { industries }: MatchPreferences,
  catalog: Catalog,
  background: Background,
  evidence: Evidence,
  together: Shares,
): Feature[] {
  const valueOf = (code: number) => catalog.industries.value(code)!;
  const shares = background.industry;
  const wanted = known(industries.map((industry) => catalog.industries.code(industry)));
  const features = setFeatures('industry', shares, wanted, industries.length);
  features.push(togetherFeature('industry', shares, industries, valueOf, together));
  if (evidence.total > 0) {
    // The expected share of an industry comes mostly from the industries of the portfolio that occur together with it.
    const spread = new Float64Array(shares.length);
    for (let code = 1; code < shares.length; code++) {
      if (evidence.industry[code]! === 0) continue;
      const part = evidence.industry[code]! / evidence.total;
      const value = valueOf(code);
      const row = together[value] ? rowByCode(together, value, shares, valueOf) : shares;
      for (let other = 1; other < shares.length; other++) spread[other]! += part * Math.max(0, row[other]!);
    }
    const smooth = floored(shares);
    const expected = new Float64Array(shares.length);
    for (let code = 0; code < shares.length; code++) expected[code] = 0.3 * smooth[code]! + 0.7 * spread[code]!;
    features.push(shareFeature('industryShare', evidence.industry, evidence.total, smooth, PRIOR.industry, expected));
  }
  return features;
}

function stageFeatures(
  { fundingStages }: MatchPreferences,
  background: Background,
  evidence: Evidence,
  together: Shares,
): Feature[] {
  const shares = background.stage;
  const features = setFeatures('stage', shares, fundingStages.map(stageCode), fundingStages.length);
  features.push(togetherFeature('stage', shares, fundingStages, (code) => stageOf(code)!, together));
  if (evidence.total > 0) {
    features.push(shareFeature('stageShare', evidence.stage, evidence.total, floored(shares), PRIOR.stage));
  }
  return features;
}

function placeFeatures(
  { locations }: MatchPreferences,
  { places }: Catalog,
  background: Background,
  evidence: Evidence,
  classes: PlaceClasses,
  together: Shares,
): Feature[] {
  const regionShares = floored(background.region);
  const { nodes, regions } = classes;
  // Of nested locations (US, US/CA), only the widest counts.
  const widest = locations.filter((path) => !locations.some((other) => path.startsWith(`${other}/`)));
  const asked = widest.map((path) => places.node(path));
  const floor = regionShares[0]!;
  const shareOf = (node: number | undefined) => (node === undefined ? 0 : background.within[node]!) + floor;
  const setShare = Math.min(
    1,
    asked.reduce<number>((sum, node) => sum + shareOf(node), 0),
  );
  const decided = new Map(known(asked).map((node) => [node, Math.log(setShare / (widest.length * shareOf(node)))]));
  const features: Feature[] = ['locationIn', 'locationSet', 'locationRarity', 'locationCommon', 'locationMany'].map(
    (name) => [name, new Float64Array(nodes.length)],
  );
  const [inside, set, rarity, common, many] = features.map(([, values]) => values) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let at = 1; at < nodes.length; at++) {
    common[at] = Math.log(regionShares[regions[at]!]!);
    if (widest.length === 0) continue;
    let node = nodes[at]!;
    while (node > 0 && !decided.has(node)) node = places.parents[node]!;
    set[at] = node > 0 ? Math.log(COVERED / setShare) : Math.log((1 - COVERED) / Math.max(1 - setShare, 0.02));
    if (node === 0) continue;
    inside[at] = 1;
    rarity[at] = decided.get(node)!;
    many[at] = Math.log(widest.length);
  }
  const regionPaths = locations.map(regionPathOf);
  const [, byRegion] = togetherFeature(
    'location',
    background.region,
    regionPaths,
    (region) => places.path(background.regionNodes[region]!)!,
    together,
  );
  features.push(['locationTogether', byClass(regions, byRegion)]);
  if (evidence.total > 0) features.push(...portfolioPlaceFeatures(background, evidence, classes, regionShares));
  return features;
}

function portfolioPlaceFeatures(
  background: Background,
  evidence: Evidence,
  { nodes, regions, ofNode }: PlaceClasses,
  regionShares: Float64Array,
): Feature[] {
  const [, byRegion] = shareFeature('regionShare', evidence.region, evidence.total, regionShares, PRIOR.region);
  const cities = new Float64Array(nodes.length);
  for (const { city, weight } of evidence.acted) if (city >= 0) cities[ofNode[city]!]! += weight;
  const city = new Float64Array(nodes.length);
  for (let at = 1; at < nodes.length; at++) {
    const region = regions[at]!;
    const inCity = at === region ? 0 : cities[at]!;
    // With the region alone, the expected share of the city is its share of the region's startups.
    const expected = at === region ? 1 : (background.at[nodes[at]!]! + 1e-4) / (background.region[region]! + 1e-4);
    city[at] = Math.log((inCity / expected + PRIOR.city) / (evidence.region[region]! + PRIOR.city));
  }
  return [
    ['regionShare', byClass(regions, byRegion)],
    ['cityShare', city],
  ];
}

function byClass(regions: number[], byRegion: Float64Array): Float64Array {
  const values = new Float64Array(regions.length);
  for (let at = 0; at < regions.length; at++) values[at] = byRegion[regions[at]!]!;
  return values;
}

/** Features of a set of chosen values: membership, the share of the set, and the rarity of its members. */
function setFeatures(name: string, shares: Float64Array, wanted: number[], chosen: number): Feature[] {
  const smooth = floored(shares);
  const inside = new Float64Array(shares.length);
  const set = new Float64Array(shares.length);
  const rarity = new Float64Array(shares.length);
  const many = new Float64Array(shares.length);
  const common = new Float64Array(shares.length);
  for (let code = 1; code < shares.length; code++) common[code] = Math.log(smooth[code]!);
  if (chosen > 0) {
    const setShare = Math.max(
      smooth[0]!,
      wanted.reduce((sum, code) => sum + smooth[code]!, 0),
    );
    set.fill(Math.log((1 - COVERED) / Math.max(1 - setShare, 0.02)), 1);
    for (const code of wanted) {
      inside[code] = 1;
      set[code] = Math.log(COVERED / setShare);
      rarity[code] = Math.log(setShare / (chosen * smooth[code]!));
      many[code] = Math.log(chosen);
    }
  }
  return [
    [`${name}In`, inside],
    [`${name}Set`, set],
    [`${name}Rarity`, rarity],
    [`${name}Common`, common],
    [`${name}Many`, many],
  ];
}

/** Log of the share of a value in portfolios with the chosen values, relative to its share in the catalog. */
function togetherFeature(
  name: string,
  shares: Float64Array,
  chosen: readonly string[],
  valueOf: (code: number) => string,
  together: Shares,
): Feature {
  const rows = chosen.flatMap((value) => (together[value] ? [rowByCode(together, value, shares, valueOf)] : []));
  const values = new Float64Array(shares.length);
  if (rows.length === 0) return [`${name}Together`, values];
  for (const row of rows) for (let code = 1; code < values.length; code++) values[code]! += row[code]!;
  for (let code = 1; code < values.length; code++) {
    // The fit has no data about this value.
    if (values[code]! < 0) values[code] = 0;
    else values[code] = Math.log((values[code]! / rows.length + TOGETHER_FLOOR) / (shares[code]! + TOGETHER_FLOOR));
  }
  return [`${name}Together`, values];
}

const rowCache = new WeakMap<Float64Array, WeakMap<Record<string, number>, Float64Array>>();

/**
 * A row of `together` by the catalog's codes; -1 for a value without data. Cached for as long as the catalog's shares.
 */
function rowByCode(
  together: Shares,
  value: string,
  shares: Float64Array,
  valueOf: (code: number) => string,
): Float64Array {
  const known = together[value]!;
  let rows = rowCache.get(shares);
  if (!rows) rowCache.set(shares, (rows = new WeakMap()));
  let row = rows.get(known);
  if (!row) {
    row = new Float64Array(shares.length);
    for (let code = 1; code < row.length; code++) {
      const other = valueOf(code);
      row[code] = together[other] ? (known[other] ?? 0) : -1;
    }
    rows.set(known, row);
  }
  return row;
}

/** Log of the portfolio's share of a value relative to the catalog's, smoothed towards the expected share. */
function shareFeature(
  name: string,
  counts: Float64Array,
  total: number,
  shares: Float64Array,
  prior: number,
  expected = shares,
): Feature {
  const values = new Float64Array(shares.length);
  for (let code = 1; code < values.length; code++) {
    values[code] = Math.log((counts[code]! + prior * expected[code]!) / ((total + prior) * shares[code]!));
  }
  return [name, values];
}

/** Shares with a floor, normalised so that their sum stays 1. Entry 0 has the floor. */
function floored(shares: Float64Array): Float64Array {
  const norm = 1 + SHARE_FLOOR * (shares.length - 1);
  const smooth = new Float64Array(shares.length);
  for (let code = 0; code < shares.length; code++) smooth[code] = (shares[code]! + SHARE_FLOOR) / norm;
  return smooth;
}

function known(codes: (number | undefined)[]): number[] {
  return codes.filter((code) => code !== undefined);
}

/** The path of a place's region, such as `US/CA`, or of its country if the region is unknown. */
function regionPathOf(path: string): string {
  const [country = '', region] = path.split('/');
  return region ? `${country}/${region}` : country;
}
