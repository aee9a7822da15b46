import { InvalidInputError } from '../errors';
import type { SearchSort } from './search-input';

/**
 * The sort key and id of the last startup of a page. The next page starts there, even if startups were added or
 * removed.
 */
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

/** Throws InvalidInputError if the text is not a cursor of a search with this sort. */
export function decodeCursor(cursor: string, sort: SearchSort): Position {
  try {
    const bytes = Uint8Array.from(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    const [usedSort, key, id] = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown[];
    const keyType = sort === 'name' ? 'string' : 'number';
    if (usedSort === sort && typeof key === keyType && typeof id === 'string') {
      return { sort, key: key as Position['key'], id };
    }
  } catch {
    // The cause does not matter: the caller can only start again.
  }
  throw new InvalidInputError([
    { field: 'cursor', problem: 'is not from a page of this search; start at the first page' },
  ]);
}
