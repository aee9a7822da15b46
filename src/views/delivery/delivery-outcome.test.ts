import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../api/deliveries';
import { deliveryOutcome } from './delivery-outcome';

const NOW = new Date('2026-11-24T12:00:00Z');
const delivery = (fields: Partial<Delivery>): Delivery => ({
  key: 'daily#2026-11-23',
  kind: 'daily',
  status: 'sent',
  dueAt: '2026-11-23T07:00:00Z',
  localDate: '2026-11-23',
  matches: [],
  nearMisses: [],
  sentAt: null,
  reason: null,
  reasonDetail: null,
  ...fields,
});

describe('the outcome of an email', () => {
  test.each([
    ['missed', 'datePassed', null, 'We could not send it on its day, so we skipped it.'],
    [
      'unknown',
      'stoppedWhileSending',
      null,
      'Sending was interrupted, and we can’t tell whether the email was sent. We won’t send it again.',
    ],
    ['rejected', 'refusedAfterwards', 'bad content', 'The email service did not send it: bad content.'],
    ['failed', 'runStopped', null, 'The run stopped before it finished. Please try again. Nothing was sent.'],
    ['failed', null, null, 'No reason was recorded. Nothing was sent.'],
    ['skipped', 'other', 'Your daily email is off.', 'Your daily email is off.'],
    ['bounced', null, null, 'Sent at 07:00, but your mail server did not accept it.'],
  ] as const)('of a digest that is %s: reason %j, detail %j', (status, reason, reasonDetail, words) => {
    expect(deliveryOutcome(delivery({ status, reason, reasonDetail }), 'UTC', NOW).words).toBe(words);
  });
});
