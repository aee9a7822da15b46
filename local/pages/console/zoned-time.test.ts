import { describe, expect, it } from 'vitest';
import { addDays, dateIn, instantIn } from './zoned-time';

describe('instantIn', () => {
  it.each([
    ['Asia/Kathmandu', '2026-11-24T08:00', '2026-11-24T02:15:00.000Z'],
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '2026-07-01T08:00', '2026-07-01T12:00:00.000Z'],
  ])('%s %s', (zone, local, expected) => {
    expect(instantIn(zone, local).toISOString()).toBe(expected);
  });
});

describe('dateIn', () => {
  it('is the date in the given zone', () => {
    expect(dateIn('Pacific/Auckland', new Date('2026-11-22T12:00:00Z'))).toBe('2026-11-23');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('throws for an unknown zone', () => {
    expect(() => dateIn('Mars/Olympus', new Date())).toThrow();
  });
});
