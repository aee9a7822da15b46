import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '../preferences';
import { digestStanding } from './digest-standing';

/** Daily at 08:00 in Berlin; the digest of 2026-03-30 is due at 06:00 UTC. */
const profile = { ...DEFAULT_PREFERENCES, timeZone: 'Europe/Berlin', nextDigestAt: '2026-03-31T06:00:00.000Z' };
const digest = { digestKey: 'daily#2026-03-30', dueAt: '2026-03-30T06:00:00.000Z' };

const standing = (now: string, change: Partial<typeof profile> = {}) =>
  digestStanding({ ...profile, ...change }, digest, new Date(now));

describe('the standing of a daily digest', () => {
  it.each([
    ['2026-03-30T06:00:59.999Z', 'onTime'],
    ['2026-03-30T06:01:00.000Z', 'delayed'],
    ['2026-03-30T21:59:59.999Z', 'delayed'],
    ['2026-03-30T22:00:00.000Z', 'over'],
  ] as const)('at %s is %s', (now, expected) => {
    expect(standing(now)).toBe(expected);
  });

  it('is on time for a run before the schedule advances', () => {
    expect(standing(digest.dueAt, { nextDigestAt: digest.dueAt })).toBe('onTime');
  });

  it('is moved when the digest of the same date is due at another time', () => {
    const later = { preferredTime: '09:15', nextDigestAt: '2026-03-30T07:15:00.000Z' };
    expect(standing(digest.dueAt, later)).toBe('moved');
    // Still the 30th in Los Angeles, and still to come there.
    const west = { timeZone: 'America/Los_Angeles', nextDigestAt: '2026-03-30T15:00:00.000Z' };
    expect(standing(digest.dueAt, west)).toBe('moved');
  });

  it.each([
    ['another time, whose next is tomorrow', { preferredTime: '07:00', nextDigestAt: '2026-03-31T05:00:00.000Z' }],
    ['another weekday', { weekdays: ['tue' as const] }],
    ['a pause', { pausedUntil: '2026-04-02', nextDigestAt: '2026-04-02T06:00:00.000Z' }],
    ['no daily email', { dailyRecommendations: false, nextDigestAt: null }],
  ])('is changed by %s', (_, change) => {
    expect(standing(digest.dueAt, change as Partial<typeof profile>)).toBe('changed');
  });

  it('is not over for a digest that the clocks moved past midnight', () => {
    const nuuk = { timeZone: 'America/Nuuk', preferredTime: '23:30', nextDigestAt: null as never };
    const moved = { digestKey: 'daily#2026-03-28', dueAt: '2026-03-29T01:30:00.000Z' };
    expect(digestStanding({ ...profile, ...nuuk }, moved, new Date(moved.dueAt))).toBe('onTime');
  });
});
