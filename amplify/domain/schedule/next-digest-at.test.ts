import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { UnknownTimeZoneError } from '../errors';
import { DEFAULT_PREFERENCES, WEEKDAYS, type SchedulePreferences } from '../preferences';
import { localDateOf, upcomingClockChange } from './local-time';
import { digestDateOf, nextDigestAt } from './next-digest-at';

const daily = (fields: Partial<SchedulePreferences>): SchedulePreferences => ({ ...DEFAULT_PREFERENCES, ...fields });

/** The digests due from the start of one UTC date to the end of another. */
function digestsBetween(preferences: SchedulePreferences, from: string, to: string): string[] {
  const found: string[] = [];
  let next = nextDigestAt(preferences, new Date(Date.parse(from) - 1));
  while (next && next < new Date(to)) {
    found.push(next.toISOString().slice(0, 16));
    next = nextDigestAt(preferences, next);
  }
  return found;
}

describe('the daily digest', () => {
  test('comes at the preferred local time', () => {
    const berlin = daily({ timeZone: 'Europe/Berlin', preferredTime: '08:00' });
    expect(nextDigestAt(berlin, new Date('2026-11-22T06:59:59Z'))?.toISOString()).toBe('2026-11-22T07:00:00.000Z');
  });

  test('is the one after the given instant, not the one at it', () => {
    const utc = daily({ preferredTime: '08:00' });
    expect(nextDigestAt(utc, new Date('2026-11-22T08:00:00Z'))?.toISOString()).toBe('2026-11-23T08:00:00.000Z');
    expect(nextDigestAt(utc, new Date('2026-11-22T07:59:59.999Z'))?.toISOString()).toBe('2026-11-22T08:00:00.000Z');
  });

  test('comes on the chosen weekdays of the local date, not of the UTC date', () => {
    // 07:00 on a Monday in Auckland is still Sunday in UTC.
    const auckland = daily({ timeZone: 'Pacific/Auckland', preferredTime: '07:00', weekdays: ['mon'] });
    expect(digestsBetween(auckland, '2026-11-20', '2026-12-05')).toEqual(['2026-11-22T18:00', '2026-11-29T18:00']);
  });

  test('waits for the local date on which a pause ends', () => {
    const paused = daily({ timeZone: 'America/New_York', preferredTime: '08:00', pausedUntil: '2026-12-24' });
    expect(nextDigestAt(paused, new Date('2026-11-22T00:00:00Z'))?.toISOString()).toBe('2026-12-24T13:00:00.000Z');
  });

  test('is not held up by a pause that is over', () => {
    const paused = daily({ preferredTime: '08:00', pausedUntil: '2026-01-01' });
    expect(nextDigestAt(paused, new Date('2026-11-22T00:00:00Z'))?.toISOString()).toBe('2026-11-22T08:00:00.000Z');
  });

  test('does not come when it is turned off', () => {
    expect(nextDigestAt(daily({ dailyRecommendations: false }), new Date('2026-11-22T00:00:00Z'))).toBeNull();
  });
});

describe('where the clocks change', () => {
  test.each<[zone: string, time: string, from: string, to: string, due: string[], why: string]>([
    [
      'Asia/Kathmandu',
      '08:00',
      '2026-11-22',
      '2026-11-24',
      ['2026-11-22T02:15', '2026-11-23T02:15'],
      '+05:45, never changes',
    ],
    [
      'Australia/Lord_Howe',
      '01:45',
      '2026-04-03T12:00Z',
      '2026-04-05T18:00Z',
      ['2026-04-03T14:45', '2026-04-04T14:45', '2026-04-05T15:15'],
      'half an hour back: 01:45 occurs twice on 5 April',
    ],
    [
      'Australia/Lord_Howe',
      '02:15',
      '2026-10-02T12:00Z',
      '2026-10-04T18:00Z',
      ['2026-10-02T15:45', '2026-10-03T15:45', '2026-10-04T15:15'],
      'half an hour forward: 02:15 on 4 October becomes 02:45',
    ],
    [
      'Pacific/Chatham',
      '03:00',
      '2026-04-03T12:00Z',
      '2026-04-05T18:00Z',
      ['2026-04-03T13:15', '2026-04-04T13:15', '2026-04-05T14:15'],
      '03:00 occurs twice on 5 April',
    ],
    [
      'Pacific/Chatham',
      '03:00',
      '2026-09-25T12:00Z',
      '2026-09-27T18:00Z',
      ['2026-09-25T14:15', '2026-09-26T14:15', '2026-09-27T13:15'],
      '03:00 on 27 September becomes 04:00',
    ],
    [
      'Africa/Cairo',
      '00:30',
      '2026-04-22',
      '2026-04-25',
      ['2026-04-22T22:30', '2026-04-23T22:30', '2026-04-24T21:30'],
      '24 April begins at 01:00',
    ],
    [
      'Africa/Cairo',
      '23:30',
      '2026-10-28',
      '2026-10-31',
      ['2026-10-28T20:30', '2026-10-29T20:30', '2026-10-30T21:30'],
      '23:30 occurs twice on 29 October',
    ],
    [
      'America/Santiago',
      '23:30',
      '2026-04-04',
      '2026-04-07',
      ['2026-04-04T02:30', '2026-04-05T02:30', '2026-04-06T03:30'],
      '23:30 occurs twice on 4 April',
    ],
    [
      'America/Santiago',
      '00:00',
      '2026-09-05',
      '2026-09-08',
      ['2026-09-05T04:00', '2026-09-06T04:00', '2026-09-07T03:00'],
      '6 September begins at 01:00',
    ],
    [
      'America/Havana',
      '00:15',
      '2026-03-07',
      '2026-03-10',
      ['2026-03-07T05:15', '2026-03-08T05:15', '2026-03-09T04:15'],
      '8 March begins at 01:00',
    ],
    [
      'America/Havana',
      '00:30',
      '2026-10-31',
      '2026-11-03',
      ['2026-10-31T04:30', '2026-11-01T04:30', '2026-11-02T05:30'],
      '00:30 occurs twice on 1 November',
    ],
    [
      'Asia/Beirut',
      '00:30',
      '2026-03-27',
      '2026-03-30',
      ['2026-03-27T22:30', '2026-03-28T22:30', '2026-03-29T21:30'],
      '29 March begins at 01:00',
    ],
    [
      'Asia/Beirut',
      '23:30',
      '2026-10-23',
      '2026-10-26',
      ['2026-10-23T20:30', '2026-10-24T20:30', '2026-10-25T21:30'],
      '23:30 occurs twice on 24 October',
    ],
    [
      'America/Nuuk',
      '23:30',
      '2026-03-28',
      '2026-03-31',
      ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30'],
      '28 March ends at 23:00: its 23:30 becomes 00:30',
    ],
    [
      'America/Nuuk',
      '23:30',
      '2026-10-24',
      '2026-10-27',
      ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'],
      '23:30 occurs twice on 24 October',
    ],
    [
      'Pacific/Apia',
      '08:00',
      '2011-12-29',
      '2012-01-01',
      ['2011-12-29T18:00', '2011-12-30T18:00', '2011-12-31T18:00'],
      '30 December 2011 did not exist',
    ],
    [
      'Pacific/Kwajalein',
      '12:00',
      '1993-08-20T12:00Z',
      '1993-08-23',
      ['1993-08-21T00:00', '1993-08-22T00:00'],
      '21 August 1993 did not exist',
    ],
  ])('%s at %s, %s to %s: %j, as %s', (timeZone, preferredTime, from, to, due) => {
    expect(digestsBetween(daily({ timeZone, preferredTime }), from, to)).toEqual(due);
  });

  test('a weekday that the zone skipped has no digest, and the next such weekday has one', () => {
    const fridays = daily({ timeZone: 'Pacific/Apia', weekdays: ['fri'] });
    expect(digestsBetween(fridays, '2011-12-22', '2012-01-08')).toEqual(['2011-12-23T18:00', '2012-01-05T18:00']);
  });

  test('a digest that the clocks moved past midnight stays that of its own date', () => {
    const nuuk = daily({ timeZone: 'America/Nuuk', preferredTime: '23:30' });
    expect(digestDateOf(new Date('2026-03-29T01:30Z'), nuuk)).toBe('2026-03-28');
    expect(localDateOf(new Date('2026-03-29T01:30Z'), 'America/Nuuk')).toBe('2026-03-29');
    expect(digestDateOf(new Date('2026-03-30T00:30Z'), nuuk)).toBe('2026-03-29');
  });

  test('an instant that no digest is due at belongs to the date on the calendar', () => {
    expect(digestDateOf(new Date('2026-03-29T01:31Z'), daily({ timeZone: 'America/Nuuk' }))).toBe('2026-03-29');
  });

  test('the next change is found, with how far the clocks move', () => {
    const change = (zone: string, from: string, to: string) => {
      const found = upcomingClockChange(zone, new Date(from), new Date(to));
      return found && [found.at.toISOString().slice(0, 16), found.byMinutes];
    };
    expect(change('Europe/Berlin', '2026-03-28T07:00Z', '2026-03-29T06:00Z')).toEqual(['2026-03-29T01:00', 60]);
    expect(change('Australia/Lord_Howe', '2026-01-01T00:00Z', '2026-12-31T00:00Z')).toEqual(['2026-04-04T15:00', -30]);
    expect(change('Pacific/Apia', '2011-12-01T00:00Z', '2012-01-01T00:00Z')).toEqual(['2011-12-30T10:00', 1440]);
    expect(change('Europe/Berlin', '2026-03-29T01:00Z', '2026-10-25T00:59Z')).toBeNull();
    expect(change('Europe/Berlin', '2026-03-29T01:00Z', '2026-10-25T01:00Z')).toEqual(['2026-10-25T01:00', -60]);
    expect(change('Asia/Kathmandu', '2000-01-01T00:00Z', '2030-01-01T00:00Z')).toBeNull();
  });
});

describe('a zone that is not known', () => {
  test.each(['Mars/Olympus', '', '+05:45', 'Europe/Berlin\r\nX: y', undefined as unknown as string])(
    '%j is refused by name instead of being read as UTC',
    (timeZone) => {
      const now = new Date('2026-11-22T00:00:00Z');
      expect(() => nextDigestAt(daily({ timeZone }), now)).toThrow(UnknownTimeZoneError);
      expect(() => localDateOf(now, timeZone)).toThrow(UnknownTimeZoneError);
      expect(() => upcomingClockChange(timeZone, now, now)).toThrow(/Choose one like Europe\/Berlin/);
    },
  );
});

/** The same rule on another implementation of time zones. */
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
const anySchedule = fc.record({
  dailyRecommendations: fc.constant(true),
  preferredTime: fc
    .integer({ min: 0, max: 1439 })
    .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16)),
  timeZone: anyZone,
  weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  pausedUntil: fc.constantFrom(null, null, '1999-12-31', '2026-10-25', '2031-02-28'),
});
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

  test('every time around a change of the clocks gives the same instant', () => {
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

  test('the next change of the clocks is the same', () => {
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
