import { describe, expect, test } from 'vitest';
import { DEFAULT_PREFERENCES, type SchedulePreferences } from '../preferences';
import { localDateOf } from './local-time';
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

  test('a weekday that the zone skipped has no digest, and the next one has', () => {
    const fridays = daily({ timeZone: 'Pacific/Apia', weekdays: ['fri'] });
    expect(digestsBetween(fridays, '2011-12-22', '2012-01-08')).toEqual(['2011-12-23T18:00', '2012-01-05T18:00']);
  });

  test('a digest that the clocks moved past midnight remains the digest of its own date', () => {
    const nuuk = daily({ timeZone: 'America/Nuuk', preferredTime: '23:30' });
    expect(digestDateOf(new Date('2026-03-29T01:30Z'), nuuk)).toBe('2026-03-28');
    expect(localDateOf(new Date('2026-03-29T01:30Z'), 'America/Nuuk')).toBe('2026-03-29');
    expect(digestDateOf(new Date('2026-03-30T00:30Z'), nuuk)).toBe('2026-03-29');
  });

  test('an instant without a due digest belongs to the calendar date', () => {
    expect(digestDateOf(new Date('2026-03-29T01:31Z'), daily({ timeZone: 'America/Nuuk' }))).toBe('2026-03-29');
  });
});
