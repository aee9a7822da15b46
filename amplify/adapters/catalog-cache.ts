import { Catalog } from '../domain/catalog/catalog';
import type { Clock, StartupSource } from '../domain/ports';

/** A warm function sees an edit after at most this long. */
const FRESH_FOR_MS = 5_000;

/** Reads overlap by this much, since an index entry can appear a moment after its updatedAt. */
const OVERLAP_MS = 60_000;

/**
 * The catalog of this Lambda's lifetime: loaded once, then brought up to date by what changed since, never more often
 * than every five seconds. Concurrent callers share one load.
 */
export function createCatalogCache(source: StartupSource, clock: Clock): () => Promise<Catalog> {
  let catalog: Catalog | undefined;
  let readAt = 0;
  let reading: Promise<Catalog> | undefined;

  async function read(): Promise<Catalog> {
    const startedAt = clock.now().getTime();
    if (catalog) {
      catalog.applyChanges(await source.changedSince(new Date(readAt - OVERLAP_MS).toISOString()));
    } else {
      catalog = Catalog.from(await source.loadAll());
    }
    readAt = startedAt;
    return catalog;
  }

  return async () => {
    if (catalog && clock.now().getTime() - readAt < FRESH_FOR_MS) return catalog;
    reading ??= read().finally(() => (reading = undefined));
    return reading;
  };
}
