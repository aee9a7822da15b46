import { type Catalog, STAGE_COUNT } from '../catalog/catalog';
import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { backgroundOf } from './background';

/**
 * The listed rows grouped by industry and region, and by stage within: rows of a block share most of their score, so
 * that a block whose bound is below the fiftieth best is left unread. Built in a few milliseconds, kept per catalog and
 * version.
 */
export interface Blocks {
  version: number;
  count: number;
  regionCount: number;
  /** Blocks of industry i are industryStarts[i] to industryStarts[i + 1] - 1. */
  industryStarts: Uint32Array;
  /** By block. */
  industry: Uint16Array;
  region: Uint16Array;
  /** Lowest and highest hub value of the block's places, as background.hub. */
  hubLow: Float64Array;
  hubHigh: Float64Array;
  /** Rows of block b with stage s are rows[starts[r]] to rows[starts[r + 1] - 1] with r = b * STAGE_COUNT + s. */
  starts: Uint32Array;
  rows: Uint32Array;
  /** The columns in the order of `rows`, so that reading a block reads memory in order. */
  place: Uint32Array;
  amountBucket: Uint8Array;
  amount: Float64Array;
  listedDay: Int32Array;
  /** Rows at place node n with industry i are cityRows[cityStarts[c]] to cityRows[cityStarts[c + 1] - 1], c = n * industries + i. */
  cityStarts: Uint32Array;
  cityRows: Uint32Array;
  /** The rounds that occur: stage * AMOUNT_BUCKETS + amount bucket. */
  rounds: Uint16Array;
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
  const cellCounts = new Uint32Array(catalog.industries.size * regions * STAGE_COUNT);
  const cellOf = (row: number) => industry[row]! * regions + regionOf[place[row]!]!;
  for (let row = 0; row < catalog.rowCount; row++) {
    if (listed[row] === 1) cellCounts[cellOf(row) * STAGE_COUNT + stage[row]!]!++;
  }

  const cells: number[] = [];
  for (let cell = 0; cell < cellCounts.length; cell += STAGE_COUNT) {
    if (cellCounts.subarray(cell, cell + STAGE_COUNT).some((rows) => rows > 0)) cells.push(cell / STAGE_COUNT);
  }
  const blockOf = new Uint32Array(catalog.industries.size * regions);
  const starts = new Uint32Array(cells.length * STAGE_COUNT + 1);
  cells.forEach((cell, block) => {
    blockOf[cell] = block;
    for (let code = 0, run = block * STAGE_COUNT; code < STAGE_COUNT; code++, run++) {
      starts[run + 1] = starts[run]! + cellCounts[cell * STAGE_COUNT + code]!;
    }
  });
  const blocks: Omit<Blocks, 'rounds' | 'cityStarts' | 'cityRows'> = {
    version: catalog.version,
    count: cells.length,
    regionCount: regions,
    industryStarts: startsOf(cells, regions, catalog.industries.size),
    industry: Uint16Array.from(cells, (cell) => Math.floor(cell / regions)),
    region: Uint16Array.from(cells, (cell) => cell % regions),
    hubLow: new Float64Array(cells.length).fill(Infinity),
    hubHigh: new Float64Array(cells.length).fill(-Infinity),
    starts,
    rows: new Uint32Array(catalog.size),
    place: new Uint32Array(catalog.size),
    amountBucket: new Uint8Array(catalog.size),
    amount: new Float64Array(catalog.size),
    listedDay: new Int32Array(catalog.size),
  };
  const next = starts.slice();
  const occurs = new Uint8Array(STAGE_COUNT * AMOUNT_BUCKETS);
  for (let row = 0; row < catalog.rowCount; row++) {
    if (listed[row] === 0) continue;
    const block = blockOf[cellOf(row)]!;
    const at = next[block * STAGE_COUNT + stage[row]!]!++;
    blocks.rows[at] = row;
    blocks.place[at] = place[row]!;
    blocks.amountBucket[at] = amountBucket[row]!;
    blocks.amount[at] = amount[row]!;
    blocks.listedDay[at] = listedDay[row]!;
    blocks.hubLow[block] = Math.min(blocks.hubLow[block]!, hub[place[row]!]!);
    blocks.hubHigh[block] = Math.max(blocks.hubHigh[block]!, hub[place[row]!]!);
    occurs[stage[row]! * AMOUNT_BUCKETS + amountBucket[row]!] = 1;
  }
  return {
    ...blocks,
    ...byCity(catalog),
    rounds: Uint16Array.from(occurs.keys()).filter((round) => occurs[round] === 1),
  };
}

/** `cells` ascend and each is industry * regions + region. */
function startsOf(cells: number[], regions: number, industryCount: number): Uint32Array {
  const starts = new Uint32Array(industryCount + 1);
  for (const cell of cells) starts[Math.floor(cell / regions) + 1]!++;
  for (let code = 0; code < industryCount; code++) starts[code + 1]! += starts[code]!;
  return starts;
}

function byCity(catalog: Catalog): Pick<Blocks, 'cityStarts' | 'cityRows'> {
  const { listed, industry, place } = catalog.columns;
  const cityStarts = new Uint32Array(catalog.places.size * catalog.industries.size + 1);
  const cellOf = (row: number) => place[row]! * catalog.industries.size + industry[row]!;
  for (let row = 0; row < catalog.rowCount; row++) if (listed[row] === 1) cityStarts[cellOf(row) + 1]!++;
  for (let cell = 1; cell < cityStarts.length; cell++) cityStarts[cell]! += cityStarts[cell - 1]!;
  const next = cityStarts.slice();
  const cityRows = new Uint32Array(catalog.size);
  for (let row = 0; row < catalog.rowCount; row++) if (listed[row] === 1) cityRows[next[cellOf(row)]!++] = row;
  return { cityStarts, cityRows };
}
