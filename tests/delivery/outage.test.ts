import { describe, expect, it } from 'vitest';
import { dailyDigestKey } from '../../amplify/domain/digest/digest';
import type { InvestorProfile } from '../../amplify/domain/profile';
import { localDateOf } from '../../amplify/domain/schedule/local-time';
import { digestDateOf, nextDigestAt } from '../../amplify/domain/schedule/next-digest-at';
import { sentence } from './contract';
import { untimely, violations } from './invariants';
import { World } from './world';

const HOUR = 3_600_000;
const zones = Intl.supportedValuesOf('timeZone').filter((_, i) => i % 7 === 0);
/** Zones whose clocks change at unusual hours, by unusual amounts, or across midnight. */
const ODD = ['Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Chatham', 'Africa/Cairo', 'America/Santiago'];
const MORE_ODD = ['America/Havana', 'Asia/Beirut', 'America/Nuuk', 'Pacific/Apia', 'Europe/Berlin'];

/** Europe, Nuuk and Beirut: first forward, then back. */
const WEEKENDS = { spring: Date.parse('2026-03-27T00:00:00Z'), autumn: Date.parse('2026-10-23T00:00:00Z') };
const HOURS = 6 * 24;
/** The outage begins on Saturday evening, so that the clocks change during it or soon after. */
const OUTAGE_FROM = 44;

/** A week in which ticks are missing for `length` hours from Saturday. */
async function replay(start: number, length: number) {
  const world = new World({ start: new Date(start).toISOString(), events: 'later' });
  const investors: InvestorProfile[] = [];
  for (const [i, timeZone] of [...new Set([...ODD, ...MORE_ODD, ...zones])].entries()) {
    const minute = ((i * 7) % 96) * 15;
    const preferredTime = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    await world.register({ investorId: timeZone, timeZone, preferredTime });
    const profile = (await world.profiles.get(timeZone))!;
    const first = nextDigestAt(profile, new Date(start))!.toISOString();
    await world.register({ ...profile, investorId: timeZone });
    await world.profiles.savePreferences(timeZone, profile, first, profile.updatedAt);
    investors.push((await world.profiles.get(timeZone))!);
  }
  const ticks: number[] = [];
  for (let hour = 0; hour < HOURS; hour++) {
    const time = start + hour * HOUR;
    await world.until(new Date(time));
    world.listMore();
    if (hour >= OUTAGE_FROM && hour < OUTAGE_FROM + length) continue;
    ticks.push(time);
    await world.tick(new Date(time));
    await world.quiet();
  }
  await world.until(new Date(start + HOURS * HOUR));
  await world.quiet();
  return { world, investors, ticks };
}

/** The expected outcome of a digest, from the ticks that took place. */
function expectation(due: Date, { timeZone }: InvestorProfile, ticks: number[]): 'on time' | 'delayed' | 'missed' {
  const handled = ticks.find((tick) => tick + HOUR > due.getTime())!;
  if (handled <= due.getTime()) return 'on time';
  const isOver = localDateOf(new Date(handled), timeZone) > localDateOf(due, timeZone);
  return isOver ? 'missed' : 'delayed';
}

describe.each(Object.entries(WEEKENDS))(`${sentence(4)} (the clocks change in %s)`, (_, start) => {
  it.each([1, 6, 24, 72])(
    'without ticks for %s hours: one email per local date at most, none stale',
    async (length) => {
      const { world, investors, ticks } = await replay(start, length);
      const seen = { 'on time': 0, delayed: 0, missed: 0 };
      for (const profile of investors) {
        const { investorId } = profile;
        const emails = world.inbox.filter((email) => email.investorId === investorId);
        const digests = await world.ledger.list(investorId, 100);
        expect.soft(await violations(world, investorId, true), investorId).toEqual([]);
        expect.soft(untimely(emails, digests), investorId).toEqual([]);
        const end = new Date(start + HOURS * HOUR - 1);
        for (let due = nextDigestAt(profile, new Date(start))!; due < end; due = nextDigestAt(profile, due)!) {
          const key = dailyDigestKey(digestDateOf(due, profile));
          const expected = expectation(due, profile, ticks);
          const email = emails.find(({ digestKey }) => digestKey === key);
          const became = email ? (/^Delayed/m.test(email.text) ? 'delayed' : 'on time') : 'missed';
          const { status } = digests.find((digest) => digest.key === key)!;
          expect.soft([key, became], investorId).toEqual([key, expected]);
          expect.soft([key, status], investorId).toEqual([key, email ? 'delivered' : 'missed']);
          seen[expected]++;
        }
      }
      expect(seen['on time']).toBeGreaterThan(investors.length);
      expect(seen.delayed).toBeGreaterThan(0);
      if (length >= 24) expect(seen.missed).toBeGreaterThan(investors.length / 3);
    },
    180_000,
  );
});
