import { describe, expect, it } from 'vitest';
import { createInMemoryLedger } from '../../../../tests/fakes/digest-ledger';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { sampleProfile } from '../../../../tests/fakes/samples';
import { unpacedStarts } from '../../../../tests/fakes/unpaced-starts';
import { FakeWorkflowStarter } from '../../../../tests/fakes/workflow-starter';
import { startDueDigests } from './start-due-digests';

const SIX = '2026-03-30T06:00:00.000Z';
const tick = new Date(SIX);

async function setUp(...investors: { investorId: string; timeZone: string; nextDigestAt: string }[]) {
  const profiles = createInMemoryProfiles();
  for (const investor of investors) await profiles.register(sampleProfile(investor));
  const failures: string[] = [];
  const workflow = new FakeWorkflowStarter();
  const ledger = createInMemoryLedger();
  const onFailure = (investorId: string) => void failures.push(investorId);
  const deps = { profiles, ledger, onFailure, starts: unpacedStarts(workflow), now: () => tick };
  return { deps, failures, workflow, profiles, ledger };
}

const berlin = { investorId: 'berlin', timeZone: 'Europe/Berlin', nextDigestAt: SIX };
const kathmandu = { investorId: 'kathmandu', timeZone: 'Asia/Kathmandu', nextDigestAt: '2026-03-30T06:15:00.000Z' };
const later = { investorId: 'later', timeZone: 'UTC', nextDigestAt: '2026-03-30T08:00:00.000Z' };

describe('the hourly batch', () => {
  it('starts digests that are due now, schedules those due later in the hour, and does not change the rest', async () => {
    const { deps, workflow, profiles } = await setUp(berlin, kathmandu, later);
    expect(await startDueDigests(deps, tick)).toEqual({ started: 1, scheduled: 1, missed: 0, repeated: 0, failed: 0 });
    expect(workflow.started).toEqual([
      { investorId: 'berlin', digestKey: 'daily#2026-03-30', kind: 'daily', dueAt: SIX, delayed: false },
    ]);
    expect(workflow.scheduled.map(({ instant, input }) => [instant, input.investorId])).toEqual([
      ['2026-03-30T06:15:00.000Z', 'kathmandu'],
    ]);
    expect((await profiles.get('berlin'))!.nextDigestAt).toBe('2026-03-31T06:00:00.000Z');
    expect((await profiles.get('later'))!.nextDigestAt).toBe(later.nextDigestAt);
  });

  it('plans each as a daily digest of its local date', async () => {
    const { deps, ledger } = await setUp(berlin);
    await startDueDigests(deps, tick);
    expect(await ledger.get('berlin', 'daily#2026-03-30')).toMatchObject({
      kind: 'daily',
      dueAt: SIX,
      localDate: '2026-03-30',
    });
  });

  it('handles at most sixteen investors concurrently', async () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ ...berlin, investorId: `investor-${at}` }));
    const { deps, workflow } = await setUp(...many);
    let [running, most] = [0, 0];
    const { start } = workflow;
    workflow.start = async (input) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      await start.call(workflow, input);
      running--;
    };
    expect((await startDueDigests(deps, tick)).started).toBe(40);
    expect(most).toBe(16);
  });

  it('starts nothing again when the tick fires twice', async () => {
    const { deps, workflow } = await setUp(berlin, kathmandu);
    await startDueDigests(deps, tick);
    await startDueDigests(deps, tick);
    expect(workflow.started).toHaveLength(1);
    expect(workflow.scheduled).toHaveLength(1);
  });

  it('starts a digest that was planned by a batch that died before the start', async () => {
    const { deps, ledger, workflow } = await setUp(berlin);
    const digest = { investorId: 'berlin', key: 'daily#2026-03-30', kind: 'daily' as const, dueAt: SIX };
    await ledger.plan({ ...digest, localDate: '2026-03-30' });
    expect(await startDueDigests(deps, tick)).toMatchObject({ started: 1 });
    expect(workflow.started).toHaveLength(1);
  });

  it('only advances the schedule when the digest of that date is already running', async () => {
    const { deps, ledger, workflow, profiles } = await setUp(berlin);
    const digest = { investorId: 'berlin', key: 'daily#2026-03-30', kind: 'daily' as const, dueAt: SIX };
    await ledger.plan({ ...digest, localDate: '2026-03-30' });
    await ledger.beginMatching('berlin', digest.key);
    expect(await startDueDigests(deps, tick)).toMatchObject({ repeated: 1, started: 0 });
    expect(workflow.started).toEqual([]);
    expect((await profiles.get('berlin'))!.nextDigestAt).toBe('2026-03-31T06:00:00.000Z');
  });

  it('records a digest whose date is over as missed, and starts today’s as delayed', async () => {
    const { deps, ledger, workflow } = await setUp({ ...berlin, nextDigestAt: '2026-03-29T06:00:00.000Z' });
    await startDueDigests(
      { ...deps, now: () => new Date('2026-03-30T09:00:00.000Z') },
      new Date('2026-03-30T09:00:00.000Z'),
    );
    expect((await ledger.get('berlin', 'daily#2026-03-29'))!.status).toBe('missed');
    expect(workflow.started).toMatchObject([{ digestKey: 'daily#2026-03-30', delayed: true }]);
  });

  it('continues when one investor fails, and retries that one at the next tick', async () => {
    const { deps, workflow, failures, profiles } = await setUp(berlin, { ...berlin, investorId: 'munich' });
    workflow.failing.add('berlin');
    expect(await startDueDigests(deps, tick)).toMatchObject({ started: 1, failed: 1 });
    expect(failures).toEqual(['berlin']);
    expect((await profiles.get('berlin'))!.nextDigestAt).toBe(SIX);

    workflow.failing.clear();
    await startDueDigests(
      { ...deps, now: () => new Date('2026-03-30T07:00:00.000Z') },
      new Date('2026-03-30T07:00:00.000Z'),
    );
    expect(workflow.started.map((input) => input.investorId)).toEqual(['munich', 'berlin']);
  });
});
