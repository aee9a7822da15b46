import { setImmediate as otherWork, setTimeout as sleep } from 'node:timers/promises';
import { Catalog } from '../domain/catalog/catalog';
import { UnreadableSnapshotError } from '../domain/catalog/snapshot-sections';
import { takeIn } from '../domain/catalog/take-in';
import type { CatalogSnapshots, Clock, StartupSource } from '../domain/ports';
import type { Startup } from '../domain/startup';

/** A warm function sees an edit after at most this long. */
const FRESH_FOR_MS = 5_000;

/** After a refresh that took long the next one waits some times as long, so that it does not take all of the time. */
const RESTS_FOR = 4;
const RESTS_AT_MOST_MS = 30_000;

/** Reads overlap by this much, since an index entry can appear a moment after its updatedAt. */
const OVERLAP_MS = 60_000;

export interface CatalogSources {
  source: StartupSource;
  snapshots: CatalogSnapshots;
  clock: Clock;
  /** Told when the whole table is read because the snapshot can't be. */
  onUnreadable: (error: UnreadableSnapshotError) => void;
  /**
   * How long a caller waits for what changed, in milliseconds; then it gets the catalog as it was, and the refresh goes
   * on behind its answer. Null waits for as long as it takes, and fails where the refresh does.
   */
  patienceMs: number | null;
  /** Told when the catalog stays as it was because what changed can't be read. */
  onStale: (error: unknown) => void;
  /** Waits for so many milliseconds; the process's timer unless given. */
  pause?: (ms: number) => Promise<unknown>;
}

/**
 * The catalog of this Lambda's lifetime: begun from the published snapshot, or from the whole table where there is none,
 * then brought up to date by what changed since, never more often than every five seconds. Concurrent callers share one
 * load and one refresh. A refresh of many changes is made beside the catalog in use.
 */
export function createCatalogCache(sources: CatalogSources): () => Promise<Catalog> {
  const { source, snapshots, clock, patienceMs, onStale, pause = sleep } = sources;
  let catalog: Catalog | undefined;
  /** What changed from here on, less the overlap, may not be in the catalog. */
  let readAt = 0;
  let freshUntil = 0;
  let starting: Promise<void> | undefined;
  let refreshing: Promise<void> | undefined;

  const now = () => clock.now().getTime();

  async function start(): Promise<void> {
    const startedAt = now();
    const published = await readSnapshot(sources, snapshots);
    if (published) readAt = Date.parse(published.asOf);
    else [readAt, freshUntil] = [startedAt, startedAt + FRESH_FOR_MS];
    catalog = published?.catalog ?? Catalog.from(await source.loadAll());
  }

  async function refresh(): Promise<void> {
    const startedAt = now();
    const changes = await source.changedSince(new Date(readAt - OVERLAP_MS).toISOString());
    catalog = await inSteps(catalog!, changes);
    readAt = startedAt;
    const rest = Math.min(RESTS_AT_MOST_MS, RESTS_FOR * (now() - startedAt));
    freshUntil = Math.max(startedAt + FRESH_FOR_MS, now() + rest);
  }

  return async () => {
    if (!catalog) await (starting ??= start().finally(() => (starting = undefined)));
    if (now() < freshUntil) return catalog!;
    refreshing ??= refresh().finally(() => (refreshing = undefined));
    if (patienceMs === null) await refreshing;
    else await Promise.race([refreshing.catch(onStale), pause(patienceMs)]);
    return catalog!;
  };
}

async function readSnapshot({ onUnreadable }: CatalogSources, snapshots: CatalogSnapshots) {
  try {
    return await snapshots.read();
  } catch (error) {
    if (!(error instanceof UnreadableSnapshotError)) throw error;
    onUnreadable(error);
    return null;
  }
}

/** Lets requests be answered between the steps. */
async function inSteps(catalog: Catalog, changes: readonly Startup[]): Promise<Catalog> {
  const steps = takeIn(catalog, changes);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await otherWork();
  }
}
