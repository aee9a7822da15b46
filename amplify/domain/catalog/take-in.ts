import type { Startup } from '../startup';
import type { Catalog } from './catalog';
import { sortedRows, sortsAskedOf } from './sort-orders';
import { buildTextIndex, hasTextIndex, roomForChanges } from './text-scores';

const STARTUPS_OF_A_STEP = 1_000;

/**
 * The catalog with startups added or replaced, in steps of some milliseconds, between which other work can be done. Few
 * changes go into the catalog itself. For many a catalog is made beside it, with the text index and the orders that it
 * had, so that neither the making nor the first search after it keeps anybody waiting; until it is returned the given
 * one stays as it is.
 */
export function* takeIn(catalog: Catalog, startups: readonly Startup[]): Generator<void, Catalog> {
  const news: Startup[] = [];
  for (const some of inParts(startups)) {
    news.push(...catalog.newsAmong(some));
    yield;
  }
  if (news.length <= roomForChanges(catalog)) {
    catalog.applyChanges(news);
    return catalog;
  }
  const next = catalog.copy();
  for (const some of inParts(news)) {
    next.applyChanges(some);
    yield;
  }
  if (hasTextIndex(catalog)) yield* buildTextIndex(next);
  for (const sort of sortsAskedOf(catalog)) {
    sortedRows(next, sort);
    yield;
  }
  return next;
}

function* inParts(startups: readonly Startup[]): Generator<Startup[]> {
  for (let at = 0; at < startups.length; at += STARTUPS_OF_A_STEP) yield startups.slice(at, at + STARTUPS_OF_A_STEP);
}
