import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import type { Catalog } from '../catalog/catalog';
import { backgroundOf } from './background';

/**
 * The listed rows grouped by industry and region: rows of a block share most of their score, so that a block whose
 * bound is below the fiftieth best is left unread. Built in a few milliseconds, kept per catalog and version.
 */
export interface Blocks {
  version: number;
  count: number;
  /** By block. */
  industry: Uint16Array;
  region: Uint16Array;
  /** Lowest and highest hub value of the block's places, as background.hub. */
  hubLow: Float64Array;
  hubHigh: Float64Array;
  /** Rows of block b are rows[starts[b]] to rows[starts[b + 1] - 1]. */
  starts: Uint32Array;
  rows: Uint32Array;
  /** The columns in the order of `rows`, so that reading a block reads memory in order. */
  place: Uint32Array;
  /** stage * AMOUNT_BUCKETS + amount bucket. */
  round: Uint16Array;
  /** The distinct values of `round`. */
  rounds: number[];
  amount: Float64Array;
  listedDay: Int32Array;
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
  const { listed, industry, stage, place, amount, amountBucket, listedDay } = catalog.columns;
  const { regionOf, regionNodes, hub } = backgroundOf(catalog);
  const regions = regionNodes.length;
  const cellCounts = new Uint32Array(catalog.industries.size * regions);
  const cellOf = (row: number) => industry[row]! * regions + regionOf[place[row]!]!;
  for (let row = 0; row < catalog.rowCount; row++) if (listed[row] === 1) cellCounts[cellOf(row)]!++;

  const cells: number[] = [];
  cellCounts.forEach((rows, cell) => {
    if (rows > 0) cells.push(cell);
  });
  const blockOf = new Uint32Array(cellCounts.length);
  const starts = new Uint32Array(cells.length + 1);
  cells.forEach((cell, block) => {
    blockOf[cell] = block;
    starts[block + 1] = starts[block]! + cellCounts[cell]!;
  });
  const blocks: Blocks = {
    version: catalog.version,
    count: cells.length,
    industry: Uint16Array.from(cells, (cell) => Math.floor(cell / regions)),
    region: Uint16Array.from(cells, (cell) => cell % regions),
    hubLow: new Float64Array(cells.length).fill(Infinity),
    hubHigh: new Float64Array(cells.length).fill(-Infinity),
    starts,
    rows: new Uint32Array(catalog.size),
    place: new Uint32Array(catalog.size),
    round: new Uint16Array(catalog.size),
    rounds: [],
    amount: new Float64Array(catalog.size),
    listedDay: new Int32Array(catalog.size),
  };
  const next = starts.slice();
  for (let row = 0; row < catalog.rowCount; row++) {
    if (listed[row] === 0) continue;
    const block = blockOf[cellOf(row)]!;
    const at = next[block]!++;
    blocks.rows[at] = row;
    blocks.place[at] = place[row]!;
    blocks.round[at] = stage[row]! * AMOUNT_BUCKETS + amountBucket[row]!;
    blocks.amount[at] = amount[row]!;
    blocks.listedDay[at] = listedDay[row]!;
    blocks.hubLow[block] = Math.min(blocks.hubLow[block]!, hub[place[row]!]!);
    blocks.hubHigh[block] = Math.max(blocks.hubHigh[block]!, hub[place[row]!]!);
  }
  blocks.rounds = [...new Set(blocks.round)];
  return blocks;
}
