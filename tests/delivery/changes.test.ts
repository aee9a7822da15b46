import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dailyDigestKey } from '../../amplify/domain/digest/digest';
import { WEEKDAYS, type Preferences } from '../../amplify/domain/preferences';
import type { InvestorProfile } from '../../amplify/domain/profile';
import { digestDateOf, nextDigestAt } from '../../amplify/domain/schedule/next-digest-at';
import { sentence } from './contract';
import { untimely, violations } from './invariants';
import { World } from './world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-03-27T05:00:00Z');
const ZONES = [
  'Europe/Berlin',
  'Asia/Kathmandu',
  'America/Los_Angeles',
  'Pacific/Kiritimati',
  'America/Nuuk',
  'Pacific/Apia',
];

interface Step {
  /** Minutes that pass before the change. */
  wait: number;
  change: Partial<Preferences>;
  /** The number of turns of the hour's tick before the change; null for a change while no tick runs. */
  within: number | null;
}

const preferredTime = fc
  .oneof(
    fc.nat(95).map((quarter) => quarter * 15),
    fc.nat(1439),
  )
  .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);

const change: fc.Arbitrary<Partial<Preferences>> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ preferredTime }) },
  { weight: 2, arbitrary: fc.record({ timeZone: fc.constantFrom(...ZONES) }) },
  { weight: 1, arbitrary: fc.record({ preferredTime, timeZone: fc.constantFrom(...ZONES) }) },
  { weight: 1, arbitrary: fc.record({ weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ pausedUntil: fc.constantFrom(null, '2026-03-28', '2026-03-30') }) },
  { weight: 1, arbitrary: fc.record({ dailyRecommendations: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({}) },
);

const step: fc.Arbitrary<Step> = fc.record({
  wait: fc.oneof(fc.nat(90), fc.nat(1500)),
  change,
  within: fc.option(fc.nat(120), { freq: 2 }),
});

/** Compares the emails with the instants that the investor was shown, until the investor changes something. */
class Promised {
  problems: string[] = [];
  private profile: InvestorProfile | null = null;
  private next: Date | null = null;
  private madeAt = 0;
  /** The instant that the investor was shown last. */
  private shown: Date | null = null;

  constructor(private readonly world: World) {}

  make(profile: InvestorProfile): void {
    this.profile = profile;
    this.next = profile.nextDigestAt === null ? null : new Date(profile.nextDigestAt);
    this.shown = this.next;
    this.madeAt = this.world.now.getTime();
  }

  /** Called while no execution runs. */
  check(): void {
    while (this.profile && this.next && this.next.getTime() + MINUTE <= this.world.now.getTime()) {
      // An email that was already due when it was shown comes with the next tick.
      const isOwed = this.next.getTime() <= this.madeAt;
      if (isOwed && this.world.now.getTime() < this.madeAt + HOUR + MINUTE) return;
      const due = this.next;
      const key = dailyDigestKey(digestDateOf(due, this.profile));
      const email = this.world.inbox.find(({ digestKey }) => digestKey === key);
      const said = `${key}, promised at ${new Date(this.madeAt).toISOString()} for ${due.toISOString()}`;
      // An investor who moved west may already have the email of a later date. It stays the only one.
      const isHad = due !== this.shown && email !== undefined && email.at <= this.madeAt;
      if (!email) this.problems.push(`${said}, did not come`);
      else if (!isOwed && !isHad && (email.at < due.getTime() || email.at >= due.getTime() + MINUTE)) {
        this.problems.push(`${said}, came at ${new Date(email.at).toISOString()}`);
      }
      this.next = nextDigestAt(this.profile, due);
    }
  }
}

async function live(steps: Step[]): Promise<string[]> {
  const world = new World({ start: new Date(START).toISOString() });
  await world.register({ timeZone: 'Europe/Berlin' });
  const promised = new Promised(world);
  promised.make(await world.save('ada', {}));
  let tick = START;

  const settle = async () => {
    const before = world.inbox.length;
    await world.quiet();
    promised.check();
    for (let i = Math.min(before, world.inbox.length); i <= world.inbox.length; i++) world.listMore();
  };
  const passTo = async (end: number) => {
    while (tick <= end) {
      await world.until(new Date(tick));
      await settle();
      await world.tick(new Date(tick));
      await settle();
      tick += HOUR;
    }
    await world.until(new Date(end));
    await settle();
  };

  for (const { wait, change, within } of steps) {
    await passTo(world.now.getTime() + wait * MINUTE);
    if (within === null) {
      promised.make(await world.save('ada', change));
    } else {
      await passTo(tick - MINUTE);
      await world.until(new Date(tick));
      const duringTheTick = async () => {
        for (let turn = 0; turn < within; turn++) await Promise.resolve();
        promised.make(await world.save('ada', change));
      };
      await Promise.all([world.tick(new Date(tick)), duringTheTick()]);
      tick += HOUR;
    }
    await settle();
  }
  await passTo(tick + 4 * 24 * HOUR);
  const digests = await world.ledger.list('ada', 100);
  const open = (problem: string) => !/still planned/.test(problem);
  return [
    ...promised.problems,
    ...(await violations(world, 'ada', true)).filter(open),
    ...untimely(world.inbox, digests),
  ];
}

describe('changing preferences', () => {
  it(
    sentence(5),
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          expect(await live(steps)).toEqual([]);
        }),
        { numRuns: 200 },
      );
    },
    300_000,
  );
});
