import type { Place } from '../place-path';
import { FUNDING_STAGES, startup as startupSchema, type Startup } from '../startup';
import { amountBucket } from './amount-bucket';
import { Dictionary } from './dictionary';
import { PlaceTree } from './place-tree';
import { RowIndex } from './row-index';
import type { TextColumn } from './text-column';

export const DAY_MS = 86_400_000;
/** `listedDay` of a round whose date is unknown: before any date, and small enough that ages stay integers. */
export const UNKNOWN_DAY = -1_000_000;

const STAGE_CODES = new Map<string, number>(FUNDING_STAGES.map((stage, index) => [stage, index + 1]));
/** Stage codes run from 0 (unknown) to the number of stages. */
export const STAGE_COUNT = FUNDING_STAGES.length + 1;

export function stageCode(stage: string | null): number {
  return stage === null ? 0 : (STAGE_CODES.get(stage) ?? 0);
}

export function stageOf(code: number): string | null {
  return FUNDING_STAGES[code - 1] ?? null;
}

/** The facts that matching and filters read: one typed array per fact, indexed by row. Code 0 is unknown. */
export interface Columns {
  /** 1 for a startup that search and matching may show. */
  listed: Uint8Array;
  industry: Uint16Array;
  stage: Uint8Array;
  /** Node of the place tree. */
  place: Uint32Array;
  /** US dollars; -1 unknown. */
  amount: Float64Array;
  amountBucket: Uint8Array;
  /** Milliseconds since the epoch; -Infinity unknown. */
  listedAt: Float64Array;
  /** Days since the epoch; UNKNOWN_DAY unknown. */
  listedDay: Int32Array;
  /** The version that the row last changed in. */
  changedIn: Uint32Array;
}

/** The facts of a catalog, by row, as stored in a snapshot. */
export interface StoredCatalog {
  ids: TextColumn;
  /** In the order of their codes, from 1. */
  industries: readonly string[];
  /** In the order of their nodes, from 1. */
  placePaths: readonly string[];
  /** Numbered from 0 by `columns.place`. */
  places: readonly Place[];
  columns: {
    listed: Uint8Array;
    industry: Uint16Array;
    stage: Uint8Array;
    place: Uint32Array;
    /** NaN unknown. */
    amount: Float64Array;
    /** NaN unknown. */
    listedAt: Float64Array;
  };
  startupAt: (row: number) => Startup;
}

/**
 * All startups in memory, dictionary-encoded by column. Built once per Lambda lifetime; `applyChanges` updates it. A
 * startup never changes its row, so data derived from rows stays valid except for the rows that changed.
 */
export class Catalog {
  /** Increases with every change. Data derived from the catalog stores the version that it was derived from. */
  version = 0;
  readonly industries: Dictionary;
  readonly places: PlaceTree;
  private readonly rows: RowIndex;
  /** Holes are startups of a snapshot that have not been read yet. */
  private readonly startups: (Startup | undefined)[];
  private listedCount = 0;
  private column: Columns;

  private constructor(
    capacity: number,
    private readonly stored: StoredCatalog | null,
    from?: Catalog,
  ) {
    const idAt = (row: number) => this.startups[row]?.id ?? stored!.ids.at(row);
    this.industries = from?.industries.copy() ?? new Dictionary();
    this.places = from?.places.copy() ?? new PlaceTree();
    this.column = from ? copied(from.column) : allocate(capacity);
    this.startups = from?.startups.slice() ?? new Array<Startup | undefined>(stored?.ids.count ?? 0);
    this.rows = from?.rows.copy(idAt) ?? new RowIndex(capacity, idAt);
  }

  /** An independent catalog with the same startups in the same rows and the same version. */
  copy(): Catalog {
    const copy = new Catalog(0, this.stored, this);
    copy.version = this.version;
    copy.listedCount = this.listedCount;
    return copy;
  }

  /** If several startups have one id, the last one is used. */
  static from(startups: Startup[]): Catalog {
    const catalog = new Catalog(Math.max(16, Math.ceil(startups.length * 1.1)), null);
    catalog.applyChanges(startups);
    return catalog;
  }

  /**
   * A catalog from a snapshot. The startup of a row is created when it is first used. Null if an id, industry or place
   * occurs twice.
   */
  static restored(stored: StoredCatalog): Catalog | null {
    const { ids, places, columns } = stored;
    const { count } = ids;
    const catalog = new Catalog(Math.max(16, Math.ceil(count * 1.1)), stored);
    for (const industry of stored.industries) catalog.industries.encode(industry);
    for (const path of stored.placePaths) catalog.places.add(path);
    let repeats =
      catalog.industries.size !== stored.industries.length + 1 || catalog.places.size !== stored.placePaths.length + 1;
    ids.each((row, text, from, to) => {
      if (!catalog.rows.add(row, text, from, to)) repeats = true;
    });
    if (repeats) return null;
    const nodes = Uint32Array.from(places, (place) => catalog.places.encode(place));
    const { column } = catalog;
    column.industry.set(columns.industry);
    column.stage.set(columns.stage);
    column.changedIn.fill(1, 0, count);
    for (let row = 0; row < count; row++) {
      column.listed[row] = columns.listed[row]!;
      catalog.listedCount += columns.listed[row]!;
      column.place[row] = nodes[columns.place[row]!]!;
      putNumbers(column, row, columns.amount[row]!, columns.listedAt[row]!);
    }
    if (count > 0) catalog.version = 1;
    return catalog;
  }

  /** The number of listed startups. */
  get size(): number {
    return this.listedCount;
  }

  /** The number of rows, including those of unlisted startups. */
  get rowCount(): number {
    return this.startups.length;
  }

  get columns(): Readonly<Columns> {
    return this.column;
  }

  /** The startup, listed or not. */
  get(id: string): Startup | null {
    const row = this.rows.get(id);
    return row === undefined ? null : this.at(row);
  }

  rowOf(id: string): number | undefined {
    return this.rows.get(id);
  }

  at(row: number): Startup {
    return (this.startups[row] ??= this.stored!.startupAt(row));
  }

  /** Rows that changed after the version, in ascending order. */
  rowsChangedAfter(version: number): number[] {
    const { changedIn } = this.column;
    const rows: number[] = [];
    for (let row = 0; row < this.rowCount; row++) if (changedIn[row]! > version) rows.push(row);
    return rows;
  }

  /**
   * Adds or replaces startups. `listed: false` hides a startup from search and matching. Returns the rows that changed.
   * A startup that equals the one in the catalog is skipped, because each refresh reads the same startups again.
   */
  applyChanges(startups: Startup[]): number[] {
    const changed: number[] = [];
    for (const startup of startups) {
      const row = this.rows.get(startup.id);
      if (row !== undefined && isSame(this.at(row), startup)) continue;
      changed.push(row ?? this.rowCount);
      this.put(changed.at(-1)!, startup);
    }
    if (changed.length > 0) this.version++;
    return changed;
  }

  /** The startups that are new to the catalog or differ from the ones in it. */
  differing(startups: readonly Startup[]): Startup[] {
    return startups.filter((startup) => {
      const row = this.rows.get(startup.id);
      return row === undefined || !isSame(this.at(row), startup);
    });
  }

  private put(row: number, startup: Startup): void {
    if (row === this.column.listed.length) this.column = grown(this.column);
    if (row === this.rowCount) this.rows.add(row, startup.id);
    this.startups[row] = startup;
    const { column } = this;
    const listed = startup.listed ? 1 : 0;
    this.listedCount += listed - column.listed[row]!;
    column.listed[row] = listed;
    column.changedIn[row] = this.version + 1;
    column.industry[row] = this.industries.encode(startup.industry);
    column.stage[row] = stageCode(startup.fundingStage);
    column.place[row] = this.places.encode(startup);
    putNumbers(
      column,
      row,
      startup.fundingAmount ?? NaN,
      startup.listedAt === null ? NaN : Date.parse(startup.listedAt),
    );
  }
}

/** The amount in US dollars, the instant in milliseconds since the epoch; NaN where unknown. */
function putNumbers(column: Columns, row: number, amount: number, listedAt: number): void {
  column.amount[row] = Number.isFinite(amount) && amount >= 0 ? amount : -1;
  column.amountBucket[row] = amountBucket(column.amount[row]!);
  const isKnown = Number.isFinite(listedAt);
  column.listedAt[row] = isKnown ? listedAt : -Infinity;
  column.listedDay[row] = isKnown ? Math.floor(listedAt / DAY_MS) : UNKNOWN_DAY;
}

const FACTS = Object.keys(startupSchema.shape) as (keyof Startup)[];

function isSame(a: Startup, b: Startup): boolean {
  return FACTS.every((fact) => (fact === 'tags' ? isSameList(a.tags, b.tags) : a[fact] === b[fact]));
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

function allocate(capacity: number): Columns {
  return {
    listed: new Uint8Array(capacity),
    industry: new Uint16Array(capacity),
    stage: new Uint8Array(capacity),
    place: new Uint32Array(capacity),
    amount: new Float64Array(capacity),
    amountBucket: new Uint8Array(capacity),
    listedAt: new Float64Array(capacity),
    listedDay: new Int32Array(capacity),
    changedIn: new Uint32Array(capacity),
  };
}

function grown(columns: Columns): Columns {
  const larger = allocate(Math.ceil(columns.listed.length * 1.5));
  for (const name of Object.keys(columns) as (keyof Columns)[]) larger[name].set(columns[name]);
  return larger;
}

function copied(columns: Columns): Columns {
  const entries = Object.entries(columns) as [keyof Columns, Columns[keyof Columns]][];
  return Object.fromEntries(entries.map(([name, values]) => [name, values.slice()])) as unknown as Columns;
}
