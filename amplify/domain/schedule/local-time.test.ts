import { expect, test } from 'vitest';
import { UnknownTimeZoneError } from '../errors';
import { localDateOf, upcomingClockChange } from './local-time';

test('the next clock change is found with its length', () => {
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

test.each(['Mars/Olympus', '', '+05:45', 'Europe/Berlin\r\nX: y', undefined as unknown as string])(
  'the unknown zone %j is refused and not read as UTC',
  (timeZone) => {
    const now = new Date('2026-11-22T00:00:00Z');
    expect(() => localDateOf(now, timeZone)).toThrow(UnknownTimeZoneError);
    expect(() => upcomingClockChange(timeZone, now, now)).toThrow(/Choose one like Europe\/Berlin/);
  },
);
