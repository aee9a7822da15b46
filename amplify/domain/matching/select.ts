import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { type Catalog, STAGE_COUNT } from '../catalog/catalog';
import { blocksOf } from './blocks';
import { bestFirst, ceilingOf, groupBounds, roundBounds } from './bounds';
import { acceptedBlocks, acceptedRegions, countEligible, isEligible, type MustHaves } from './eligible';
import { agePoints, isWithin, roundPoints, scoreOf, sitePoints } from './score';
import type { Terms } from './terms';

export interface ScoredRow {
  row: number;
  score: number;
}

/** Higher score first, then the newer round, then the id. */
export function compareScored(catalog: Catalog, a: ScoredRow, b: ScoredRow): number {
  const { listedAt } = catalog.columns;
  if (a.score !== b.score) return b.score - a.score;
  if (listedAt[a.row] !== listedAt[b.row]) return listedAt[b.row]! - listedAt[a.row]!;
  return catalog.at(a.row).id < catalog.at(b.row).id ? -1 : 1;
}

/**
 * The best eligible rows, exactly, and how many are eligible at all. Groups of rows are read from the highest bound
 * down; once a bound falls below the last of the best, nothing further can enter (Fagin's threshold rule).
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
  const accepted = acceptedBlocks(must, regions, blocks);
  const { byRound, byStage, highest } = roundBounds(terms, blocks);
  const { bounds, cityClass, cityIndustry } = groupBounds(terms, catalog, blocks, accepted);
  const { order, levels } = bestFirst(bounds);
  const { placeClass, nodes, hub, hubFactor } = terms;
  const { regionCount, starts, rows, place, amountBucket, amount, listedDay, cityStarts, cityRows } = blocks;
  const { columns } = catalog;
  const best: ScoredRow[] = [];
  let last = -Infinity;
  const consider = (row: number, score: number) => {
    if (score < last || !isEligible(must, catalog, excluded, row)) return;
    insert(best, { row, score }, catalog, limit);
    if (best.length === limit) last = best[limit - 1]!.score;
  };
  for (let turn = 0; limit > 0 && turn < order.length; turn++) {
    const group = order[turn]!;
    const bound = bounds[group]!;
    if (ceilingOf(levels[group]!) + highest < last) break;
    if (bound + highest < last) continue;
    if (group >= accepted.length) {
      const city = nodes[cityClass[group - accepted.length]!]!;
      const cell = city * catalog.industries.size + cityIndustry[group - accepted.length]!;
      for (let at = cityStarts[cell]!, end = cityStarts[cell + 1]!; at < end; at++) {
        const row = cityRows[at]!;
        const round = columns.stage[row]! * AMOUNT_BUCKETS + columns.amountBucket[row]!;
        if (bound + byRound[round]! >= last) consider(row, scoreOf(terms, catalog, row));
      }
      continue;
    }
    const block = accepted[group]!;
    const industry = blocks.industry[block]!;
    for (let stage = 0; stage < STAGE_COUNT; stage++) {
      if (bound + byStage[stage]! < last || (must.stage !== null && must.stage[stage] === 0)) continue;
      const run = block * STAGE_COUNT + stage;
      for (let at = starts[run]!, end = starts[run + 1]!; at < end; at++) {
        const bucket = amountBucket[at]!;
        if (bound + byRound[stage * AMOUNT_BUCKETS + bucket]! < last) continue;
        const node = place[at]!;
        const own = placeClass[node]!;
        // Rows of the investor's own cities are read with their city.
        if (own >= regionCount) continue;
        const score =
          sitePoints(terms, industry, own) +
          hub[node]! * hubFactor +
          roundPoints(terms, stage, bucket, isWithin(terms, amount[at]!)) +
          agePoints(terms, listedDay[at]!);
        consider(rows[at]!, score);
      }
    }
  }
  return { best, total: countEligible(must, catalog, excluded, blocks, regions, accepted) };
}

/** Keeps the best in order and at most `limit` of them. */
function insert(best: ScoredRow[], scored: ScoredRow, catalog: Catalog, limit: number): void {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareScored(catalog, best[middle]!, scored) < 0) low = middle + 1;
    else high = middle;
  }
  if (low === limit) return;
  best.splice(low, 0, scored);
  if (best.length > limit) best.pop();
}
