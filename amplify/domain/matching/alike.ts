import { AMOUNT_BUCKETS, bucketMiddle } from '../catalog/amount-bucket';
import type { Evidence } from './evidence';
import type { PlaceClasses } from './place-classes';

/*
 * The similarity of a startup to the portfolio in two facts at once: industry and place, or stage and amount. The facts
 * are combined because an investor in biotech in Boston and software in New York does not necessarily want biotech in
 * New York. The kernel of a fact is a constant for different values, plus 1 for the same value (2 for the same city, a
 * Gaussian for amounts). The similarity is the log of the weighted mean, over the portfolio, of the product of both
 * kernels.
 */
const OTHER_INDUSTRY = 0.25;
const OTHER_PLACE = 0.15;
const OTHER_STAGE = 0.25;
const OTHER_AMOUNT = 0.1;
const AMOUNT_WIDTH = 0.3;
const FLOOR = 0.01;

/** A table indexed by two codes. First codes that do not occur in the portfolio share row 0. */
export interface Alike {
  /** Row of each first code. */
  rowOf: number[];
  /** Row-major by row, then second code. */
  table: Float64Array;
  width: number;
}

export function alikeAt({ rowOf, table, width }: Alike, first: number, second: number): number {
  return table[rowOf[first]! * width + second]!;
}

/** By industry, then place class. Null without a portfolio. */
export function alikeIndustryPlace(
  { acted, total, industry: byIndustry }: Evidence,
  { nodes, regions, regionCount }: PlaceClasses,
): Alike | null {
  if (total === 0) return null;
  const width = nodes.length;
  const { rowOf, rows } = rowsOf(byIndustry);
  const table = new Float64Array(rows * width);
  const byPlace = new Float64Array(width);
  for (const { weight, industry, region, city } of acted) {
    if (region <= 0) continue;
    const row = industry > 0 ? rowOf[industry]! * width : -1;
    for (let at = region; at < width; at = at < regionCount ? regionCount : at + 1) {
      if (regions[at] !== region) continue;
      // The region and its other cities count once, the same city counts twice.
      const likeness = nodes[at] === city ? 2 * weight : weight;
      byPlace[at]! += likeness;
      if (row >= 0) table[row + at]! += likeness;
    }
  }
  for (let code = 0; code < rowOf.length; code++) {
    const row = rowOf[code]!;
    if (row === 0 && code > 0) continue;
    const base = OTHER_PLACE * (OTHER_INDUSTRY * total + byIndustry[code]!);
    const elsewhere = Math.log(base / total + FLOOR);
    for (let at = 0, cell = row * width; at < width; at++, cell++) {
      table[cell] =
        byPlace[at] === 0 ? elsewhere : Math.log((base + OTHER_INDUSTRY * byPlace[at]! + table[cell]!) / total + FLOOR);
    }
  }
  return { rowOf, table, width };
}

/** By stage, then amount bucket. Null without a portfolio. */
export function alikeStageAmount({ acted, total, stage: byStage }: Evidence): Alike | null {
  if (total === 0) return null;
  const width = AMOUNT_BUCKETS;
  const { rowOf, rows } = rowsOf(byStage);
  const table = new Float64Array(rows * width);
  const all = new Float64Array(width);
  for (const { weight, stage, bucket } of acted) {
    const row = stage > 0 ? rowOf[stage]! * width : -1;
    for (let to = 0; to < width; to++) {
      const likeness = weight * (OTHER_AMOUNT + amountLikeness(bucket, to));
      all[to]! += likeness;
      if (row >= 0) table[row + to]! += likeness;
    }
  }
  for (let cell = 0, to = 0; cell < table.length; cell++, to = to + 1 === width ? 0 : to + 1) {
    table[cell] = Math.log((OTHER_STAGE * all[to]! + table[cell]!) / total + FLOOR);
  }
  return { rowOf, table, width };
}

function rowsOf(evidence: Float64Array): { rowOf: number[]; rows: number } {
  const rowOf = [0];
  let rows = 1;
  for (let code = 1; code < evidence.length; code++) rowOf.push(evidence[code]! > 0 ? rows++ : 0);
  return { rowOf, rows };
}

/** Two unknown amounts count as equal. A known and an unknown amount have a low similarity. */
function amountLikeness(from: number, to: number): number {
  if (from === 0 || to === 0) return from === to ? 1 : 0.1;
  return BY_DISTANCE[Math.abs(from - to)]!;
}

/** A Gaussian over log10 of US dollars, by the distance in buckets. */
const BY_DISTANCE = Float64Array.from({ length: AMOUNT_BUCKETS }, (_, apart) => {
  const distance = (bucketMiddle(1 + apart) - bucketMiddle(1)) / AMOUNT_WIDTH;
  return Math.exp(-0.5 * distance * distance);
});
