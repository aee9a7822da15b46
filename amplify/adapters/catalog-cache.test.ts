import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/fakes/clock';
import { createInMemorySnapshots } from '../../tests/fakes/catalog-snapshots';
import { sampleStartup } from '../../tests/fakes/samples';
import { Catalog } from '../domain/catalog/catalog';
import { UnreadableSnapshotError } from '../domain/catalog/snapshot';
import type { StartupSource } from '../domain/ports';
import type { Startup } from '../domain/startup';
import { type CatalogSources, createCatalogCache } from './catalog-cache';

/** A source that counts its reads. */
function countingSource(startups: Startup[]) {
  const reads = { all: 0, since: [] as string[] };
  const source: StartupSource = {
    loadAll: async () => (reads.all++, startups),
    changedSince: async (instant) => (reads.since.push(instant), startups.filter((s) => s.updatedAt >= instant)),
    get: async () => null,
  };
  return { source, reads };
}

/** Without a snapshot unless one is given. */
function cacheOf(parts: Partial<CatalogSources> & Pick<CatalogSources, 'source'>) {
  const onUnreadable = () => expect.unreachable();
  return createCatalogCache({ snapshots: createInMemorySnapshots(), clock: new FakeClock(), onUnreadable, ...parts });
}

describe('the catalog of a warm function', () => {
  it('is loaded once for callers side by side', async () => {
    const { source, reads } = countingSource([sampleStartup()]);
    const catalog = cacheOf({ source });
    const [one, other] = await Promise.all([catalog(), catalog()]);
    expect(one).toBe(other);
    expect(reads).toEqual({ all: 1, since: [] });
  });

  it('shows an edit within ten seconds without another full load', async () => {
    const startups = [sampleStartup()];
    const { source, reads } = countingSource(startups);
    const clock = new FakeClock('2026-03-01T00:00:00.000Z');
    const catalog = cacheOf({ source, clock });
    expect((await catalog()).size).toBe(1);

    startups.push(sampleStartup({ id: 'new', updatedAt: '2026-03-01T00:00:01.000Z' }));
    clock.set('2026-03-01T00:00:04.000Z');
    expect((await catalog()).size).toBe(1);
    clock.set('2026-03-01T00:00:06.000Z');
    expect((await catalog()).size).toBe(2);
    expect(reads).toEqual({ all: 1, since: ['2026-02-28T23:59:00.000Z'] });
  });

  it('tries again after a load that failed', async () => {
    const { source } = countingSource([sampleStartup()]);
    let failures = 1;
    const flaky = { ...source, loadAll: () => (failures-- > 0 ? Promise.reject(new Error('down')) : source.loadAll()) };
    const catalog = cacheOf({ source: flaky });
    await expect(catalog()).rejects.toThrow('down');
    expect((await catalog()).size).toBe(1);
  });
});

describe('the catalog of a cold function', () => {
  const clock = new FakeClock('2026-03-01T00:30:00.000Z');

  it('is the snapshot with what changed since, without reading the whole table', async () => {
    const before = [sampleStartup(), sampleStartup({ id: 'brix' })];
    const { source, reads } = countingSource([
      before[0]!,
      sampleStartup({ id: 'brix', name: 'Brix & Sons', updatedAt: '2026-03-01T00:20:00.000Z' }),
      sampleStartup({ id: 'new', updatedAt: '2026-02-28T23:59:30.000Z' }),
    ]);
    const snapshots = createInMemorySnapshots();
    await snapshots.publish(Catalog.from(before), '2026-03-01T00:00:00.000Z');
    const catalog = await cacheOf({ source, snapshots, clock })();
    expect(['acme', 'brix', 'new'].map((id) => catalog.get(id)?.name)).toEqual(['Acme', 'Brix & Sons', 'Acme']);
    expect(reads).toEqual({ all: 0, since: ['2026-02-28T23:59:00.000Z'] });
  });

  it('is the whole table when the snapshot can not be read, which is told', async () => {
    const { source, reads } = countingSource([sampleStartup()]);
    const told: Error[] = [];
    const snapshots = {
      ...createInMemorySnapshots(),
      read: () => Promise.reject(new UnreadableSnapshotError('of another format')),
    };
    const cache = cacheOf({ source, snapshots, clock, onUnreadable: (error) => told.push(error) });
    expect((await cache()).size).toBe(1);
    expect(reads).toEqual({ all: 1, since: [] });
    expect(told.map(({ message }) => message)).toEqual(['of another format']);
  });

  it('is tried again, and the table left alone, when the snapshot can not be reached', async () => {
    const { source, reads } = countingSource([sampleStartup()]);
    const down = { ...createInMemorySnapshots(), read: () => Promise.reject(new Error('throttled')) };
    await expect(cacheOf({ source, snapshots: down, clock })()).rejects.toThrow('throttled');
    expect(reads).toEqual({ all: 0, since: [] });
  });
});
