import { Catalog } from '../../../domain/catalog/catalog';
import type { CatalogSnapshots, Clock, StartupSource } from '../../../domain/ports';

/**
 * A snapshot is replaced when more than this share of its startups has changed. A cold function reads the changes row
 * by row. Writing a whole snapshot costs a thousand times more than reading that few.
 */
const CHANGED_SHARE = 1 / 100;

/**
 * A snapshot is replaced each day in any case, because a deleted row is in no list of changes, and chunks expire after
 * three days. The age is below 24 hours, so that the same hour of the next day publishes.
 */
const MAX_AGE_MS = 23.5 * 3_600_000;

export interface PublishDependencies {
  source: StartupSource;
  snapshots: CatalogSnapshots;
  clock: Clock;
}

export interface PublishResult {
  outcome: 'published' | 'fresh' | 'superseded';
  startups: number;
}

/** Publishes the catalog from its source of truth, unless the newest snapshot is fresh enough. */
export async function publishCatalog({ source, snapshots, clock }: PublishDependencies): Promise<PublishResult> {
  const now = clock.now();
  const latest = await snapshots.latest();
  if (latest && now.getTime() - Date.parse(latest.asOf) < MAX_AGE_MS) {
    const changed = await source.changedSince(latest.asOf);
    if (changed.length <= latest.startups * CHANGED_SHARE) return { outcome: 'fresh', startups: latest.startups };
  }
  const catalog = Catalog.from(await source.loadAll());
  const published = await snapshots.publish(catalog, now.toISOString());
  return { outcome: published ? 'published' : 'superseded', startups: catalog.rowCount };
}
