import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../stores/delivery';
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
  ...fields,
});

const MISSED = 'We could not send it on its day, so we left it out.';
const UNCLEAR = 'We stopped while sending and can not tell whether it left.';
const REFUSED = 'The email service did not send it: bad content.';
const FAILED = 'The run stopped on its way. Please try again.';

describe('what became of an email', () => {
  test.each([
    ['missed', MISSED, MISSED],
    ['missed', null, 'It was too late to send it on its date, so it was left out.'],
    ['unknown', UNCLEAR, `${UNCLEAR} It is not sent again.`],
    ['rejected', REFUSED, REFUSED],
    ['failed', FAILED, `${FAILED} Nothing was sent.`],
    ['failed', null, 'It failed on our side. Nothing was sent.'],
    ['skipped', 'Your daily email is off.', 'Your daily email is off.'],
    ['skipped', null, 'Email was off at that moment.'],
    ['bounced', '550 no such user', 'Sent at 07:00, but your mail server did not take it. 550 no such user'],
  ] as const)('%s because of %j is said once', (status, reason, words) => {
    expect(deliveryOutcome(delivery({ status, reason }), 'UTC', NOW).words).toBe(words);
  });
});
