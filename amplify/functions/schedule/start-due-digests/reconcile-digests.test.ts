import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../../tests/fakes/clock';
import { createInMemoryLedger } from '../../../../tests/fakes/digest-ledger';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { sampleMatch, sampleProfile } from '../../../../tests/fakes/samples';
import { unpacedStarts } from '../../../../tests/fakes/unpaced-starts';
import { FakeWorkflowStarter } from '../../../../tests/fakes/workflow-starter';
import type { DigestStatus } from '../../../domain/digest/status';
import { reconcileDigests } from './reconcile-digests';

const KEY = 'daily#2026-03-30';
const DUE = '2026-03-30T06:00:00.000Z';
const NEXT_TICK = new Date('2026-03-30T07:00:00.000Z');
const NOTHING = { restarted: 0, unsettled: 0, ended: 0, unreconciled: 0 };

/** A digest of 08:00 in Berlin whose run reached the status and died. */
async function setUp(status: DigestStatus, { key = KEY, investorId = 'ada' } = {}) {
  const clock = new FakeClock(DUE);
  const deps = {
    profiles: createInMemoryProfiles(),
    ledger: createInMemoryLedger(clock.now),
    workflow: new FakeWorkflowStarter(),
    failures: [] as string[],
    onFailure: (id: string) => void deps.failures.push(id),
  };
  const { ledger } = deps;
  await deps.profiles.register(
    sampleProfile({ investorId, timeZone: 'Europe/Berlin', nextDigestAt: '2026-03-31T06:00:00.000Z' }),
  );
  const kind = key === KEY ? ('daily' as const) : ('instant' as const);
  await ledger.plan({ investorId, key, kind, dueAt: DUE, localDate: '2026-03-30' });
  const way: [DigestStatus, () => Promise<unknown>][] = [
    ['planned', async () => {}],
    ['matching', () => ledger.beginMatching(investorId, key)],
    [
      'matched',
      () => ledger.recordMatches(investorId, key, { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 }),
    ],
    ['claimed', () => ledger.claim(investorId, key, 'run')],
    ['sending', () => ledger.markSending(investorId, key, 'run', [sampleMatch()])],
    ['delivered', () => ledger.recordDelivery(investorId, key, 'delivered', DUE, 'ses-1')],
  ];
  for (const [reached, step] of way) {
    await step();
    if (reached === status) break;
  }
  const digest = async () => (await ledger.get(investorId, key))!;
  const reconcile = (now = NEXT_TICK) => {
    clock.set(now.toISOString());
    return reconcileDigests({ ...deps, starts: unpacedStarts(deps.workflow) }, now);
  };
  return { deps, clock, digest, reconcile };
}

describe('the reconciler', () => {
  it.each(['planned', 'matching', 'matched'] as const)(
    'starts a digest again that stopped at %s, as delayed',
    async (status) => {
      const { deps, reconcile } = await setUp(status);
      expect(await reconcile()).toEqual({ ...NOTHING, restarted: 1 });
      expect(deps.workflow.started).toEqual([
        { investorId: 'ada', digestKey: KEY, kind: 'daily', dueAt: DUE, delayed: true },
      ]);
    },
  );

  it('does not change a digest whose run may still be active', async () => {
    const { deps, reconcile } = await setUp('sending');
    expect(await reconcile(new Date('2026-03-30T06:15:00.000Z'))).toEqual(NOTHING);
    expect(deps.workflow.started).toEqual([]);
  });

  it('does not settle a digest that was just written when a tick simulates an hour two days later', async () => {
    const { deps, clock, digest } = await setUp('claimed');
    clock.set('2026-03-30T06:00:01.000Z');
    const starts = unpacedStarts(deps.workflow);
    expect(await reconcileDigests({ ...deps, starts }, new Date('2026-04-01T06:00:00.000Z'))).toEqual(NOTHING);
    expect(await digest()).toMatchObject({ status: 'claimed' });
  });

  it('records a digest as missed when it was not sent on its date', async () => {
    const { digest, reconcile } = await setUp('matched');
    expect(await reconcile(new Date('2026-03-30T22:00:00.000Z'))).toEqual({ ...NOTHING, ended: 1 });
    expect(await digest()).toMatchObject({ status: 'missed', reason: 'datePassed' });
    expect(await reconcile(new Date('2026-03-30T23:00:00.000Z'))).toEqual(NOTHING);
  });

  it.each(['claimed', 'sending'] as const)(
    'never sends a digest again that stopped at %s: its status becomes unknown',
    async (status) => {
      const { deps, digest, reconcile } = await setUp(status);
      expect(await reconcile()).toEqual({ ...NOTHING, unsettled: 1 });
      expect(deps.workflow.started).toEqual([]);
      expect(await digest()).toMatchObject({ status: 'unknown', reason: 'stoppedWhileSending' });
      expect(await reconcile()).toEqual(NOTHING);
      await deps.ledger.recordDelivery('ada', KEY, 'delivered', DUE, 'ses-1');
      expect((await digest()).status).toBe('delivered');
    },
  );

  it('does not change a digest that SES reported as delivered, although its run died', async () => {
    const { deps, digest, reconcile } = await setUp('delivered');
    expect(await reconcile()).toEqual(NOTHING);
    expect(deps.workflow.started).toEqual([]);
    expect((await digest()).status).toBe('delivered');
  });

  it('ends an instant digest whose run died', async () => {
    const { deps, digest, reconcile } = await setUp('matching', { key: 'instant#1' });
    expect(await reconcile()).toEqual({ ...NOTHING, ended: 1 });
    expect(await digest()).toMatchObject({ status: 'failed', reason: 'runStopped' });
    expect(deps.workflow.started).toEqual([]);
  });

  it('moves a digest whose time was changed to that time', async () => {
    const { deps, digest, reconcile } = await setUp('planned');
    const change = { ...(await deps.profiles.get('ada'))!, preferredTime: '12:15' };
    await deps.profiles.savePreferences('ada', change, '2026-03-30T10:15:00.000Z', DUE);
    await reconcile();
    expect(await digest()).toMatchObject({ status: 'planned', dueAt: '2026-03-30T10:15:00.000Z' });
    expect(deps.workflow.started).toEqual([]);
    expect(await reconcile()).toEqual(NOTHING);
  });

  it('leaves a digest for the next tick when starts are stopped', async () => {
    const { deps, digest } = await setUp('matched');
    const starts = { start: async () => 'stopped' as const };
    const ledger = { ...deps.ledger, stuck: () => deps.ledger.stuck(-3_600_000) };
    expect(await reconcileDigests({ ...deps, ledger, starts }, NEXT_TICK)).toEqual({ ...NOTHING, unreconciled: 1 });
    expect(deps.failures).toEqual([]);
    expect(await digest()).toMatchObject({ status: 'matched' });
  });

  it('continues when one digest fails, and retries that one at the next tick', async () => {
    const { deps, reconcile } = await setUp('planned');
    await deps.profiles.register(sampleProfile({ investorId: 'bob', timeZone: 'Europe/Berlin' }));
    await deps.ledger.plan({ investorId: 'bob', key: KEY, kind: 'daily', dueAt: DUE, localDate: '2026-03-30' });
    deps.workflow.failing.add('ada');
    expect(await reconcile()).toEqual({ ...NOTHING, restarted: 1, unreconciled: 1 });
    expect(deps.failures).toEqual(['ada']);
    deps.workflow.failing.clear();
    expect(await reconcile()).toEqual({ ...NOTHING, restarted: 2 });
  });
});
