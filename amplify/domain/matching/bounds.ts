import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { type Catalog, STAGE_COUNT } from '../catalog/catalog';
import type { Blocks } from './blocks';
import { roundPoints, sitePoints } from './score';
import type { Terms } from './terms';

/*
 * How high rows can score that share an industry and a place, or a round, before any of them is read.
 */

/** The most that a round can give: by stage and amount bucket, by stage, and at all; -Infinity where none is. */
export interface RoundBounds {
  /** Row-major by stage, then amount bucket. */
  byRound: Float64Array;
  byStage: Float64Array;
  highest: number;
}

export function roundBounds(terms: Terms, { rounds }: Blocks): RoundBounds {
  const byRound = new Float64Array(STAGE_COUNT * AMOUNT_BUCKETS).fill(-Infinity);
  const byStage = new Float64Array(STAGE_COUNT).fill(-Infinity);
  let highest = -Infinity;
  for (let at = 0; at < rounds.length; at++) {
    const round = rounds[at]!;
    const stage = Math.floor(round / AMOUNT_BUCKETS);
    const bucket = round % AMOUNT_BUCKETS;
    const within = roundPoints(terms, stage, bucket, true);
    const outside = roundPoints(terms, stage, bucket, false);
    const points = within > outside ? within : outside;
    byRound[round] = points;
    if (points > byStage[stage]!) byStage[stage] = points;
    if (points > highest) highest = points;
  }
  return { byRound, byStage, highest };
}

/**
 * Groups of rows: first the given blocks, for their rows outside of the investor's own cities, then the rows of one
 * industry in one of those cities.
 */
export interface GroupBounds {
  /** By group: no row of it scores more than this and the points of its round. */
  bounds: Float64Array;
  /** By group after the blocks: place class and industry code. */
  cityClass: number[];
  cityIndustry: number[];
}

export function groupBounds(terms: Terms, catalog: Catalog, blocks: Blocks, accepted: Uint32Array): GroupBounds {
  const { hub, hubFactor, nodes } = terms;
  const { industry, region, regionCount, cityStarts } = blocks;
  const industryCount = catalog.industries.size;
  const cityClass: number[] = [];
  const cityIndustry: number[] = [];
  for (let at = regionCount; at < nodes.length; at++) {
    for (let code = 0, cell = nodes[at]! * industryCount; code < industryCount; code++, cell++) {
      if (cityStarts[cell + 1]! === cityStarts[cell]!) continue;
      cityClass.push(at);
      cityIndustry.push(code);
    }
  }
  // The slack covers that a sum of maxima may round otherwise than the sums themselves.
  const rest = terms.recency + 1e-9;
  const hubs = hubFactor >= 0 ? blocks.hubHigh : blocks.hubLow;
  const count = accepted.length;
  const bounds = new Float64Array(count + cityClass.length);
  for (let group = 0; group < count; group++) {
    const block = accepted[group]!;
    // The first place classes are the region classes.
    bounds[group] = sitePoints(terms, industry[block]!, region[block]!) + hubs[block]! * hubFactor + rest;
  }
  for (let at = 0; at < cityClass.length; at++) {
    const placeClass = cityClass[at]!;
    bounds[count + at] = sitePoints(terms, cityIndustry[at]!, placeClass) + hub[nodes[placeClass]!]! * hubFactor + rest;
  }
  return { bounds, cityClass, cityIndustry };
}

/** Width in points of the levels that groups are ordered by. */
const LEVEL = 0.25;
const LEVELS = 100 / LEVEL;

/** Groups from high to low bounds, to within a level: a counting sort, since the exact order is not needed. */
export function bestFirst(bounds: Float64Array): { order: Uint32Array; levels: Uint16Array } {
  const starts = new Uint32Array(LEVELS + 1);
  const levels = new Uint16Array(bounds.length);
  for (let at = 0; at < bounds.length; at++) {
    levels[at] = Math.min(Math.max((100 - bounds[at]!) / LEVEL, 0), LEVELS - 1);
    starts[levels[at]! + 1]!++;
  }
  for (let level = 0; level < LEVELS; level++) starts[level + 1]! += starts[level]!;
  const order = new Uint32Array(bounds.length);
  for (let at = 0; at < bounds.length; at++) order[starts[levels[at]!]!++] = at;
  return { order, levels };
}

/** No bound of the level is above. */
export function ceilingOf(level: number): number {
  return level === 0 ? Infinity : 100 - level * LEVEL;
}
