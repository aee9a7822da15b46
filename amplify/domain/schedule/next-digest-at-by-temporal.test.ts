import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { DEFAULT_PREFERENCES, WEEKDAYS, type SchedulePreferences } from '../preferences';
import { upcomingClockChange } from './local-time';
import { nextDigestAt } from './next-digest-at';

/** The same rule with another implementation of time zones. */
function nextByTemporal(preferences: SchedulePreferences, after: Date): string | null {
  const from = Temporal.Instant.fromEpochMilliseconds(after.getTime());
  const today = from.toZonedDateTimeISO(preferences.timeZone).toPlainDate();
  const pausedUntil = preferences.pausedUntil ? Temporal.PlainDate.from(preferences.pausedUntil) : today;
  let date = today.subtract({ days: 1 });
  if (Temporal.PlainDate.compare(pausedUntil, date) > 0) date = pausedUntil;
  for (let i = 0; i < 20; i++, date = date.add({ days: 1 })) {
    if (!preferences.weekdays.includes(WEEKDAYS[date.dayOfWeek - 1]!)) continue;
    if (!date.toZonedDateTime(preferences.timeZone).toPlainDate().equals(date)) continue;
    const due = date.toZonedDateTime({ timeZone: preferences.timeZone, plainTime: preferences.preferredTime });
    if (Temporal.Instant.compare(due.toInstant(), from) > 0) return due.toInstant().toString();
  }
  return null;
}

const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const anySchedule: fc.Arbitrary<SchedulePreferences> = fc
  .record({
    dailyRecommendations: fc.constant(true),
    preferredTime: fc
      .integer({ min: 0, max: 1439 })
      .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16)),
    timeZone: anyZone,
    weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    pausedUntil: fc.constantFrom(null, null, '1999-12-31', '2026-10-25', '2031-02-28'),
  })
  .map((fields) => ({ ...DEFAULT_PREFERENCES, ...fields }));
const anyInstant = fc.date({ min: new Date('1970-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });

const yearAfter = (instant: Date) => new Date(instant.getTime() + 366 * 86_400_000);

describe('against a Temporal polyfill', () => {
  test('every preference in every zone at any time since 1970 gives the same instant', () => {
    fc.assert(
      fc.property(anySchedule, anyInstant, (preferences, after) => {
        const due = nextDigestAt(preferences, after);
        expect(due && Temporal.Instant.fromEpochMilliseconds(due.getTime()).toString()).toBe(
          nextByTemporal(preferences, after),
        );
      }),
      { numRuns: 800 },
    );
  }, 30_000);

  test('every time around a clock change gives the same instant', () => {
    fc.assert(
      fc.property(anySchedule, anyInstant, fc.integer({ min: -48, max: 48 }), (preferences, near, hours) => {
        const change = upcomingClockChange(preferences.timeZone, near, yearAfter(near));
        const after = new Date((change?.at ?? near).getTime() + hours * 3_600_000);
        const eachDay = { ...preferences, weekdays: [...WEEKDAYS], pausedUntil: null };
        const due = nextDigestAt(eachDay, after);
        expect(due && Temporal.Instant.fromEpochMilliseconds(due.getTime()).toString()).toBe(
          nextByTemporal(eachDay, after),
        );
      }),
      { numRuns: 800 },
    );
  }, 30_000);

  test('the next clock change is the same', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, from) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(from.getTime())
          .toZonedDateTimeISO(zone)
          .getTimeZoneTransition('next');
        const found = upcomingClockChange(zone, from, yearAfter(from));
        const isInYear = expected && expected.epochMilliseconds <= yearAfter(from).getTime();
        expect(found?.at.getTime()).toBe(isInYear ? expected.epochMilliseconds : undefined);
      }),
      { numRuns: 300 },
    );
  }, 30_000);
});
