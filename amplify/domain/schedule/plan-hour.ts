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
  /** startAt: at `dueAt`, which is in the future. missed: its local date is over, so it is recorded and not sent. */
  action: 'startNow' | 'startAt' | 'missed';
  /** The digest's date in the investor's zone. */
  localDate: string;
  digestKey: string;
  /** UTC instant. */
  dueAt: string;
  /** True when it is sent late, which the email says. */
  delayed: boolean;
}

/** The tick of the hourly rule at or before `time`. */
export function lastTick(time: Date): Date {
  return new Date(Math.floor(time.getTime() / HOUR) * HOUR);
}

/** The end of the period that the tick at `time` plans. The tick handles digests that are due before it. */
export function planningHorizon(time: Date): Date {
  return new Date(time.getTime() + HOUR);
}

/**
 * The action of a tick of the hourly rule for one due digest. A digest whose minute has passed is sent late while it is
 * still the same date in the investor's zone. Throws UnknownTimeZoneError.
 */
export function decideDue({ nextDigestAt: dueAt, preferences }: Due, time: Date): DueDecision {
  const due = new Date(dueAt);
  const localDate = digestDateOf(due, preferences);
  const planned = { localDate, digestKey: dailyDigestKey(localDate), dueAt: due.toISOString() };
  if (due > time) return { action: 'startAt', ...planned, delayed: false };
  // Compare with the date at the due instant: a digest that the clocks moved past midnight is not over before it is due.
  const isOver = localDateOf(time, preferences.timeZone) > localDateOf(due, preferences.timeZone);
  if (isOver) return { action: 'missed', ...planned, delayed: false };
  return { action: 'startNow', ...planned, delayed: isDelayed(due, time) };
}

export interface HourPlan {
  /** In the order of their instants. More than one after an outage, because every missed date is recorded. */
  decisions: DueDecision[];
  /** The next digest of the profile: the first instant after this tick's period; null when none is wanted. */
  nextDigestAt: string | null;
}

/** The actions of the tick at `time` for one investor. Throws UnknownTimeZoneError. */
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
