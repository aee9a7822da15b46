import { describe, expect, test } from 'vitest';
import { dateLabel, dayLabel, momentLabel, relativeLabel } from './moments';

describe('moments', () => {
  test('an instant reads in the zone that is asked for', () => {
    expect(momentLabel('2026-11-23T07:00:00Z', 'Europe/Berlin')).toBe('Mon, Nov 23, 08:00');
    expect(momentLabel('2026-11-23T02:15:00Z', 'Asia/Kathmandu')).toBe('Mon, Nov 23, 08:00');
  });

  test('midnight is the day that begins', () => {
    expect(momentLabel('2026-11-23T00:00:00Z', 'UTC')).toBe('Mon, Nov 23, 00:00');
  });

  test('a local date stays that date in every zone', () => {
    expect(dateLabel('2026-03-01', 'Pacific/Honolulu')).toBe('Mar 1, 2026');
    expect(dayLabel('2026-11-23')).toBe('Mon, Nov 23');
  });

  test.each([
    ['2026-11-23T21:30:00Z', 'in 9 hours'],
    ['2026-11-20T12:00:00Z', '3 days ago'],
    ['2026-11-23T12:00:20Z', 'now'],
    ['2026-11-23T12:00:50Z', 'in 1 minute'],
  ])('%s is %s', (instant, words) => {
    expect(relativeLabel(instant, new Date('2026-11-23T12:00:00Z'))).toBe(words);
  });
});
