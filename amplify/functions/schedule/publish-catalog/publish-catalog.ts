import { Catalog } from '../../../domain/catalog/catalog';
import type { CatalogSnapshots, Clock, StartupSource } from '../../../domain/ports';

/**
 * Published anew when more than this share has changed: a cold function reads the changes one by one, and writing the
 * whole costs a thousand times more than reading that little.
 */
const CHANGED_SHARE = 1 / 100;

/**
 * Published anew each day in any case, a little less so that the same hour of the next day does it: a row that was
 * deleted is in no list of changes, and chunks live for three days.
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

/** Publishes the catalog from its source of truth unless the newest snapshot still serves. */
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
