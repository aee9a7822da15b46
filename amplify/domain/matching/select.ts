import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { type Catalog, STAGE_COUNT } from '../catalog/catalog';
import { type Blocks, blocksOf } from './blocks';
import { type RoundBounds, roundBounds, siteBounds } from './bounds';
import { acceptedRegions, countEligible, isEligible, type MustHaves, NONE } from './eligible';
import { agePoints, isTicketSize, roundPoints, scoreOf, sitePoints } from './score';
import type { Terms } from './terms';
import { type ScoredRow, TopRows } from './top-rows';

/**
 * The exact best eligible rows, and the number of all eligible rows. Reads the rows by industry and place in descending
 * order of their upper bounds. Rows whose bound is below the best scores so far are skipped (after Fagin's threshold
 * algorithm).
 */
export function selectBest(
  terms: Terms,
  must: MustHaves,
  catalog: Catalog,
  excluded: ReadonlySet<number>,
  limit: number,
): { best: ScoredRow[]; total: number } {
  const blocks = blocksOf(catalog);
  const regions = acceptedRegions(must, catalog);
  const rounds = roundBounds(terms, must, blocks);
  const top = new TopRows(limit, catalog, (row) => isEligible(must, catalog, excluded, row));
  const reading: Reading = { terms, catalog, blocks, rounds, top };
  const { byIndustry, places, rowOf, industries, placeClasses } = siteBounds(terms);
  const { nodes, regionOf, regionCount } = terms;
  // The maximum points of a row without its industry and place.
  const rest = terms.recency + rounds.highest;
  for (let turn = 0; limit > 0 && turn < industries.length; turn++) {
    const industry = industries[turn]!;
    // The order is exact to a thousandth of a point, so a later industry can still have a higher bound.
    if (byIndustry[industry]! + rest < top.last) continue;
    if (must.industry !== null && must.industry[industry] === 0) continue;
    const own = terms.industry[industry]!;
    const row = rowOf[industry]!;
    for (let at = 0; at < placeClasses.length; at++) {
      const placeClass = placeClasses[at]!;
      const bound = own + places[row + placeClass]!;
      if (bound + rest < top.last) continue;
      const node = nodes[placeClass]!;
      const region = regionOf[node]!;
      if (regions !== null && regions[region] === NONE) continue;
      if (placeClass < regionCount) readRegion(reading, industry, region, bound);
      else readCity(reading, industry, node, bound);
    }
  }
  return { best: top.sorted(), total: countEligible(must, catalog, excluded, blocks, regions) };
}

interface Reading {
  terms: Terms;
  catalog: Catalog;
  blocks: Blocks;
  rounds: RoundBounds;
  top: TopRows;
}

/** Skips rows in cities with their own place class, which `readCity` reads. */
function readRegion({ terms, blocks, rounds, top }: Reading, industry: number, region: number, bound: number): void {
  const { newest, starts, rows, place, amountBucket, amount, listedDay } = blocks.byRegion;
  const block = region * blocks.industryCount + industry;
  const blockBound = bound + agePoints(terms, newest[block]!);
  if (blockBound + rounds.highest < top.last) return;
  const { hub, hubFactor, placeClass } = terms;
  const { byRound, byStage } = rounds;
  const site = sitePoints(terms, industry, region);
  for (let stage = 0, run = block * STAGE_COUNT; stage < STAGE_COUNT; stage++, run++) {
    if (blockBound + byStage[stage]! < top.last) continue;
    for (let at = starts[run]!, end = starts[run + 1]!; at < end; at++) {
      const bucket = amountBucket[at]!;
      if (blockBound + byRound[stage * AMOUNT_BUCKETS + bucket]! < top.last) continue;
      const node = place[at]!;
      if (placeClass[node] !== region) continue;
      const score =
        site +
        hub[node]! * hubFactor +
        roundPoints(terms, stage, bucket, isTicketSize(terms, amount[at]!)) +
        agePoints(terms, listedDay[at]!);
      if (score >= top.last) top.offer(rows[at]!, score);
    }
  }
}

function readCity(
  { terms, catalog, blocks, rounds, top }: Reading,
  industry: number,
  node: number,
  bound: number,
): void {
  const { newest, starts, rows, round } = blocks.byCity;
  const { byRound, highest } = rounds;
  const block = node * blocks.industryCount + industry;
  const blockBound = bound + agePoints(terms, newest[block]!);
  if (blockBound + highest < top.last) return;
  for (let at = starts[block]!, end = starts[block + 1]!; at < end; at++) {
    if (blockBound + byRound[round[at]!]! < top.last) continue;
    const score = scoreOf(terms, catalog, rows[at]!);
    if (score >= top.last) top.offer(rows[at]!, score);
  }
}
