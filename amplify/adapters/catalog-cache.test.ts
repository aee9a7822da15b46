import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/fakes/clock';
import { createInMemorySnapshots } from '../../tests/fakes/catalog-snapshots';
import { sampleStartup } from '../../tests/fakes/samples';
import { Catalog } from '../domain/catalog/catalog';
import { searchInput } from '../domain/catalog/search-input';
import { search } from '../domain/catalog/search';
import { UnreadableSnapshotError } from '../domain/catalog/snapshot-sections';
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
  const common = { snapshots: createInMemorySnapshots(), clock: new FakeClock(), patienceMs: null, onUnreadable };
  return createCatalogCache({ ...common, onStale: onUnreadable, ...parts });
}

describe('the catalog of a warm function', () => {
  it('is loaded once for concurrent callers', async () => {
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

  it('is loaded again after a load that failed', async () => {
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

  it('is loaded from the whole table when the snapshot cannot be read, which is reported', async () => {
    const { source, reads } = countingSource([sampleStartup()]);
    const reported: Error[] = [];
    const snapshots = {
      ...createInMemorySnapshots(),
      read: () => Promise.reject(new UnreadableSnapshotError('of another format')),
    };
    const cache = cacheOf({ source, snapshots, clock, onUnreadable: (error) => reported.push(error) });
    expect((await cache()).size).toBe(1);
    expect(reads).toEqual({ all: 1, since: [] });
    expect(reported.map(({ message }) => message)).toEqual(['of another format']);
  });

  it('fails, without a read of the table, when the request for the snapshot fails', async () => {
    const { source, reads } = countingSource([sampleStartup()]);
    const down = { ...createInMemorySnapshots(), read: () => Promise.reject(new Error('throttled')) };
    await expect(cacheOf({ source, snapshots: down, clock })()).rejects.toThrow('throttled');
    expect(reads).toEqual({ all: 0, since: [] });
  });
});

describe('a refresh that takes long', () => {
  const START = '2026-03-01T00:00:00.000Z';
  const at = (seconds: number) => new Date(Date.parse(START) + seconds * 1000).toISOString();

  /** A warm cache. The test decides when its reads of changes end, and when its callers stop waiting. */
  async function warm(count: number) {
    const startups = Array.from({ length: count }, (_, row) => sampleStartup({ id: `s${row}`, updatedAt: START }));
    const clock = new FakeClock(START);
    const reads: { since: string; answer: (changes: Startup[]) => void; fail: (error: Error) => void }[] = [];
    const patience: (() => void)[] = [];
    const stale: unknown[] = [];
    const source: StartupSource = {
      loadAll: async () => startups,
      changedSince: (since) => new Promise((answer, fail) => reads.push({ since, answer, fail })),
      get: async () => null,
    };
    const pause = () => new Promise<void>((resolve) => patience.push(resolve));
    const onStale = (error: unknown) => void stale.push(error);
    const catalog = cacheOf({ source, clock, patienceMs: 400, pause, onStale });
    await catalog();
    const edited = (share: number, name: string) =>
      startups.slice(0, count * share).map((startup) => ({ ...startup, name, updatedAt: at(3) }));
    /** The result of a caller that stops waiting for the refresh. */
    const askImpatiently = async () => {
      const asked = catalog();
      patience.splice(0).forEach((end) => end());
      return asked;
    };
    return { catalog, clock, reads, stale, edited, askImpatiently };
  }
  const found = (catalog: Catalog, text: string) => search(catalog, searchInput.parse({ text })).total;

  it('does not delay an answer: it returns the previous catalog, and a later answer has the changes', async () => {
    const { catalog, clock, reads, edited, askImpatiently } = await warm(3_000);
    const before = await catalog();
    expect(found(before, 'acme')).toBe(3_000);
    clock.set(at(6));
    expect(await askImpatiently()).toBe(before);
    clock.set(at(20));
    expect(await askImpatiently()).toBe(before);
    expect(reads.map(({ since }) => since)).toEqual([at(-60)]);
    reads[0]!.answer(edited(0.5, 'Brix'));
    const after = await catalog();
    expect([found(after, 'brix'), found(after, 'acme')]).toEqual([1_500, 1_500]);
    expect(after).not.toBe(before);
    expect([found(before, 'brix'), found(before, 'acme')]).toEqual([0, 3_000]);
  });

  it('is followed by a read from its start on, after a wait of some times its duration', async () => {
    const { catalog, clock, reads, edited, askImpatiently } = await warm(3_000);
    clock.set(at(10));
    await askImpatiently();
    clock.set(at(13));
    reads[0]!.answer(edited(0.5, 'Brix'));
    await catalog();
    clock.set(at(24));
    await catalog();
    expect(reads).toHaveLength(1);
    clock.set(at(26));
    await askImpatiently();
    expect(reads.map(({ since }) => since)).toEqual([at(-60), at(-50)]);
  });

  it('updates the catalog in use when the changes are few', async () => {
    const { catalog, clock, reads, edited } = await warm(3_000);
    const before = await catalog();
    clock.set(at(6));
    const asked = catalog();
    reads[0]!.answer(edited(0.1, 'Brix'));
    expect(await asked).toBe(before);
    expect(found(before, 'brix')).toBe(300);
  });

  it('that fails leaves the catalog as it was, is reported, and is retried for the next caller', async () => {
    const { catalog, clock, reads, stale, edited, askImpatiently } = await warm(10);
    clock.set(at(6));
    await askImpatiently();
    reads[0]!.fail(new Error('throttled'));
    const still = await catalog();
    expect(found(still, 'acme')).toBe(10);
    expect(stale).toContainEqual(new Error('throttled'));
    const again = catalog();
    reads[1]!.answer(edited(1, 'Brix'));
    expect(found(await again, 'brix')).toBe(10);
  });

  it('without a time limit is awaited, and its failure is the caller’s', async () => {
    const { source } = countingSource([sampleStartup()]);
    const clock = new FakeClock(START);
    const failing = { ...source, changedSince: () => Promise.reject(new Error('throttled')) };
    const catalog = cacheOf({ source: failing, clock, pause: () => expect.unreachable() });
    await catalog();
    clock.set(at(6));
    await expect(catalog()).rejects.toThrow('throttled');
  });

  it('is not awaited by a cold function either, which starts with the snapshot', async () => {
    const snapshots = createInMemorySnapshots();
    await snapshots.publish(Catalog.from([sampleStartup()]), START);
    const { source } = countingSource([]);
    const hanging = { ...source, changedSince: () => new Promise<never>(() => {}) };
    const catalog = cacheOf({ source: hanging, snapshots, patienceMs: 400, pause: async () => undefined });
    expect((await catalog()).size).toBe(1);
  });
});
