import { FAULTS, type Fault } from './faults';
import { untimely, violations } from './invariants';
import { World, type EventTiming, type SesAnswer } from './world';

const HOUR = 3_600_000;
/** 08:00 in Berlin, 11:45 in Kathmandu. The tick schedules the digest there for 12:00, which is 06:15 UTC. */
const SIX = Date.parse('2026-03-30T06:00:00.000Z');
const TODAY = 'daily#2026-03-30';
const hour = (count: number) => new Date(SIX + count * HOUR);

export const WHO = {
  'due at the tick': { timeZone: 'Europe/Berlin', preferredTime: '08:00', nextDigestAt: '2026-03-30T06:00:00.000Z' },
  'due later in the hour': {
    timeZone: 'Asia/Kathmandu',
    preferredTime: '12:00',
    nextDigestAt: '2026-03-30T06:15:00.000Z',
  },
};
export const TICKS = ['once', 'twice', 'overlapping', 'out of order'] as const;
export const SES: Record<string, SesAnswer[]> = {
  accepted: [],
  rejected: ['rejected'],
  'timed out, sent': ['timed out, sent'],
  'timed out, not sent': ['timed out, not sent'],
  'throttled once': ['throttled'],
  'throttled for long': Array<SesAnswer>(12).fill('throttled'),
};

export interface Case {
  who: keyof typeof WHO;
  ticks: (typeof TICKS)[number];
  ses: keyof typeof SES;
  events: EventTiming;
  /** Calls of a port before Express starts the execution a second time; null if it does not. */
  secondStartAfter: number | null;
}

export const PLAIN: Case = {
  who: 'due at the tick',
  ticks: 'once',
  ses: 'accepted',
  events: 'later',
  secondStartAfter: null,
};

/** One morning with the faults, the hours after it, and the next morning without faults. */
async function live(one: Case, faults: ReadonlyMap<number, Fault>): Promise<World> {
  const { events, secondStartAfter } = one;
  const ses = [...SES[one.ses]!];
  const world = new World({ start: '2026-03-30T06:00:00.000Z', faults, ses, events, secondStartAfter });
  await world.register(WHO[one.who]);
  if (one.ticks === 'out of order') {
    await world.until(hour(1));
    await world.tick(hour(1));
    await world.tick(hour(0));
  } else if (one.ticks === 'overlapping') {
    await Promise.all([world.tick(hour(0)), world.tick(hour(0))]);
  } else {
    await world.tick(hour(0));
    if (one.ticks === 'twice') await world.tick(hour(0));
  }
  await world.quiet();
  for (const later of [1, 2]) {
    await world.until(hour(later));
    await world.tick(hour(later));
    await world.quiet();
  }
  world.injector.armed = false;
  ses.splice(0);
  world.listMore();
  for (const later of [24, 25]) {
    await world.until(hour(later));
    await world.tick(hour(later));
    await world.quiet();
  }
  return world;
}

export async function runCase(
  one: Case,
  faults: ReadonlyMap<number, Fault>,
): Promise<{ problems: string[]; world: World }> {
  const world = await live(one, faults);
  const problems = await violations(world, 'ada', one.events !== 'never');
  problems.push(...untimely(world.inbox, await world.ledger.list('ada', 10)));
  const today = await world.ledger.get('ada', TODAY);
  if (!today) problems.push('the date has no record');
  const next = world.inbox.filter(({ digestKey }) => digestKey === 'daily#2026-03-31');
  if (next.length !== 1) problems.push(`the next date has ${next.length} emails`);
  return { problems, world };
}

/** Faults that end no process, so that no email may be lost. */
const PASSING: readonly Fault[] = ['lost before', 'lost after', 'repeated', 'abandoned'];

export const counted = { worlds: 0, points: 0 };

/** Every fault at every call of the morning. Returns the cases that broke the contract. */
export async function everyFault(one: Case, faults: readonly Fault[] = FAULTS): Promise<string[]> {
  const wrong: string[] = [];
  for (const fault of faults) {
    for (let call = 1; ; call++) {
      const { problems, world } = await runCase(one, new Map([[call, fault]]));
      counted.worlds++;
      if (world.injector.fired.length === 0) break;
      counted.points++;
      const isPassing = PASSING.includes(fault) && one.ses === 'accepted';
      if (isPassing && !world.inbox.some(({ digestKey }) => digestKey === TODAY)) problems.push('the email was lost');
      if (problems.length > 0) {
        wrong.push(`${JSON.stringify(one)} ${call} ${world.injector.fired}: ${problems.join('; ')}`);
      }
    }
  }
  return wrong;
}

/** Two faults in one morning, at every pair of calls. */
export async function everyPair(one: Case, first: Fault, second: Fault): Promise<string[]> {
  const wrong: string[] = [];
  for (let call = 1; ; call++) {
    for (let other = call + 1; ; other++) {
      const faults = new Map([
        [call, first],
        [other, second],
      ]);
      const { problems, world } = await runCase(one, faults);
      counted.worlds++;
      if (world.injector.fired.length === 0) return wrong;
      if (world.injector.fired.length === 1) break;
      counted.points++;
      if (problems.length > 0) wrong.push(`${call} and ${other}: ${world.injector.fired}: ${problems.join('; ')}`);
    }
  }
}
