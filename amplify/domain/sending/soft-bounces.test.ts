import { describe, expect, it } from 'vitest';
import type { Digest } from '../digest/digest';
import type { DigestStatus } from '../digest/status';
import { bouncedInARow } from './soft-bounces';

/** One digest a day from 1 March, in the order of their days. */
const days = (...statuses: DigestStatus[]): Digest[] =>
  statuses.map((status, index) => {
    const day = `2026-03-0${index + 1}`;
    const wasSent = !['noMatches', 'skipped', 'missed', 'failed'].includes(status);
    return {
      investorId: 'ada',
      key: `daily#${day}`,
      kind: 'daily',
      status,
      dueAt: `${day}T06:00:00.000Z`,
      localDate: day,
      matches: [],
      nearMisses: [],
      matchTotal: 0,
      sentAt: wasSent ? `${day}T06:00:05.000Z` : null,
      sesMessageId: wasSent ? `ses-${index + 1}` : null,
      reason: null,
      reasonDetail: null,
    };
  });
const key = (day: number) => `daily#2026-03-0${day}`;

describe('soft bounces in a row', () => {
  it.each<[string, DigestStatus[], number, boolean]>([
    ['two', ['bounced', 'bounced'], 2, false],
    ['three', ['bounced', 'bounced', 'bounced'], 3, true],
    ['three, the middle one reported last', ['bounced', 'bounced', 'bounced'], 2, true],
    ['three with a delivery between', ['bounced', 'bounced', 'delivered', 'bounced'], 4, false],
    ['three with an email of open fate between', ['bounced', 'sent', 'bounced', 'bounced'], 4, false],
    ['three with days without an email between', ['bounced', 'noMatches', 'bounced', 'skipped', 'bounced'], 5, true],
    ['a third that is not written as bounced yet', ['bounced', 'bounced', 'sent'], 3, true],
  ])('%s', (_what, statuses, reported, expected) => {
    expect(bouncedInARow(days(...statuses), key(reported), null)).toBe(expected);
    expect(bouncedInARow(days(...statuses).toReversed(), key(reported), null)).toBe(expected);
  });

  it('are counted from zero after the investor turned email on again', () => {
    const digests = days('bounced', 'bounced', 'bounced', 'bounced', 'bounced');
    expect(bouncedInARow(digests, key(5), '2026-03-03T12:00:00.000Z')).toBe(false);
    expect(bouncedInARow(digests, key(5), '2026-03-02T12:00:00.000Z')).toBe(true);
  });

  it('do not include an email from before that', () => {
    expect(bouncedInARow(days('bounced', 'bounced', 'bounced'), key(3), '2026-03-05T00:00:00.000Z')).toBe(false);
  });
});
