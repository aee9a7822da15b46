import { InvalidInputError } from '../errors';
import type { SearchSort } from './search-input';

/** The last startup of a page, by what it was sorted by: pages stay in step when startups come and go between them. */
export interface Position {
  sort: SearchSort;
  key: number | string;
  id: string;
}

export function encodeCursor({ sort, key, id }: Position): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sort, key, id]));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** Throws InvalidInputError when it is not a cursor of a search with this sort. */
export function decodeCursor(cursor: string, sort: SearchSort): Position {
  try {
    const bytes = Uint8Array.from(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    const [usedSort, key, id] = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown[];
    const keyType = sort === 'name' ? 'string' : 'number';
    if (usedSort === sort && typeof key === keyType && typeof id === 'string') {
      return { sort, key: key as Position['key'], id };
    }
  } catch {
    // Falls through: whatever is wrong with it, the sender can only do one thing.
  }
  throw new InvalidInputError([
    { field: 'cursor', problem: 'is not from a page of this search; start at the first page' },
  ]);
}
