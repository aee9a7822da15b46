import { WEEKDAYS, type SchedulePreferences, type Weekday } from '../preferences';
import { formatLocalDay, instantOfLocalTime, localDayOf, parseLocalDay, type LocalDay } from './local-time';

/** A chosen weekday occurs again within one week, or within two if the zone skips it once. */
const LOOK_AHEAD_DAYS = 3 * 7;

/** Day 0, 1970-01-01, was a Thursday. */
const FIRST_WEEKDAY = WEEKDAYS.indexOf('thu');

/**
 * The first instant strictly after `after` at which a daily digest is due: at the preferred time in the preferred zone,
 * on a chosen weekday, on or after the date that a pause ends. Null when no daily digest is wanted.
 * Every chosen local date that exists in the zone has exactly one such instant; see `instantOfLocalTime` for the dates on
 * which the clocks change. Throws UnknownTimeZoneError.
 */
export function nextDigestAt(preferences: SchedulePreferences, after: Date): Date | null {
  if (!preferences.dailyRecommendations) return null;
  const minute = minuteOfDay(preferences.preferredTime);
  // Start one day earlier: a gap may have moved the digest of that day past midnight.
  let first = localDayOf(after.getTime(), preferences.timeZone) - 1;
  if (preferences.pausedUntil !== null) first = Math.max(first, parseLocalDay(preferences.pausedUntil));
  for (let day = first; day < first + LOOK_AHEAD_DAYS; day++) {
    if (!preferences.weekdays.includes(weekdayOf(day))) continue;
    const instant = instantOfLocalTime(day, minute, preferences.timeZone);
    if (instant !== null && instant > after.getTime()) return new Date(instant);
  }
  return null;
}

/**
 * The local date whose digest is due at the instant. It is the date at that instant, except for a digest that the clocks
 * moved past midnight (Nuuk, 23:30 on 2026-03-28), which remains the digest of the date before.
 */
export function digestDateOf(dueAt: Date, preferences: SchedulePreferences): string {
  const day = localDayOf(dueAt.getTime(), preferences.timeZone);
  const isDue = (candidate: LocalDay) =>
    instantOfLocalTime(candidate, minuteOfDay(preferences.preferredTime), preferences.timeZone) === dueAt.getTime();
  return formatLocalDay(!isDue(day) && isDue(day - 1) ? day - 1 : day);
}

export function weekdayOf(day: LocalDay): Weekday {
  return WEEKDAYS[(((day + FIRST_WEEKDAY) % 7) + 7) % 7]!;
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
