import { amountBucket, AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { STAGE_COUNT } from '../catalog/catalog';
import type { Blocks } from './blocks';
import type { MustHaves } from './eligible';
import { alikeAmountPoints } from './score';
import type { Terms } from './terms';

/*
 * Upper bounds of the score of all rows with an industry, a place or a round, computed without reading the rows.
 */

/** Compensates for rounding errors, which can put a computed bound slightly below a score. */
const SLACK = 1e-9;
/** Greater than any sum of points. */
const HIGHEST = 200;
/** Greater than the number of industries and of place classes. */
const RADIX = 0x10000;

/** The maximum points of a round; -Infinity if the round does not occur or its stage is not accepted. */
export interface RoundBounds {
  /** By stage code * AMOUNT_BUCKETS + amount bucket. */
  byRound: Float64Array;
  byStage: Float64Array;
  highest: number;
}

export function roundBounds(terms: Terms, { stage: wanted }: MustHaves, { rounds }: Blocks): RoundBounds {
  const byRound = new Float64Array(rounds.length).fill(-Infinity);
  const byStage = new Float64Array(STAGE_COUNT).fill(-Infinity);
  const byAmount = amountBounds(terms);
  let highest = -Infinity;
  for (let stage = 0, round = 0; stage < STAGE_COUNT; stage++) {
    if (wanted !== null && wanted[stage] === 0) {
      round += AMOUNT_BUCKETS;
      continue;
    }
    for (let bucket = 0; bucket < AMOUNT_BUCKETS; bucket++, round++) {
      if (rounds[round] === 0) continue;
      const points = terms.stage[stage]! + byAmount[bucket]! + alikeAmountPoints(terms, stage, bucket) + SLACK;
      byRound[round] = points;
      if (points > byStage[stage]!) byStage[stage] = points;
    }
    highest = Math.max(highest, byStage[stage]!);
  }
  return { byRound, byStage, highest };
}

/** By amount bucket. The buckets that contain the bounds have amounts inside and outside the ticket size. */
function amountBounds({ min, max, amountWithin, amountOutside }: Terms): Float64Array {
  const first = amountBucket(min);
  const last = max === Infinity ? AMOUNT_BUCKETS : amountBucket(max);
  const byAmount = new Float64Array(AMOUNT_BUCKETS);
  for (let bucket = 0; bucket < AMOUNT_BUCKETS; bucket++) {
    if (bucket < first || bucket > last) byAmount[bucket] = amountOutside[bucket]!;
    else if (bucket > first && bucket < last) byAmount[bucket] = amountWithin[bucket]!;
    else byAmount[bucket] = Math.max(amountWithin[bucket]!, amountOutside[bucket]!);
  }
  return byAmount;
}

/** The maximum points of industry and place together, without the round and its age. */
export interface SiteBounds {
  /** By industry code: the maximum over all places. */
  byIndustry: Float64Array;
  /** The maximum of place class c with industry i, without the industry's own points: places[rowOf[i] + c]. */
  places: Float64Array;
  rowOf: number[];
  /** Codes and classes in descending order of their bounds. */
  industries: number[];
  placeClasses: number[];
}

export function siteBounds({ industry, place, hubHigh, alikePlace }: Terms): SiteBounds {
  const width = place.length;
  // Industries that do not occur in the portfolio share one row of the similarity table.
  const rows = alikePlace ? alikePlace.table.length / width : 1;
  const places = new Float64Array(rows * width);
  const most = new Float64Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    let highest = -Infinity;
    for (let placeClass = 0; placeClass < width; placeClass++, at++) {
      const points = place[placeClass]! + hubHigh[placeClass]! + (alikePlace ? alikePlace.table[at]! : 0);
      places[at] = points;
      if (points > highest) highest = points;
    }
    most[row] = highest;
  }
  const rowOf: number[] = [];
  const byIndustry = new Float64Array(industry.length);
  for (let code = 0; code < industry.length; code++) {
    const row = alikePlace ? alikePlace.rowOf[code]! : 0;
    rowOf.push(row * width);
    byIndustry[code] = industry[code]! + most[row]!;
  }
  return {
    byIndustry,
    places,
    rowOf,
    industries: bestFirst(byIndustry),
    placeClasses: bestFirst(places.subarray(0, width)),
  };
}

/**
 * Indices in descending order of points, exact to a thousandth of a point. A typed array sorts several times faster
 * without a compare function, so each key contains the index in its low digits.
 */
function bestFirst(points: Float64Array): number[] {
  const keys = new Float64Array(points.length);
  for (let at = 0; at < points.length; at++) keys[at] = Math.round((HIGHEST - points[at]!) * 1000) * RADIX + at;
  keys.sort();
  const order: number[] = [];
  for (let at = 0; at < points.length; at++) order.push(keys[at]! - Math.floor(keys[at]! / RADIX) * RADIX);
  return order;
}
