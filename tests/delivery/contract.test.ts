import { existsSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import type { DigestStatus } from '../../amplify/domain/digest/status';
import { preferences } from '../../amplify/domain/preferences';
import { nextDigestAt } from '../../amplify/domain/schedule/next-digest-at';
import { sampleProfile } from '../fakes/samples';
import { sentence, SENTENCES } from './contract';
import { violations } from './invariants';
import type { Fault } from './faults';
import { unproven, type TestOutcome } from './proven-sentences';
import { World, type SesAnswer, type WorldOptions } from './world';

const HOUR = 3_600_000;
const TODAY = 'daily#2026-03-30';
const TOMORROW = 'daily#2026-03-31';
const SIX = Date.parse('2026-03-30T06:00:00.000Z');
const at = (time: string) => `2026-03-30T${time}:00.000Z`;

/** Ada's daily email is due at 08:00 in Berlin, 06:00 UTC. */
async function morning(options: Partial<WorldOptions> = {}): Promise<World> {
  const world = new World({ start: at('04:00'), ...options });
  await world.register({ timeZone: 'Europe/Berlin', preferredTime: '08:00', nextDigestAt: at('06:00') });
  return world;
}

/** Hourly ticks from `first` to `last`, counted from 06:00 UTC of the day. */
async function ticks(world: World, first: number, last: number): Promise<void> {
  for (let hour = first; hour <= last; hour++) {
    await world.until(new Date(SIX + hour * HOUR));
    await world.tick(new Date(SIX + hour * HOUR));
    await world.quiet();
  }
}

const statusOf = async (world: World, key = TODAY): Promise<DigestStatus | undefined> =>
  (await world.ledger.get('ada', key))?.status;
const keys = (world: World) => world.inbox.map(({ digestKey }) => digestKey);

/** A fault at the first call of the method. */
async function failing(method: string, fault: Fault, options: Partial<WorldOptions> = {}): Promise<World> {
  const calls = (await recorded(options)).map((label, i) => [label, i + 1] as const);
  const [, call] = calls.find(([label]) => label === method)!;
  return morning({ ...options, faults: new Map([[call, fault]]) });
}

/** The calls of a morning without faults, in order. */
async function recorded(options: Partial<WorldOptions>): Promise<string[]> {
  const world = await morning(structuredClone(options));
  await ticks(world, 0, 1);
  return world.injector.labels;
}

describe('the delivery contract', () => {
  it('numbers its sentences without a gap, names an existing test file for each, and is checked by every run', () => {
    expect([...SENTENCES.keys()]).toEqual(Array.from({ length: 22 }, (_, i) => i + 1));
    for (const { test } of SENTENCES.values()) expect(existsSync(new URL(test, import.meta.url)), test).toBe(true);
    expect(inject('deliveryContractIsChecked')).toBe(true);
  });

  it.each<[string, TestOutcome['state'][], boolean]>([
    ['passed', ['passed', 'passed'], true],
    ['skipped or todo', ['skipped'], false],
    ['skipped in one of its cases', ['passed', 'skipped'], false],
    ['failed', ['failed'], false],
    ['missing', [], false],
  ])('a sentence whose test is %s', (_, states, isProven) => {
    const sentences = new Map([...SENTENCES].filter(([number]) => number === 6));
    const outcomes = states.map((state) => ({ fullName: `the delivery contract > ${sentence(6)}`, state }));
    expect(unproven(sentences, 'contract.test.ts', outcomes)).toHaveLength(isProven ? 0 : 1);
  });

  it(sentence(1), async () => {
    const zones = ['Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Eucla', 'America/St_Johns'];
    const world = new World({ start: at('00:00') });
    for (const timeZone of zones) {
      for (const preferredTime of ['08:00', '08:07', '08:59']) {
        const profile = sampleProfile({ timeZone, preferredTime, investorId: `${timeZone} ${preferredTime}` });
        const next = nextDigestAt(profile, new Date(at('00:00')))!.toISOString();
        await world.register({ ...profile, nextDigestAt: next });
      }
    }
    await ticks(world, -6, 20);
    expect(world.inbox).toHaveLength(15);
    for (const { at: left, settings } of world.inbox) {
      const { timeZone, preferredTime } = settings[0]!;
      const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(left);
      expect(clock, timeZone).toBe(preferredTime);
    }
  });

  it.each([
    ['jumped over', '02:30', '2026-03-28T12:00:00.000Z', '2026-03-29T01:30:00.000Z'],
    ['repeated', '02:30', '2026-10-24T12:00:00.000Z', '2026-10-25T00:30:00.000Z'],
  ])(`${sentence(2)} (%s)`, async (_, preferredTime, start, due) => {
    const world = new World({ start });
    await world.register({ timeZone: 'Europe/Berlin', preferredTime, nextDigestAt: due });
    for (let hour = Date.parse(start); hour < Date.parse(due) + 20 * HOUR; hour += HOUR) {
      await world.until(new Date(hour));
      await world.tick(new Date(hour));
      await world.quiet();
    }
    expect(world.inbox.map(({ at: left }) => new Date(left).toISOString().slice(0, 16))).toEqual([due.slice(0, 16)]);
  });

  it(sentence(3), () => {
    const settings = { ...sampleProfile(), timeZone: 'Mars/Olympus' };
    expect(() => nextDigestAt(settings, new Date(SIX))).toThrow(/Choose one like Europe\/Berlin/);
    const { error } = preferences.safeParse(settings);
    expect(error!.issues).toMatchObject([{ path: ['timeZone'], message: expect.stringContaining('Europe/Berlin') }]);
  });

  it(sentence(6), async () => {
    const world = await morning();
    await ticks(world, -1, -1);
    await world.until(at('05:20'));
    expect((await world.save('ada', { preferredTime: '07:45' })).nextDigestAt).toBe(at('05:45'));
    await world.until(at('05:46'));
    await world.quiet();
    expect(world.inbox).toMatchObject([{ digestKey: TODAY, at: expect.closeTo(Date.parse(at('05:45')), -4) }]);
  });

  it(sentence(7), async () => {
    const moved = new World({ start: at('05:00') });
    await moved.register({ timeZone: 'Europe/Berlin', preferredTime: '07:45', nextDigestAt: at('05:45') });
    await ticks(moved, -1, -1);
    await moved.until(at('05:30'));
    await moved.save('ada', { preferredTime: '09:15' });
    await ticks(moved, 0, 1);
    expect(moved.inbox).toEqual([]);
    await ticks(moved, 2, 2);
    expect(moved.inbox).toMatchObject([{ digestKey: TODAY, at: expect.closeTo(Date.parse(at('07:15')), -4) }]);

    const leftOut = new World({ start: at('05:00') });
    await leftOut.register({ timeZone: 'Europe/Berlin', preferredTime: '07:45', nextDigestAt: at('05:45') });
    await ticks(leftOut, -1, -1);
    await leftOut.until(at('05:30'));
    await leftOut.save('ada', { preferredTime: '07:10' });
    await ticks(leftOut, 0, 1);
    expect(leftOut.inbox).toEqual([]);
    expect(await leftOut.ledger.get('ada', TODAY)).toMatchObject({
      status: 'skipped',
      reason: 'scheduleChanged',
    });
  });

  it(sentence(8), async () => {
    const world = await morning();
    await ticks(world, 0, 1);
    const saved = await world.save('ada', { preferredTime: '12:00' });
    expect(saved.nextDigestAt).toBe('2026-03-31T10:00:00.000Z');
    // It is still the 30th in Honolulu for many hours.
    const west = await world.save('ada', { timeZone: 'Pacific/Honolulu' });
    expect(west.nextDigestAt).toBe('2026-03-31T22:00:00.000Z');
    await ticks(world, 1, 30);
    expect(keys(world)).toEqual([TODAY]);
  });

  it(sentence(9), async () => {
    const world = await morning();
    const tick = ticks(world, 0, 0);
    while (!world.injector.labels.includes('ledger.beginMatching')) await Promise.resolve();
    await world.profiles.setEmailStatus('ada', 'unsubscribed', { code: 'unsubscribeLink' }, at('06:00'));
    await tick;
    expect(world.inbox).toEqual([]);
    expect(await world.ledger.get('ada', TODAY)).toMatchObject({
      status: 'skipped',
      reason: 'dailyOff',
    });
  });

  it.each<[string, Fault, DigestStatus]>([
    ['ledger.beginMatching', 'killed after', 'failed'],
    ['ledger.claim', 'killed after', 'failed'],
    ['ledger.claim', 'vanished after', 'unknown'],
    ['mailer.send', 'vanished before', 'unknown'],
    ['profiles.advance', 'killed before', 'delivered'],
  ])(`${sentence(12)} (%s %s)`, async (method, fault, status) => {
    const world = await failing(method, fault);
    await ticks(world, 0, 2);
    expect(await statusOf(world)).toBe(status);
    const { reason } = (await world.ledger.get('ada', TODAY))!;
    expect(reason === null).toBe(status === 'delivered');
  });

  it.each(['profiles.get', 'ledger.beginMatching', 'recommendations.list', 'ledger.recordMatches', 'signer.sign'])(
    `${sentence(13)} (at %s)`,
    async (method) => {
      const world = await failing(method, 'vanished after');
      await ticks(world, 0, 0);
      expect(world.inbox).toEqual([]);
      await ticks(world, 1, 1);
      expect(world.inbox).toMatchObject([{ digestKey: TODAY, text: expect.stringMatching(/^Delayed/m) }]);
    },
  );

  it.each<[SesAnswer, number, DigestStatus]>([
    ['throttled', 1, 'delivered'],
    ['rejected', 0, 'rejected'],
  ])(`${sentence(14)} (%s)`, async (answer, emails, status) => {
    const world = await morning({ ses: [answer] });
    await ticks(world, 0, 2);
    expect(world.inbox).toHaveLength(emails);
    expect(await statusOf(world)).toBe(status);
  });

  it.each<[SesAnswer, number]>([
    ['timed out, sent', 1],
    ['timed out, not sent', 0],
  ])(`${sentence(15)} (%s)`, async (answer, emails) => {
    const world = await morning({ ses: [answer], events: 'never' });
    await ticks(world, 0, 3);
    await world.tick(new Date(SIX));
    await world.quiet();
    expect(world.inbox).toHaveLength(emails);
    expect(await statusOf(world)).toBe('unknown');
  });

  it.each(['Delivery', 'Bounce', 'Complaint'] as const)(`${sentence(16)} (%s)`, async (event) => {
    const expected = { Delivery: 'delivered', Bounce: 'bounced', Complaint: 'complained' }[event];
    for (const events of ['before the answer', 'later'] as const) {
      const answered = await morning({ ses: ['timed out, sent'], event, events });
      await ticks(answered, 0, 2);
      expect(await statusOf(answered)).toBe(expected);
      const died = await failing('mailer.send', 'vanished after', { event, events });
      await ticks(died, 0, 2);
      expect(await statusOf(died)).toBe(expected);
    }
  });

  it.each<Fault>(['vanished after', 'killed after', 'abandoned', 'lost after'])(
    `${sentence(17)} (%s)`,
    async (fault) => {
      const world = await failing('mailer.send', fault);
      await ticks(world, 0, 2);
      world.listMore();
      await ticks(world, 24, 25);
      const shown = world.inbox.map(({ text }) => [...new Set(text.match(/Startup-\d+-/g))].sort());
      expect(shown).toEqual([
        ['Startup-0-', 'Startup-1-'],
        ['Startup-2-', 'Startup-3-'],
      ]);
    },
  );

  it.each<[string, Fault]>([
    ['profiles.due', 'killed before'],
    ['workflow.start', 'killed after'],
    ['ledger.claim', 'vanished after'],
    ['mailer.send', 'vanished after'],
  ])(`${sentence(18)} (%s %s)`, async (method, fault) => {
    const world = await failing(method, fault);
    await ticks(world, 0, 2);
    world.listMore();
    await ticks(world, 24, 25);
    expect(await statusOf(world, TOMORROW)).toBe('delivered');
    expect(keys(world).filter((key) => key === TOMORROW)).toHaveLength(1);
  });

  it.each<[string, SesAnswer[]]>([
    ['accepted', []],
    ['rejected', ['rejected']],
    ['timed out', ['timed out, sent', 'timed out, not sent']],
    ['throttled', ['throttled', 'throttled', 'throttled']],
  ])(`${sentence(19)} (SES: %s)`, async (_, ses) => {
    const shared = new Set<string>();
    // The button at every call of the morning: before it, at any step of its run, and after it.
    for (let calls = 0; calls <= 40; calls++) {
      const world = await morning({ ses: [...ses] });
      await world.until(new Date(SIX));
      world.askAfter(calls, 'ada');
      await ticks(world, 0, 1);
      expect.soft(await violations(world, 'ada', true), `asked at call ${calls}`).toEqual([]);
      for (const { status } of await world.ledger.list('ada', 10)) shared.add(status);
    }
    // In some cases the two emails collided, and the later one had no startup left.
    if (ses.length === 0) expect(shared).toContain('skipped');
  });
});
