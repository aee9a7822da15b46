import type { Catalog } from './catalog';
import type { SearchSort } from './search-input';
import { foldText } from './text-fold';

export type SortedBy = Exclude<SearchSort, 'relevance'>;

/** The key that a row is sorted by. Smaller keys come first; equal keys are sorted by id. */
export function sortKey(catalog: Catalog, sort: SortedBy, row: number): number | string {
  const { listedAt, amount } = catalog.columns;
  switch (sort) {
    case 'newest':
      return lastIfUnknown(-listedAt[row]!);
    case 'amountDesc':
      return -amount[row]!;
    case 'amountAsc':
      return lastIfUnknown(amount[row]! < 0 ? Infinity : amount[row]!);
    case 'name':
      return foldText(catalog.at(row).name);
  }
}

/** Unknown values come last in every order. A cursor is JSON, which has no Infinity. */
function lastIfUnknown(key: number): number {
  return key === Infinity ? Number.MAX_VALUE : key;
}

interface HeldOrders {
  /** Rows sorted by id. Valid until a row is added, because a row never changes its id. */
  byId: Uint32Array;
  orders: Map<SortedBy, { version: number; rows: Uint32Array }>;
}

const cache = new WeakMap<Catalog, HeldOrders>();

/** The sorts that were used on the catalog. */
export function usedSorts(catalog: Catalog): SortedBy[] {
  return [...(cache.get(catalog)?.orders.keys() ?? [])];
}

/** If more than this share of the rows changed, sorting again is as fast as merging. */
const MERGED_SHARE = 1 / 8;

/** Rows in sorted order. Cached per catalog, because sorting 100,000 rows would take most of the time of a request. */
export function sortedRows(catalog: Catalog, sort: SortedBy): Uint32Array {
  let held = cache.get(catalog);
  if (!held) cache.set(catalog, (held = { byId: new Uint32Array(), orders: new Map() }));
  const known = held.orders.get(sort);
  if (known?.version === catalog.version) return known.rows;
  const changed = known ? catalog.rowsChangedAfter(known.version) : [];
  const rows =
    known && changed.length <= catalog.rowCount * MERGED_SHARE
      ? merged(catalog, sort, known.rows, changed)
      : order(catalog, sort, held);
  held.orders.set(sort, { version: catalog.version, rows });
  return rows;
}

/** The previous order with the changed rows moved to their new positions. */
function merged(catalog: Catalog, sort: SortedBy, before: Uint32Array, changed: readonly number[]): Uint32Array {
  const moves = new Uint8Array(catalog.rowCount);
  for (const row of changed) moves[row] = 1;
  const kept = before.filter((row) => moves[row] === 0);
  const positions = changed.map((row) => ({ row, key: sortKey(catalog, sort, row), id: catalog.at(row).id }));
  positions.sort((a, b) => compareKeys(a.key, a.id, b.key, b.id));
  const rows = new Uint32Array(catalog.rowCount);
  let from = 0;
  for (const [at, { row, key, id }] of positions.entries()) {
    const to = firstAfter(kept, (other) => compareKeys(key, id, sortKey(catalog, sort, other), catalog.at(other).id));
    rows.set(kept.subarray(from, to), from + at);
    rows[to + at] = row;
    from = to;
  }
  rows.set(kept.subarray(from), from + positions.length);
  return rows;
}

/** Sorts by id once for all orders. The sort by key is stable, so it needs to compare keys only. */
function order(catalog: Catalog, sort: SortedBy, held: HeldOrders): Uint32Array {
  const count = catalog.rowCount;
  if (held.byId.length !== count) {
    const ids = Array.from({ length: count }, (_, row) => catalog.at(row).id);
    held.byId = Uint32Array.from({ length: count }, (_, row) => row).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
  }
  if (sort === 'name') {
    const names = Array.from({ length: count }, (_, row) => sortKey(catalog, sort, row));
    return held.byId.slice().sort((a, b) => (names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : 0));
  }
  const keys = Float64Array.from({ length: count }, (_, row) => sortKey(catalog, sort, row) as number);
  return held.byId.slice().sort((a, b) => keys[a]! - keys[b]!);
}

/** The first index whose row comes after the position; `order` is negative for rows after it. */
export function firstAfter(rows: ArrayLike<number>, order: (row: number) => number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(rows[middle]!) >= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function compareKeys(keyA: number | string, idA: string, keyB: number | string, idB: string): number {
  if (keyA !== keyB) return keyA < keyB ? -1 : 1;
  return idA < idB ? -1 : idA > idB ? 1 : 0;
}
