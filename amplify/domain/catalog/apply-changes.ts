import type { Startup } from '../startup';
import type { Catalog } from './catalog';
import { sortedRows, usedSorts } from './sort-orders';
import { buildTextIndex, hasTextIndex, roomForChanges } from './text-scores';

const STARTUPS_PER_STEP = 1_000;

/**
 * Applies added or replaced startups in steps of a few milliseconds, so that other work can run between the steps. A few
 * changes are made in the given catalog. For many changes, a second catalog is built with the same text index and sort
 * orders, and the given catalog stays unchanged until the second one is returned.
 */
export function* applyChangesInSteps(catalog: Catalog, startups: readonly Startup[]): Generator<void, Catalog> {
  const changes: Startup[] = [];
  for (const some of inParts(startups)) {
    changes.push(...catalog.differing(some));
    yield;
  }
  if (changes.length <= roomForChanges(catalog)) {
    catalog.applyChanges(changes);
    return catalog;
  }
  const next = catalog.copy();
  for (const some of inParts(changes)) {
    next.applyChanges(some);
    yield;
  }
  if (hasTextIndex(catalog)) yield* buildTextIndex(next);
  for (const sort of usedSorts(catalog)) {
    sortedRows(next, sort);
    yield;
  }
  return next;
}

function* inParts(startups: readonly Startup[]): Generator<Startup[]> {
  for (let at = 0; at < startups.length; at += STARTUPS_PER_STEP) yield startups.slice(at, at + STARTUPS_PER_STEP);
}
