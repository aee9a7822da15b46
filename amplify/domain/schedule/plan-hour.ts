import { dailyDigestKey } from '../digest/digest';
import type { SchedulePreferences } from '../preferences';
import { isDelayed } from './delay';
import { localDateOf } from './local-time';
import { digestDateOf, nextDigestAt } from './next-digest-at';

const HOUR = 3_600_000;

export interface Due {
  /** UTC instant, as stored. */
  nextDigestAt: string;
  preferences: SchedulePreferences;
}

export interface DueDecision {
  /** startAt: at `dueAt`, still to come. missed: its local date is over, so it is recorded and not sent. */
  action: 'startNow' | 'startAt' | 'missed';
  /** The date whose digest it is, in the investor's zone. */
  localDate: string;
  digestKey: string;
  /** UTC instant. */
  dueAt: string;
  /** True when it goes out late and says so. */
  delayed: boolean;
}

/** The tick of the hourly rule at or before `time`. */
export function lastTick(time: Date): Date {
  return new Date(Math.floor(time.getTime() / HOUR) * HOUR);
}

/** The end of what the tick at `time` plans; digests due before it are this tick's business. */
export function planningHorizon(time: Date): Date {
  return new Date(time.getTime() + HOUR);
}

/**
 * What to do at a tick of the hourly rule about one due digest. A digest whose minute passed is sent late as long as it
 * is still the same date where the investor is. Throws UnknownTimeZoneError.
 */
export function decideDue({ nextDigestAt: dueAt, preferences }: Due, time: Date): DueDecision {
  const due = new Date(dueAt);
  const localDate = digestDateOf(due, preferences);
  const planned = { localDate, digestKey: dailyDigestKey(localDate), dueAt: due.toISOString() };
  if (due > time) return { action: 'startAt', ...planned, delayed: false };
  // Held against the date at its instant: a digest that the clocks moved past midnight is not late at birth.
  const isOver = localDateOf(time, preferences.timeZone) > localDateOf(due, preferences.timeZone);
  if (isOver) return { action: 'missed', ...planned, delayed: false };
  return { action: 'startNow', ...planned, delayed: isDelayed(due, time) };
}

export interface HourPlan {
  /** In the order of their instants; more than one after an outage, when every missed date is recorded. */
  decisions: DueDecision[];
  /** What to advance the profile to: the first instant that is not this tick's business; null when none is wanted. */
  nextDigestAt: string | null;
}

/** Everything the tick at `time` has to do for one investor. Throws UnknownTimeZoneError. */
export function planHour(due: Due, time: Date): HourPlan {
  const horizon = planningHorizon(time);
  const decisions: DueDecision[] = [];
  let next: Date | null = new Date(due.nextDigestAt);
  while (next && next < horizon) {
    decisions.push(decideDue({ nextDigestAt: next.toISOString(), preferences: due.preferences }, time));
    next = nextDigestAt(due.preferences, next);
  }
  return { decisions, nextDigestAt: next?.toISOString() ?? null };
}
