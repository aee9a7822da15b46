/* Instants and amounts as people read them. Times are in the reader's own zone unless one is given. */

const LOCALE = 'en';

/** `2026-11-23T07:00:00Z` -> `Mon, Nov 23, 08:00` in the given zone (IANA), the reader's by default. */
export function momentLabel(instant: string, timeZone?: string): string {
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
export function timeLabel(instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(instant));
}

/** `Nov 23, 2026`. Takes an instant or a local date like `2026-11-23`, which stays that date in every zone. */
export function dateLabel(date: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: date.length === 10 ? 'UTC' : timeZone,
  }).format(new Date(date));
}

/** A local date like `2026-11-23` as `Mon, Nov 23`, the same in every zone. */
export function dayLabel(date: string): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(LOCALE, parts).format(new Date(date));
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
