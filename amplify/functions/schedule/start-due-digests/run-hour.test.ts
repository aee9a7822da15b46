import { describe, expect, it } from 'vitest';
import { createInMemoryDeliveryRecord } from '../../../../tests/fakes/delivery-record';
import { createInMemoryLedger } from '../../../../tests/fakes/digest-ledger';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { sampleProfile } from '../../../../tests/fakes/samples';
import { createInMemorySendSlots } from '../../../../tests/fakes/send-slots';
import { SimulatedSenders } from '../../../../tests/fakes/simulated-senders';
import { VirtualTime } from '../../../../tests/fakes/virtual-time';
import { runHour } from './run-hour';
import { watchDelivery } from './watch-delivery';

const SIX = '2026-03-30T06:00:00.000Z';
const INVOCATION_MS = 900_000;

interface Scene {
  investors: number;
  perSecond?: number;
  perDay?: number;
  nextDigestAt?: string;
  /** Longest duration of an invocation of the batch. */
  invocationMs?: number;
}

async function setUp({ investors, perSecond = 5, perDay = 50_000, nextDigestAt = SIX, invocationMs }: Scene) {
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const time = new VirtualTime(Date.parse(SIX));
  const [profiles, ledger, slots] = [createInMemoryProfiles(), createInMemoryLedger(), createInMemorySendSlots()];
  const record = createInMemoryDeliveryRecord();
  for (let i = 0; i < investors; i++) {
    const preferredTime = nextDigestAt.slice(11, 16);
    await profiles.register(
      sampleProfile({ investorId: `investor-${i}`, timeZone: 'UTC', preferredTime, nextDigestAt }),
    );
  }
  const senders = new SimulatedSenders({ time, ledger, perSecond, perDay, random });
  let invocations = 0;

  /** One invocation of the batch, as its handler makes it. */
  async function invoke(tick = new Date(time.now())) {
    const begun = time.now();
    const failures: unknown[] = [];
    const continuations: Date[] = [];
    const result = await runHour(
      {
        profiles,
        ledger,
        slots,
        quotas: senders.quotas,
        workflow: senders,
        deliveries: record,
        clock: { now: () => new Date(time.now()) },
        sleep: time.sleep,
        continueAt: async (instant) => void continuations.push(instant),
        onFailure: (_investorId, error) => void failures.push(error),
        onDelivery: () => {},
      },
      {
        tick,
        id: `invocation-${invocations++}`,
        // Plus the time that runHour reserves for its end.
        remaining: () => (invocationMs ?? INVOCATION_MS) + 20_000 - (time.now() - begun),
      },
    );
    expect(continuations).toHaveLength(result.stopped === 'time' || result.stopped === 'busy' ? 1 : 0);
    expect(failures).toEqual([]);
    return result;
  }
  const stillDue = async () => {
    const due: string[] = [];
    for await (const { investorId } of profiles.due('2026-03-30T23:00:00.000Z')) due.push(investorId);
    return due.length;
  };
  const mailedOnce = () => [...senders.sentTo.values()].every((count) => count === 1) && senders.sentTo.size;
  return { time, senders, record, slots, ledger, invoke, stillDue, mailedOnce };
}

describe('the paced batch', () => {
  it('keeps many concurrent senders within the rate, without a remaining throttle error', async () => {
    const { time, senders, invoke, mailedOnce } = await setUp({ investors: 600, perSecond: 50 });
    await time.live(invoke().then(() => senders.ended()));
    expect(mailedOnce()).toBe(600);
    expect(senders.leftOver).toBe(0);
    expect(senders.busiest).toBeGreaterThanOrEqual(8);
    expect(Math.max(...senders.sentPerSecond.values())).toBeLessThanOrEqual(2 * 50);
    // At 45 a second: not faster, and hardly slower.
    const seconds = (time.now() - Date.parse(SIX)) / 1000;
    expect(seconds).toBeGreaterThan(600 / 50);
    expect(seconds).toBeLessThan(600 / 45 + 5);
  });

  it('sends once, at the same rate, when eight invocations run at the same time', async () => {
    const { time, senders, invoke, mailedOnce, stillDue } = await setUp({ investors: 120 });
    const results = await time.live(
      Promise.all(Array.from({ length: 8 }, () => invoke())).then(async (all) => {
        await senders.ended();
        return all;
      }),
    );
    expect(mailedOnce()).toBe(120);
    expect(await stillDue()).toBe(0);
    expect(senders.leftOver).toBe(0);
    expect((time.now() - Date.parse(SIX)) / 1000).toBeGreaterThan(120 / 5);
    expect(results.filter(({ stopped }) => stopped === 'busy')).toHaveLength(7);
    expect(results.reduce((sum, { started }) => sum + started, 0)).toBe(120);
  });

  it('retries throttled sends until they succeed when others use the quota at the same time', async () => {
    const { time, senders, invoke, mailedOnce, ledger } = await setUp({ investors: 60 });
    const dueAt = SIX;
    const asked = Array.from({ length: 40 }, async (_, i) => {
      const input = {
        investorId: `asker-${i}`,
        digestKey: 'instant#1',
        kind: 'instant' as const,
        dueAt,
        delayed: false,
      };
      await ledger.plan({ ...input, key: input.digestKey, localDate: '2026-03-30' });
      await senders.start(input);
    });
    await time.live(Promise.all([...asked, invoke()]).then(() => senders.ended()));
    expect(senders.throttled).toBeGreaterThan(0);
    expect(senders.leftOver).toBe(0);
    expect(mailedOnce()).toBe(100);
  });

  it('stops when its time is over, and the next invocation continues with the remaining investors', async () => {
    const { time, senders, invoke, mailedOnce, stillDue } = await setUp({ investors: 100, invocationMs: 10_000 });
    const first = await time.live(invoke(new Date(SIX)));
    expect(first.stopped).toBe('time');
    expect(first.started).toBeLessThan(60);
    expect(await stillDue()).toBe(100 - first.started);
    for (let i = 0; i < 5 && (await stillDue()) > 0; i++) await time.live(invoke());
    await time.live(senders.ended());
    expect(mailedOnce()).toBe(100);
    expect(senders.leftOver).toBe(0);
  });

  it('is continued by another invocation some time after a crash', async () => {
    const { time, senders, slots, invoke, stillDue, mailedOnce } = await setUp({ investors: 3 });
    await slots.lease('one that died', time.now(), time.now() + 75_000);
    expect(await time.live(invoke())).toMatchObject({ started: 0, stopped: 'busy' });
    expect(await stillDue()).toBe(3);
    await time.live(time.sleep(76_000).then(() => invoke()));
    await time.live(senders.ended());
    expect(mailedOnce()).toBe(3);
  });

  it('spreads digests that are due in the same later minute from that minute on', async () => {
    const { time, senders, invoke, mailedOnce } = await setUp({
      investors: 90,
      nextDigestAt: '2026-03-30T06:30:00.000Z',
    });
    const result = await time.live(invoke(new Date(SIX)));
    expect(result).toMatchObject({ scheduled: 90, stopped: null });
    await time.live(senders.ended());
    expect(mailedOnce()).toBe(90);
    expect(senders.leftOver).toBe(0);
    const seconds = [...senders.sentPerSecond.keys()].map((second) => second - Date.parse(SIX) / 1000);
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(1_800);
    expect(Math.max(...seconds)).toBeGreaterThan(1_800 + 90 / 5);
  });

  it('stops when the daily quota is used up, and continues when there is quota again', async () => {
    const { time, senders, invoke, stillDue } = await setUp({ investors: 60, perDay: 50 });
    const first = await time.live(invoke(new Date(SIX)).then(async (result) => (await senders.ended(), result)));
    expect(first).toMatchObject({ started: 45, stopped: 'quota' });
    expect(await stillDue()).toBe(15);
    expect(await time.live(invoke())).toMatchObject({ started: 0, stopped: 'quota' });
    await time.live(time.sleep(86_400_000));
    // A day later the remaining digests are missed, and every investor has a new one.
    const next = await time.live(invoke().then(async (result) => (await senders.ended(), result)));
    expect(next).toMatchObject({ missed: 15, stopped: 'quota' });
    expect([...senders.sentTo.values()].reduce((sum, count) => sum + count, 0)).toBe(2 * 45);
    expect(senders.leftOver).toBe(0);
  });

  it('starts nothing while too many emails bounce, and every digest stays due until an operator resumes', async () => {
    const { time, senders, record, invoke, stillDue, mailedOnce } = await setUp({ investors: 10 });
    const bad = '2026-03-30T05:10:00.000Z';
    for (let i = 0; i < 1_000; i++) await record.count(i < 50 ? 'bounced' : 'delivered', bad);
    expect(await time.live(invoke())).toMatchObject({ started: 0, scheduled: 0, stopped: 'held' });
    expect(await stillDue()).toBe(10);
    // The hold stays although nothing was sent for a day and the rates are low again.
    expect((await watchDelivery(record, new Date('2026-04-02T06:00:00.000Z'))).held).toMatchObject({
      reason: 'limitReached',
      counts: { delivered: 950, bounced: 50 },
    });

    record.resume(new Date(time.now()).toISOString());
    await time.live(time.sleep(3_600_000));
    const { started, stopped } = await time.live(invoke().then(async (result) => (await senders.ended(), result)));
    expect({ started, stopped }).toEqual({ started: 10, stopped: null });
    expect(mailedOnce()).toBe(10);
  });
});
