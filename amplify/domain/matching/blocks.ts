import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { type Catalog, STAGE_COUNT } from '../catalog/catalog';
import { backgroundOf } from './background';

/**
 * The listed rows grouped by where much of their score comes from, industry and place: a block whose highest possible
 * score is below the fiftieth best is left unread. Built in a few milliseconds, kept per catalog and version.
 */
export interface Blocks {
  version: number;
  industryCount: number;
  byRegion: RegionBlocks;
  byCity: CityBlocks;
  /** 1 for the rounds that occur: by stage code * AMOUNT_BUCKETS + amount bucket. */
  rounds: Uint8Array;
}

/** Block b = region class * industries + industry, with a run for each stage within: r = b * STAGE_COUNT + stage code. */
export interface RegionBlocks {
  /** Day (since the epoch) of the newest round, by block. */
  newest: Int32Array;
  /** Rows of run r are rows[starts[r]] to rows[starts[r + 1] - 1]. */
  starts: Uint32Array;
  rows: Uint32Array;
  /** The columns in the order of `rows`, so that reading a run reads memory in order. */
  place: Uint32Array;
  amountBucket: Uint8Array;
  amount: Float64Array;
  listedDay: Int32Array;
}

/** Block b = place node * industries + industry. */
export interface CityBlocks {
  /** Day (since the epoch) of the newest round, by block. */
  newest: Int32Array;
  /** Rows of block b are rows[starts[b]] to rows[starts[b + 1] - 1]. */
  starts: Uint32Array;
  rows: Uint32Array;
  /** In the order of `rows`: stage code * AMOUNT_BUCKETS + amount bucket. */
  round: Uint16Array;
}

/** A day before any round, and small enough that ages stay integers. */
const NEVER = -1_000_000;
const cache = new WeakMap<Catalog, Blocks>();

export function blocksOf(catalog: Catalog): Blocks {
  let blocks = cache.get(catalog);
  if (!blocks || blocks.version !== catalog.version) {
    blocks = build(catalog);
    cache.set(catalog, blocks);
  }
  return blocks;
}

function build(catalog: Catalog): Blocks {
  const { columns, industries, places } = catalog;
  const { industry, stage, place, amountBucket } = columns;
  const { regionOf, regionNodes } = backgroundOf(catalog);
  const regionBlockOf = (row: number) => regionOf[place[row]!]! * industries.size + industry[row]!;
  const cityBlockOf = (row: number) => place[row]! * industries.size + industry[row]!;
  const regionBlocks = regionNodes.length * industries.size;
  const cityBlocks = places.size * industries.size;
  const runs = group(catalog, regionBlocks * STAGE_COUNT, (row) => regionBlockOf(row) * STAGE_COUNT + stage[row]!);
  const cities = group(catalog, cityBlocks, cityBlockOf);
  const round = Uint16Array.from(cities.rows, (row) => stage[row]! * AMOUNT_BUCKETS + amountBucket[row]!);
  const rounds = new Uint8Array(STAGE_COUNT * AMOUNT_BUCKETS);
  for (const one of round) rounds[one] = 1;
  return {
    version: catalog.version,
    industryCount: industries.size,
    byRegion: {
      starts: runs.starts,
      rows: runs.rows,
      newest: newestOf(catalog, regionBlocks, regionBlockOf),
      place: Uint32Array.from(runs.rows, (row) => place[row]!),
      amountBucket: Uint8Array.from(runs.rows, (row) => amountBucket[row]!),
      amount: Float64Array.from(runs.rows, (row) => columns.amount[row]!),
      listedDay: Int32Array.from(runs.rows, (row) => columns.listedDay[row]!),
    },
    byCity: { starts: cities.starts, rows: cities.rows, newest: newestOf(catalog, cityBlocks, cityBlockOf), round },
    rounds,
  };
}

function group({ rowCount, columns: { listed }, size }: Catalog, groups: number, groupOf: (row: number) => number) {
  const starts = new Uint32Array(groups + 1);
  for (let row = 0; row < rowCount; row++) if (listed[row] === 1) starts[groupOf(row) + 1]!++;
  for (let at = 0; at < groups; at++) starts[at + 1]! += starts[at]!;
  const next = starts.slice();
  const rows = new Uint32Array(size);
  for (let row = 0; row < rowCount; row++) if (listed[row] === 1) rows[next[groupOf(row)]!++] = row;
  return { starts, rows };
}

function newestOf({ rowCount, columns }: Catalog, groups: number, groupOf: (row: number) => number): Int32Array {
  const { listed, listedDay } = columns;
  const newest = new Int32Array(groups).fill(NEVER);
  for (let row = 0; row < rowCount; row++) {
    const at = groupOf(row);
    if (listed[row] === 1 && listedDay[row]! > newest[at]!) newest[at] = listedDay[row]!;
  }
  return newest;
}
