import { zoneOffsets } from './zone-offsets';

/** A local calendar date as days since 1970-01-01. */
export type LocalDay = number;

const DAY = 86_400_000;
/** The years that have four digits. */
const MIN_INSTANT = Date.UTC(1, 0, 3);
const MAX_INSTANT = Date.UTC(9999, 11, 29);

/** Days since 1970-01-01 of a date like 2026-03-29. */
export function parseLocalDay(date: string): LocalDay {
  const instant = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(instant)) throw new RangeError(`not a date like 2026-03-29: ${JSON.stringify(date)}`);
  return instant / DAY;
}

export function formatLocalDay(day: LocalDay): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function localDayOf(instant: number, timeZone: string): LocalDay {
  if (!(instant >= MIN_INSTANT && instant <= MAX_INSTANT)) throw new RangeError(`instant out of range: ${instant}`);
  return Math.floor((instant + zoneOffsets(timeZone).offsetAt(instant)) / DAY);
}

/** The calendar date of the instant in the zone, like 2026-03-29. Throws UnknownTimeZoneError. */
export function localDateOf(instant: Date, timeZone: string): string {
  return formatLocalDay(localDayOf(instant.getTime(), timeZone));
}

/**
 * The instant of a local time, or null when the zone skipped that whole date.
 * RFC 5545, 3.3.5: a time that occurs twice means the first occurrence. A time that does not occur is read with the offset
 * before the gap, so it is later by the gap's length. Where the gap ends at midnight, it is early on the next date.
 */
export function instantOfLocalTime(day: LocalDay, minuteOfDay: number, timeZone: string): number | null {
  const local = day * DAY + minuteOfDay * 60_000;
  const offsets = zoneOffsets(timeZone).around(local);
  for (let i = 0; ; i++) {
    const { at, offset } = offsets[i]!;
    const instant = local - offset;
    const until = offsets[i + 1]?.at ?? Infinity;
    if (instant >= until) continue;
    if (i === 0 || instant >= at) return instant;
    // The clocks skipped this local time when this offset began.
    const before = offsets[i - 1]!.offset;
    const skippedDay = at + before <= day * DAY && at + offset >= (day + 1) * DAY;
    return skippedDay ? null : local - before;
  }
}

export interface ClockChange {
  at: Date;
  /** Minutes that the clocks go forward; negative when they go back. */
  byMinutes: number;
}

/** The first change of the zone's clocks after `from` and not after `to`, or null. Throws UnknownTimeZoneError. */
export function upcomingClockChange(timeZone: string, from: Date, to: Date): ClockChange | null {
  const change = zoneOffsets(timeZone).nextChange(from.getTime(), to.getTime());
  if (!change) return null;
  const { before, after } = change;
  return { at: new Date(after.at), byMinutes: (after.offset - before.offset) / 60_000 };
}
