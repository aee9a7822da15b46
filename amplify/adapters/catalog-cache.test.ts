import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/fakes/clock';
import { sampleStartup } from '../../tests/fakes/samples';
import type { StartupSource } from '../domain/ports';
import type { Startup } from '../domain/startup';
import { createCatalogCache } from './catalog-cache';

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

describe('the catalog of a warm function', () => {
  it('is loaded once for callers side by side', async () => {
    const { source, reads } = countingSource([sampleStartup()]);
    const catalog = createCatalogCache(source, new FakeClock());
    const [one, other] = await Promise.all([catalog(), catalog()]);
    expect(one).toBe(other);
    expect(reads).toEqual({ all: 1, since: [] });
  });

  it('shows an edit within ten seconds without another full load', async () => {
    const startups = [sampleStartup()];
    const { source, reads } = countingSource(startups);
    const clock = new FakeClock('2026-03-01T00:00:00.000Z');
    const catalog = createCatalogCache(source, clock);
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
    const catalog = createCatalogCache(flaky, new FakeClock());
    await expect(catalog()).rejects.toThrow('down');
    expect((await catalog()).size).toBe(1);
  });
});
