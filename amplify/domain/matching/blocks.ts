import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { type Catalog, STAGE_COUNT, UNKNOWN_DAY } from '../catalog/catalog';
import { backgroundOf } from './background';

/**
 * The listed rows grouped by industry and place, which account for much of the score. A block is skipped if its highest
 * possible score is too low for the list. Built in a few milliseconds, cached per catalog and version.
 */
export interface Blocks {
  version: number;
  industryCount: number;
  byRegion: RegionBlocks;
  byCity: CityBlocks;
  /** 1 for each round that occurs, by stage code * AMOUNT_BUCKETS + amount bucket. */
  rounds: Uint8Array;
}

/** Block b = region class * industries + industry. It has a run for each stage: r = b * STAGE_COUNT + stage code. */
export interface RegionBlocks {
  /** Day (since the epoch) of the newest round, by block. */
  newest: Int32Array;
  /** Rows of run r are rows[starts[r]] to rows[starts[r + 1] - 1]. */
  starts: Uint32Array;
  rows: Uint32Array;
  /** Columns in the order of `rows`, so that a run is read sequentially from memory. */
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
  const { columns, industries, places, rowCount } = catalog;
  const { listed, industry, stage, place, amount, amountBucket, listedDay } = columns;
  const { regionOf, regionNodes } = backgroundOf(catalog);
  const industryCount = industries.size;
  const regionBlocks = regionNodes.length * industryCount;
  const cityBlocks = places.size * industryCount;
  const runOf = new Uint32Array(rowCount);
  const cityBlockOf = new Uint32Array(rowCount);
  const regionNewest = new Int32Array(regionBlocks).fill(UNKNOWN_DAY);
  const cityNewest = new Int32Array(cityBlocks).fill(UNKNOWN_DAY);
  for (let row = 0; row < rowCount; row++) {
    if (listed[row] === 0) continue;
    const block = regionOf[place[row]!]! * industryCount + industry[row]!;
    const cityBlock = place[row]! * industryCount + industry[row]!;
    const day = listedDay[row]!;
    runOf[row] = block * STAGE_COUNT + stage[row]!;
    cityBlockOf[row] = cityBlock;
    if (day > regionNewest[block]!) regionNewest[block] = day;
    if (day > cityNewest[cityBlock]!) cityNewest[cityBlock] = day;
  }
  const runs = group(catalog, runOf, regionBlocks * STAGE_COUNT);
  const cities = group(catalog, cityBlockOf, cityBlocks);
  const { size } = catalog;
  const byRegion: RegionBlocks = {
    newest: regionNewest,
    starts: runs.starts,
    rows: runs.rows,
    place: new Uint32Array(size),
    amountBucket: new Uint8Array(size),
    amount: new Float64Array(size),
    listedDay: new Int32Array(size),
  };
  const byCity: CityBlocks = {
    newest: cityNewest,
    starts: cities.starts,
    rows: cities.rows,
    round: new Uint16Array(size),
  };
  const rounds = new Uint8Array(STAGE_COUNT * AMOUNT_BUCKETS);
  for (let at = 0; at < size; at++) {
    const row = runs.rows[at]!;
    byRegion.place[at] = place[row]!;
    byRegion.amountBucket[at] = amountBucket[row]!;
    byRegion.amount[at] = amount[row]!;
    byRegion.listedDay[at] = listedDay[row]!;
    const inCity = cities.rows[at]!;
    const round = stage[inCity]! * AMOUNT_BUCKETS + amountBucket[inCity]!;
    byCity.round[at] = round;
    rounds[round] = 1;
  }
  return { version: catalog.version, industryCount, byRegion, byCity, rounds };
}

/** Groups the listed rows with a counting sort. */
function group({ rowCount, columns: { listed }, size }: Catalog, groupOf: Uint32Array, groups: number) {
  const starts = new Uint32Array(groups + 1);
  for (let row = 0; row < rowCount; row++) if (listed[row] === 1) starts[groupOf[row]! + 1]!++;
  for (let at = 0; at < groups; at++) starts[at + 1]! += starts[at]!;
  const next = starts.slice();
  const rows = new Uint32Array(size);
  for (let row = 0; row < rowCount; row++) if (listed[row] === 1) rows[next[groupOf[row]!]!++] = row;
  return { starts, rows };
}
