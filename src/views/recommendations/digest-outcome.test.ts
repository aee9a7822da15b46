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
  reasonDetail: null,
  ...fields,
});

describe('digestOutcome', () => {
  test.each(DIGEST_STATUSES)('a digest that is %s has an outcome exactly when it is settled with matches', (status) => {
    // Without matches, the page shows the near misses instead.
    const hasOutcome = SETTLED_STATUSES.includes(status) && status !== 'noMatches';
    expect(digestOutcome(digest({ status }), 'UTC') !== null).toBe(hasOutcome);
  });

  const UNCLEAR = 'Sending was interrupted, and we can’t tell whether the email was sent.';
  const STOPPED = 'The run stopped before it finished. Please try again.';
  test.each([
    ['missed', 'datePassed', null, 'We could not send it on its day, so we skipped it. The next one is scheduled.'],
    [
      'unknown',
      'stoppedWhileSending',
      null,
      `${UNCLEAR} We won’t send it again, so that you never get it twice. Your matches are here.`,
    ],
    ['failed', 'runStopped', null, `${STOPPED} Nothing was sent. If it fails again, wait a few minutes.`],
    [
      'skipped',
      'other',
      'Your daily email is off.',
      'Your daily email is off. You can change your schedule in the preferences.',
    ],
    ['skipped', 'paused', '2026-12-01', 'Paused until 2026-12-01. You can change your schedule in the preferences.'],
  ] as const)('the reason comes before the advice: %s, %j, %j', (status, reason, reasonDetail, words) => {
    expect(digestOutcome(digest({ status, reason, reasonDetail }), 'UTC')?.advice).toBe(words);
  });
});
