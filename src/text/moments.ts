/*
 * Instants and amounts as people read them. Every instant is shown in the investor's own zone, which callers give; null
 * while it is not known yet, and then nothing is shown. Nothing else in the app formats an instant.
 */

const LOCALE = 'en';

/** `2026-11-23T07:00:00Z` -> `Mon, Nov 23, 08:00` in the given zone (IANA). */
export function momentLabel(instant: string, timeZone: string | null): string {
  if (timeZone === null) return '';
  return new Intl.DateTimeFormat(LOCALE, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(instant));
}

/** `08:00` in the given zone. */
export function timeLabel(instant: string, timeZone: string | null): string {
  if (timeZone === null) return '';
  return new Intl.DateTimeFormat(LOCALE, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(instant));
}

/** `Nov 23, 2026`. Takes an instant or a local date like `2026-11-23`, which stays that date in every zone. */
export function dateLabel(date: string, timeZone: string | null): string {
  const zone = date.length === 10 ? 'UTC' : timeZone;
  if (zone === null) return '';
  const parts = { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone } as const;
  return new Intl.DateTimeFormat(LOCALE, parts).format(new Date(date));
}

/** A local date like `2026-11-23` as `Mon, Nov 23`, the same in every zone. */
export function dayLabel(date: string): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(LOCALE, parts).format(new Date(date));
}

/** The local date at the instant, like 2026-03-29. */
export function localDate(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** What this device calls the zone that it is set to. */
export function deviceZoneName(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `in 9 hours`, `3 days ago`, `now` within half a minute. */
export function relativeLabel(instant: string, now: Date = new Date()): string {
  const seconds = (Date.parse(instant) - now.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return Math.abs(seconds) < 30 ? 'now' : format.format(Math.sign(seconds), 'minute');
}

/** `12,403`. */
export function countLabel(count: number): string {
  return new Intl.NumberFormat(LOCALE).format(count);
}
