import { describe, expect, test } from 'vitest';
import { DIGEST_STATUSES, SETTLED_STATUSES, type Digest } from '../../../amplify/domain/digest';
import { digestOutcome } from './digest-outcome';

const digest = (fields: Partial<Digest>): Digest => ({
  investorId: 'ada',
  key: 'daily#2026-11-23',
  kind: 'daily',
  status: 'sent',
  dueAt: '2026-11-23T07:00:00Z',
  localDate: '2026-11-23',
  matches: [],
  nearMisses: [],
  matchTotal: 0,
  sentAt: null,
  sesMessageId: null,
  reason: null,
  ...fields,
});

describe('digestOutcome', () => {
  test.each(DIGEST_STATUSES)('%s says what became of the email exactly when there is something to say', (status) => {
    // Without matches the page itself explains, with the near misses.
    const speaks = SETTLED_STATUSES.includes(status) && status !== 'noMatches';
    expect(digestOutcome(digest({ status })) !== null).toBe(speaks);
  });

  test('the recorded reason comes before the advice', () => {
    const outcome = digestOutcome(digest({ status: 'skipped', reason: 'Your daily email is off.' }));
    expect(outcome?.advice).toMatch(/^Your daily email is off\. \S/);
  });
});
