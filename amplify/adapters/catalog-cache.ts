import { Catalog } from '../domain/catalog/catalog';
import { UnreadableSnapshotError } from '../domain/catalog/snapshot';
import type { CatalogSnapshots, Clock, StartupSource } from '../domain/ports';

/** A warm function sees an edit after at most this long. */
const FRESH_FOR_MS = 5_000;

/** Reads overlap by this much, since an index entry can appear a moment after its updatedAt. */
const OVERLAP_MS = 60_000;

export interface CatalogSources {
  source: StartupSource;
  snapshots: CatalogSnapshots;
  clock: Clock;
  /** Told when the whole table is read because the snapshot can't be. */
  onUnreadable: (error: UnreadableSnapshotError) => void;
}

/**
 * The catalog of this Lambda's lifetime: begun from the published snapshot, or from the whole table where there is none,
 * then brought up to date by what changed since, never more often than every five seconds. Concurrent callers share one
 * load.
 */
export function createCatalogCache({ source, snapshots, clock, onUnreadable }: CatalogSources): () => Promise<Catalog> {
  let catalog: Catalog | undefined;
  let readAt = 0;
  let reading: Promise<Catalog> | undefined;

  const changesSince = (instant: number) => source.changedSince(new Date(instant - OVERLAP_MS).toISOString());

  async function readSnapshot(): Promise<Catalog | null> {
    try {
      const published = await snapshots.read();
      if (!published) return null;
      published.catalog.applyChanges(await changesSince(Date.parse(published.asOf)));
      return published.catalog;
    } catch (error) {
      if (!(error instanceof UnreadableSnapshotError)) throw error;
      onUnreadable(error);
      return null;
    }
  }

  async function read(): Promise<Catalog> {
    const startedAt = clock.now().getTime();
    if (catalog) catalog.applyChanges(await changesSince(readAt));
    else catalog = (await readSnapshot()) ?? Catalog.from(await source.loadAll());
    readAt = startedAt;
    return catalog;
  }

  return async () => {
    if (catalog && clock.now().getTime() - readAt < FRESH_FOR_MS) return catalog;
    reading ??= read().finally(() => (reading = undefined));
    return reading;
  };
}
