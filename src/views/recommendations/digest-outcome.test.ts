import { describe, expect, test } from 'vitest';
import type { Digest } from '../../../amplify/domain/digest/digest';
import { DIGEST_STATUSES, SETTLED_STATUSES } from '../../../amplify/domain/digest/status';
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
    expect(digestOutcome(digest({ status }), 'UTC') !== null).toBe(speaks);
  });

  const MISSED = 'We could not send it on its day, so we left it out.';
  const UNCLEAR = 'We stopped while sending and can not tell whether it left.';
  const FAILED = 'The run stopped on its way. Please try again.';
  test.each([
    ['missed', MISSED, `${MISSED} The next one is planned.`],
    ['missed', null, 'Its day was over before it could be sent, so it was left out. The next one is planned.'],
    ['unknown', UNCLEAR, `${UNCLEAR} It is not sent again, so that you never get it twice. Your matches are here.`],
    ['failed', FAILED, `${FAILED} Nothing was sent. If it fails again, wait a few minutes.`],
    ['skipped', 'Your daily email is off.', 'Your daily email is off. When email comes is set in your preferences.'],
    [
      'bounced',
      '550 no such user',
      '550 no such user Your matches are here. Check your address in the preferences; emails stay off until then.',
    ],
  ] as const)('%s because of %j is said once', (status, reason, words) => {
    expect(digestOutcome(digest({ status, reason }), 'UTC')?.advice).toBe(words);
  });

  test('the recorded reason comes before the advice', () => {
    const outcome = digestOutcome(digest({ status: 'skipped', reason: 'Your daily email is off.' }), 'UTC');
    expect(outcome?.advice).toMatch(/^Your daily email is off\. \S/);
  });
});
