import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { type Catalog, STAGE_COUNT } from '../catalog/catalog';
import { type Blocks, blocksOf } from './blocks';
import { countEligible, isEligible, type MustHaves } from './eligible';
import { agePoints, isWithin, roundPoints, sitePoints } from './score';
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
 * The best eligible rows, exactly, and how many are eligible at all. Blocks of rows are read from the highest bound
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
  const sites = siteTable(terms, catalog);
  const [within, outside] = [roundTable(terms, true), roundTable(terms, false)];
  const highest = within.map((points, cell) => Math.max(points, outside[cell]!));
  const bounds = boundsOf(terms, catalog, blocks, sites);
  let roundHigh = -Infinity;
  for (const cell of blocks.rounds) roundHigh = Math.max(roundHigh, highest[cell]!);
  const best: ScoredRow[] = [];
  const { placeClass, hub, hubFactor, classRegions } = terms;
  const { starts, rows, place, round, amount, listedDay } = blocks;
  let last = -Infinity;
  for (const block of descending(bounds)) {
    const bound = bounds[block]!;
    if (limit <= 0) break;
    if (bound + roundHigh < last) continue;
    if (must.industry !== null && must.industry[blocks.industry[block]!] === 0) continue;
    const site = blocks.industry[block]! * classRegions.length;
    for (let at = starts[block]!, end = starts[block + 1]!; at < end; at++) {
      const cell = round[at]!;
      if (bound + highest[cell]! < last) continue;
      const node = place[at]!;
      const score =
        sites[site + placeClass[node]!]! +
        hub[node]! * hubFactor +
        (isWithin(terms, amount[at]!) ? within[cell]! : outside[cell]!) +
        agePoints(terms, listedDay[at]!);
      if (score < last || !isEligible(must, catalog, excluded, rows[at]!)) continue;
      insert(best, { row: rows[at]!, score }, catalog, limit);
      if (best.length === limit) last = best[limit - 1]!.score;
    }
  }
  return { best, total: countEligible(must, catalog, excluded, blocks) };
}

/** Row-major by industry code, then place class. */
function siteTable(terms: Terms, catalog: Catalog): Float64Array {
  const width = terms.classRegions.length;
  const table = new Float64Array(catalog.industries.size * width);
  for (let industry = 0, cell = 0; industry < catalog.industries.size; industry++) {
    for (let at = 0; at < width; at++, cell++) table[cell] = sitePoints(terms, industry, at);
  }
  return table;
}

function roundTable(terms: Terms, isIn: boolean): Float64Array {
  const table = new Float64Array(STAGE_COUNT * AMOUNT_BUCKETS);
  for (let cell = 0; cell < table.length; cell++) {
    table[cell] = roundPoints(terms, Math.floor(cell / AMOUNT_BUCKETS), cell % AMOUNT_BUCKETS, isIn);
  }
  return table;
}

/** No row of a block scores more than its bound and the points of its round. */
function boundsOf(terms: Terms, catalog: Catalog, blocks: Blocks, sites: Float64Array): Float64Array {
  const { classRegions, hubFactor } = terms;
  const regionCount = 1 + classRegions.reduce((a, b) => Math.max(a, b), 0);
  const siteHigh = new Float64Array(catalog.industries.size * regionCount).fill(-Infinity);
  for (let industry = 0, cell = 0; industry < catalog.industries.size; industry++) {
    for (let at = 0; at < classRegions.length; at++, cell++) {
      const region = industry * regionCount + classRegions[at]!;
      if (sites[cell]! > siteHigh[region]!) siteHigh[region] = sites[cell]!;
    }
  }
  // The slack covers that a sum of maxima may round otherwise than the sums themselves.
  const rest = terms.recency[0]! + 1e-9;
  const hubs = hubFactor >= 0 ? blocks.hubHigh : blocks.hubLow;
  const bounds = new Float64Array(blocks.count);
  for (let block = 0; block < blocks.count; block++) {
    const site = siteHigh[blocks.industry[block]! * regionCount + blocks.region[block]!]!;
    bounds[block] = site + hubs[block]! * hubFactor + rest;
  }
  return bounds;
}

const LEVELS = 512;

/** Indices from high to low values, to within a level: a counting sort, since the exact order is not needed. */
function descending(values: Float64Array): Uint32Array {
  let low = Infinity;
  let high = -Infinity;
  for (let at = 0; at < values.length; at++) {
    if (values[at]! < low) low = values[at]!;
    if (values[at]! > high) high = values[at]!;
  }
  const scale = high > low ? (LEVELS - 1) / (high - low) : 0;
  const starts = new Uint32Array(LEVELS + 1);
  const levels = new Uint16Array(values.length);
  for (let at = 0; at < values.length; at++) {
    levels[at] = (high - values[at]!) * scale;
    starts[levels[at]! + 1]!++;
  }
  for (let level = 0; level < LEVELS; level++) starts[level + 1]! += starts[level]!;
  const order = new Uint32Array(values.length);
  for (let at = 0; at < values.length; at++) order[starts[levels[at]!]!++] = at;
  return order;
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
