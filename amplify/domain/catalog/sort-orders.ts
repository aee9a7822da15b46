import type { Catalog } from './catalog';
import type { SearchSort } from './search-input';
import { foldText } from './text-fold';

export type SortedBy = Exclude<SearchSort, 'relevance'>;

/** What a row is sorted by; smaller comes first, ties go by id. */
export function sortKey(catalog: Catalog, sort: SortedBy, row: number): number | string {
  const { listedAt, amount } = catalog.columns;
  switch (sort) {
    case 'newest':
      return -listedAt[row]!;
    case 'amountDesc':
      return -amount[row]!;
    case 'amountAsc':
      // Unknown amounts come last in both directions. JSON, the form of a cursor, has no Infinity.
      return amount[row]! < 0 ? Number.MAX_VALUE : amount[row]!;
    case 'name':
      return foldText(catalog.at(row).name);
  }
}

/** Rows in the order of a sort, kept per catalog and version: sorting 100,000 rows per request would be the request. */
export function sortedRows(catalog: Catalog, sort: SortedBy): Uint32Array {
  let orders = cache.get(catalog);
  if (!orders || orders.version !== catalog.version) {
    orders = { version: catalog.version, rows: new Map() };
    cache.set(catalog, orders);
  }
  let rows = orders.rows.get(sort);
  if (!rows) {
    rows = order(catalog, sort);
    orders.rows.set(sort, rows);
  }
  return rows;
}

const cache = new WeakMap<Catalog, { version: number; rows: Map<SortedBy, Uint32Array> }>();

function order(catalog: Catalog, sort: SortedBy): Uint32Array {
  const count = catalog.rowCount;
  const keys = Array.from({ length: count }, (_, row) => sortKey(catalog, sort, row));
  return Uint32Array.from({ length: count }, (_, row) => row).sort((a, b) =>
    compareKeys(keys[a]!, catalog.at(a).id, keys[b]!, catalog.at(b).id),
  );
}

export function compareKeys(keyA: number | string, idA: string, keyB: number | string, idB: string): number {
  if (keyA !== keyB) return keyA < keyB ? -1 : 1;
  return idA < idB ? -1 : idA > idB ? 1 : 0;
}
