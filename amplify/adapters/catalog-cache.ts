import { setImmediate as otherWork, setTimeout as sleep } from 'node:timers/promises';
import { Catalog } from '../domain/catalog/catalog';
import { UnreadableSnapshotError } from '../domain/catalog/snapshot-sections';
import { applyChangesInSteps } from '../domain/catalog/apply-changes';
import type { CatalogSnapshots, Clock, StartupSource } from '../domain/ports';
import type { Startup } from '../domain/startup';

/** A catalog is not refreshed again within this time. */
const FRESH_FOR_MS = 5_000;

/** After a slow refresh, the next one waits this many times as long, so that most of the time is left for requests. */
const REST_FACTOR = 4;
const MOST_REST_MS = 30_000;

/** Reads overlap by this much, because an index entry can appear a moment after its updatedAt. */
const OVERLAP_MS = 60_000;

export interface CatalogSources {
  source: StartupSource;
  snapshots: CatalogSnapshots;
  clock: Clock;
  /** Receives the error when the snapshot cannot be read and the whole table is read instead. */
  onUnreadable: (error: UnreadableSnapshotError) => void;
  /**
   * How long a caller waits for a refresh, in milliseconds. After that, it gets the previous catalog, and the refresh
   * continues in the background. If null, the caller waits for the end of the refresh and fails if the refresh fails.
   */
  patienceMs: number | null;
  /** Receives the error when a refresh fails and the catalog stays as it was. */
  onStale: (error: unknown) => void;
  /** Waits for a number of milliseconds; the process's timer unless given. */
  pause?: (ms: number) => Promise<unknown>;
}

/**
 * The catalog of this Lambda's lifetime. It is loaded from the published snapshot, or from the whole table when there
 * is no snapshot. Then it is refreshed with the rows that changed since, at most every five seconds. Concurrent callers
 * share one load and one refresh. A refresh with many changes builds a second catalog while the first stays in use.
 */
export function createCatalogCache(sources: CatalogSources): () => Promise<Catalog> {
  const { source, snapshots, clock, patienceMs, onStale, pause = sleep } = sources;
  let catalog: Catalog | undefined;
  /** Changes after this instant (less the overlap) may not be in the catalog. */
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
    const rest = Math.min(MOST_REST_MS, REST_FACTOR * (now() - startedAt));
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

/** Lets other work of the event loop run between the steps. */
async function inSteps(catalog: Catalog, changes: readonly Startup[]): Promise<Catalog> {
  const steps = applyChangesInSteps(catalog, changes);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await otherWork();
  }
}
