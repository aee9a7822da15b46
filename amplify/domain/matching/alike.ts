import { AMOUNT_BUCKETS, bucketMiddle } from '../catalog/amount-bucket';
import { STAGE_COUNT } from '../catalog/catalog';
import type { Evidence } from './evidence';
import type { PlaceClasses } from './place-classes';

/*
 * How alike a startup is to those that the investor acted on, two facts at a time: an investor who backs biotech in
 * Boston and software in New York is not one who backs biotech in New York. A kernel for each fact (1 plus something
 * for the same, something for another), multiplied, summed over the portfolio, as a log.
 */
const OTHER_INDUSTRY = 0.25;
const OTHER_PLACE = 0.15;
const OTHER_STAGE = 0.25;
const OTHER_AMOUNT = 0.1;
const AMOUNT_WIDTH = 0.3;
const FLOOR = 0.01;

export interface AlikePlace {
  /** Row of each industry code. The first is for all that the portfolio does not hold. */
  rowOf: Uint16Array;
  /** Row-major by row, then place class. */
  table: Float64Array;
}

/** Industry and place. Null without a portfolio. */
export function alikeIndustryPlace(
  { acted, total, industry: byIndustry }: Evidence,
  { nodes, regions }: PlaceClasses,
): AlikePlace | null {
  if (total === 0) return null;
  const width = nodes.length;
  const rowOf = new Uint16Array(byIndustry.length);
  let rows = 1;
  for (let code = 1; code < rowOf.length; code++) if (byIndustry[code]! > 0) rowOf[code] = rows++;
  const table = new Float64Array(rows * width);
  const byPlace = new Float64Array(width);
  const classOf = new Map(nodes.map((node, at) => [node, at]));
  const members: number[][] = regions.map(() => []);
  regions.forEach((region, at) => members[region]!.push(at));
  for (const { weight, industry, region, city } of acted) {
    const add = (at: number) => {
      byPlace[at]! += weight;
      if (industry > 0) table[rowOf[industry]! * width + at]! += weight;
    };
    if (region > 0) members[region]!.forEach(add);
    const own = city >= 0 ? classOf.get(city) : undefined;
    if (own !== undefined) add(own);
  }
  for (let code = 0; code < rowOf.length; code++) {
    const row = rowOf[code]!;
    if (row === 0 && code > 0) continue;
    const base = OTHER_PLACE * (OTHER_INDUSTRY * total + byIndustry[code]!);
    for (let at = 0, cell = row * width; at < width; at++, cell++) {
      table[cell] = Math.log((base + OTHER_INDUSTRY * byPlace[at]! + table[cell]!) / total + FLOOR);
    }
  }
  return { rowOf, table };
}

/** Stage and amount: row-major by stage code, then amount bucket. Null without a portfolio. */
export function alikeStageAmount({ acted, total }: Evidence): Float64Array | null {
  if (total === 0) return null;
  const byStage = new Float64Array(STAGE_COUNT * AMOUNT_BUCKETS);
  for (const { weight, stage, bucket } of acted) byStage[Math.max(0, stage) * AMOUNT_BUCKETS + bucket]! += weight;
  const near = new Float64Array(STAGE_COUNT * AMOUNT_BUCKETS);
  const all = new Float64Array(AMOUNT_BUCKETS);
  for (let stage = 0; stage < STAGE_COUNT; stage++) {
    for (let from = 0; from < AMOUNT_BUCKETS; from++) {
      const weight = byStage[stage * AMOUNT_BUCKETS + from]!;
      if (weight === 0) continue;
      for (let to = 0; to < AMOUNT_BUCKETS; to++) {
        const likeness = weight * (OTHER_AMOUNT + AMOUNT_LIKENESS[from * AMOUNT_BUCKETS + to]!);
        all[to]! += likeness;
        if (stage > 0) near[stage * AMOUNT_BUCKETS + to]! += likeness;
      }
    }
  }
  const elsewhere = all.map((likeness) => Math.log((OTHER_STAGE * likeness) / total + FLOOR));
  for (let cell = 0, bucket = 0; cell < near.length; cell++, bucket = (bucket + 1) % AMOUNT_BUCKETS) {
    near[cell] =
      near[cell] === 0 ? elsewhere[bucket]! : Math.log((OTHER_STAGE * all[bucket]! + near[cell]!) / total + FLOOR);
  }
  return near;
}

/** By pair of buckets: two unknown amounts are alike, a known and an unknown one hardly. */
const AMOUNT_LIKENESS = Float64Array.from({ length: AMOUNT_BUCKETS * AMOUNT_BUCKETS }, (_, pair) => {
  const from = Math.floor(pair / AMOUNT_BUCKETS);
  const to = pair % AMOUNT_BUCKETS;
  if (from === 0 || to === 0) return from === to ? 1 : 0.1;
  const distance = (bucketMiddle(from) - bucketMiddle(to)) / AMOUNT_WIDTH;
  return Math.exp(-0.5 * distance * distance);
});
