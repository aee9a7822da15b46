import { describe, expect, it } from 'vitest';
import { createInMemorySnapshots } from '../../../../tests/fakes/catalog-snapshots';
import { FakeClock } from '../../../../tests/fakes/clock';
import { sampleStartup } from '../../../../tests/fakes/samples';
import { createInMemoryStartups } from '../../../../tests/fakes/startup-source';
import { publishCatalog } from './publish-catalog';

const NOON = '2026-03-01T12:00:00.000Z';
const ONE = '2026-03-01T13:00:00.000Z';
const HALF_PAST = '2026-03-01T12:30:00.000Z';

/** 200 startups published at noon. */
async function publishedAtNoon() {
  const startups = Array.from({ length: 200 }, (_, at) => sampleStartup({ id: `s${at}` }));
  const clock = new FakeClock(NOON);
  const deps = { source: createInMemoryStartups(startups), snapshots: createInMemorySnapshots(), clock };
  expect(await publishCatalog(deps)).toEqual({ outcome: 'published', startups: 200 });
  const edit = (count: number) => {
    for (let at = 0; at < count; at++) startups[at] = { ...startups[at]!, name: 'Edited', updatedAt: HALF_PAST };
  };
  return { deps, startups, clock, edit, asOf: async () => (await deps.snapshots.latest())!.asOf };
}

describe('the publisher', () => {
  it('keeps a snapshot while at most one percent of the startups have changed since', async () => {
    const { deps, clock, edit, asOf } = await publishedAtNoon();
    clock.set(ONE);
    expect(await publishCatalog(deps)).toEqual({ outcome: 'fresh', startups: 200 });
    edit(2);
    expect(await publishCatalog(deps)).toEqual({ outcome: 'fresh', startups: 200 });
    expect(await asOf()).toBe(NOON);
  });

  it('publishes when more has changed, as of the moment before it read', async () => {
    const { deps, clock, edit, asOf } = await publishedAtNoon();
    clock.set(ONE);
    edit(3);
    expect(await publishCatalog(deps)).toEqual({ outcome: 'published', startups: 200 });
    expect(await asOf()).toBe(ONE);
    expect((await deps.snapshots.read())!.catalog.get('s2')!.name).toBe('Edited');
  });

  it('publishes the first startup of a catalog that was empty', async () => {
    const { deps, startups, clock } = await publishedAtNoon();
    startups.length = 0;
    deps.snapshots = createInMemorySnapshots();
    await publishCatalog(deps);
    startups.push(sampleStartup({ updatedAt: HALF_PAST }));
    clock.set(ONE);
    expect(await publishCatalog(deps)).toEqual({ outcome: 'published', startups: 1 });
  });

  it('publishes at the same hour of the next day, without deleted startups', async () => {
    const { deps, startups, clock } = await publishedAtNoon();
    startups.splice(0, 1);
    clock.set('2026-03-02T11:00:00.000Z');
    expect((await publishCatalog(deps)).outcome).toBe('fresh');
    clock.set('2026-03-02T11:59:58.000Z');
    expect(await publishCatalog(deps)).toEqual({ outcome: 'published', startups: 199 });
    expect((await deps.snapshots.read())!.catalog.get('s0')).toBeNull();
  });

  it('does not replace a newer snapshot', async () => {
    const { deps, clock, asOf } = await publishedAtNoon();
    clock.set('2026-03-01T11:00:00.000Z');
    const late = { ...deps, snapshots: { ...deps.snapshots, latest: async () => null } };
    expect(await publishCatalog(late)).toEqual({ outcome: 'superseded', startups: 200 });
    expect(await asOf()).toBe(NOON);
  });
});
