import { describe, expect, test } from 'vitest';
import { UnknownTimeZoneError } from '../errors';
import { DEFAULT_PREFERENCES, type SchedulePreferences } from '../preferences';
import { nextDigestAt } from './next-digest-at';

const daily = (fields: Partial<SchedulePreferences>): SchedulePreferences => ({ ...DEFAULT_PREFERENCES, ...fields });

describe('the daily digest', () => {
  test('comes at the preferred local time', () => {
    const berlin = daily({ timeZone: 'Europe/Berlin', preferredTime: '08:00' });
    expect(nextDigestAt(berlin, new Date('2026-11-22T06:59:59Z'))?.toISOString()).toBe('2026-11-22T07:00:00.000Z');
  });

  test('is after the given instant, never at it', () => {
    const utc = daily({ preferredTime: '08:00' });
    expect(nextDigestAt(utc, new Date('2026-11-22T08:00:00Z'))?.toISOString()).toBe('2026-11-23T08:00:00.000Z');
    expect(nextDigestAt(utc, new Date('2026-11-22T07:59:59.999Z'))?.toISOString()).toBe('2026-11-22T08:00:00.000Z');
  });

  test('comes on the chosen weekdays by the local date, not by the UTC date', () => {
    // 07:00 on a Monday in Auckland is still Sunday in UTC.
    const auckland = daily({ timeZone: 'Pacific/Auckland', preferredTime: '07:00', weekdays: ['mon'] });
    const first = nextDigestAt(auckland, new Date('2026-11-20T00:00:00Z'))!;
    expect(first.toISOString()).toBe('2026-11-22T18:00:00.000Z');
    expect(nextDigestAt(auckland, first)?.toISOString()).toBe('2026-11-29T18:00:00.000Z');
  });

  test('waits for the local date on which a pause ends', () => {
    const paused = daily({ timeZone: 'America/New_York', preferredTime: '08:00', pausedUntil: '2026-12-24' });
    expect(nextDigestAt(paused, new Date('2026-11-22T00:00:00Z'))?.toISOString()).toBe('2026-12-24T13:00:00.000Z');
  });

  test('is not delayed by a pause that has ended', () => {
    const paused = daily({ preferredTime: '08:00', pausedUntil: '2026-01-01' });
    expect(nextDigestAt(paused, new Date('2026-11-22T00:00:00Z'))?.toISOString()).toBe('2026-11-22T08:00:00.000Z');
  });

  test('does not come when it is turned off', () => {
    expect(nextDigestAt(daily({ dailyRecommendations: false }), new Date('2026-11-22T00:00:00Z'))).toBeNull();
  });
});

test.each(['Mars/Olympus', '', '+05:45', 'Europe/Berlin\r\nX: y', undefined as unknown as string])(
  'the unknown zone %j is refused and not read as UTC',
  (timeZone) => {
    expect(() => nextDigestAt(daily({ timeZone }), new Date('2026-11-22T00:00:00Z'))).toThrow(UnknownTimeZoneError);
  },
);
