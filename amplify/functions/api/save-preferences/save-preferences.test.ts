import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../../../tests/fakes/clock';
import { createInMemoryLedger } from '../../../../tests/fakes/digest-ledger';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { sampleMatch, sampleProfile } from '../../../../tests/fakes/samples';
import { FakeWorkflowStarter } from '../../../../tests/fakes/workflow-starter';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../domain/preferences';
import { savePreferences } from './save-preferences';

const KEY = 'daily#2026-03-30';
/** 07:20 in Berlin; the tick of 07:00 has planned until 08:00. */
const NOW = '2026-03-30T05:20:00.000Z';
const EIGHT = '2026-03-30T06:00:00.000Z';

async function setUp(nextDigestAt: string | null = null) {
  const clock = new FakeClock(NOW);
  const ledger = createInMemoryLedger(clock.now);
  const deps = { profiles: createInMemoryProfiles(), ledger, workflow: new FakeWorkflowStarter(), clock };
  await deps.profiles.register(sampleProfile({ timeZone: 'Europe/Berlin', nextDigestAt }));
  const save = (change: Partial<Preferences>) =>
    savePreferences(deps, 'ada', { ...DEFAULT_PREFERENCES, timeZone: 'Europe/Berlin', ...change });
  const plan = (dueAt: string) =>
    ledger.plan({ investorId: 'ada', key: KEY, kind: 'daily', dueAt, localDate: '2026-03-30' });
  const send = async (dueAt: string) => {
    await plan(dueAt);
    await ledger.beginMatching('ada', KEY);
    await ledger.recordMatches('ada', KEY, { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 });
    await ledger.claim('ada', KEY, 'run');
  };
  return { ...deps, save, plan, send };
}

describe('saving preferences', () => {
  let world: Awaited<ReturnType<typeof setUp>>;
  beforeEach(async () => (world = await setUp()));

  it('returns the next digest, and leaves a later hour to the tick', async () => {
    expect(await world.save({ preferredTime: '08:00' })).toMatchObject({ nextDigestAt: EIGHT, onboarded: true });
    expect(world.workflow.scheduled).toEqual([]);
    expect(await world.ledger.get('ada', KEY)).toBeNull();
  });

  it('schedules a digest of the current hour, which the tick has already planned, for its minute', async () => {
    await world.save({ preferredTime: '07:45' });
    const dueAt = '2026-03-30T05:45:00.000Z';
    expect(world.workflow.scheduled).toEqual([
      { instant: dueAt, input: { investorId: 'ada', digestKey: KEY, kind: 'daily', dueAt, delayed: false } },
    ]);
    expect(await world.ledger.get('ada', KEY)).toMatchObject({ status: 'planned', dueAt });
  });

  it('schedules a digest that is due right after the next tick, which may miss it', async () => {
    world.clock.set('2026-03-30T05:59:00.000Z');
    await world.save({ preferredTime: '08:00' });
    expect(world.workflow.scheduled).toMatchObject([{ instant: EIGHT }]);
  });

  it('moves a digest that was planned for another time of the date', async () => {
    await world.plan('2026-03-30T05:30:00.000Z');
    await world.save({ preferredTime: '09:15' });
    expect(await world.ledger.get('ada', KEY)).toMatchObject({ status: 'planned', dueAt: '2026-03-30T07:15:00.000Z' });
  });

  it('returns the first date that has no digest yet', async () => {
    await world.send('2026-03-30T05:00:00.000Z');
    const saved = await world.save({ preferredTime: '09:15' });
    expect(saved.nextDigestAt).toBe('2026-03-31T07:15:00.000Z');
    expect((await world.profiles.get('ada'))!.nextDigestAt).toBe(saved.nextDigestAt);
    expect((await world.ledger.get('ada', KEY))!.status).toBe('claimed');
  });

  it('plans again a date whose digest was skipped', async () => {
    await world.plan('2026-03-30T05:00:00.000Z');
    await world.ledger.settle('ada', KEY, 'skipped', { code: 'paused' });
    expect((await world.save({ preferredTime: '09:15' })).nextDigestAt).toBe('2026-03-30T07:15:00.000Z');
    expect((await world.ledger.get('ada', KEY))!.status).toBe('planned');
  });

  it('keeps a digest that is overdue since an outage', async () => {
    const overdue = '2026-03-30T05:00:00.000Z';
    world = await setUp(overdue);
    expect((await world.save({ preferredTime: '07:00', industries: ['web'] })).nextDigestAt).toBe(overdue);
    expect((await world.save({ preferredTime: '07:10' })).nextDigestAt).toBe('2026-03-30T05:10:00.000Z');
    expect(world.workflow.scheduled).toEqual([]);
  });

  it('schedules nothing when the daily email is off', async () => {
    expect(await world.save({ dailyRecommendations: false })).toMatchObject({ nextDigestAt: null });
    expect(world.workflow.scheduled).toEqual([]);
  });

  it('refuses preferences made from a stale version, and plans nothing for them', async () => {
    await world.save({ preferredTime: '09:00' });
    const stale = { ...DEFAULT_PREFERENCES, timeZone: 'Europe/Berlin', preferredTime: '07:45' };
    await expect(savePreferences(world, 'ada', stale, 0)).rejects.toMatchObject({ name: 'ConflictError' });
    expect(world.workflow.scheduled).toEqual([]);
    expect(await world.profiles.get('ada')).toMatchObject({ preferredTime: '09:00', preferencesVersion: 1 });
    expect(await savePreferences(world, 'ada', stale, 1)).toMatchObject({ preferencesVersion: 2 });
  });

  it('refuses an investor without a profile, with a message that says what to do', async () => {
    await expect(savePreferences(world, 'bob', DEFAULT_PREFERENCES)).rejects.toThrow(/Sign out and in again/);
  });
});
