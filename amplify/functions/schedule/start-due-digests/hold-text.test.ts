import { describe, expect, it } from 'vitest';
import { readHoldReason, type DigestHold } from '../../../domain/sending/digest-hold';
import { holdText } from './hold-text';

const counts = { delivered: 940, bounced: 60, complained: 2 };
const hold = (row: Record<string, unknown>) => ({ counts: null, ...row, ...readHoldReason(row) }) as DigestHold;
const pausedAt = '2026-03-30T06:00:00.000Z';

describe('the reason of a hold in words', () => {
  it.each([
    [
      'both limits with their figures',
      { pausedAt, reason: 'limitReached', counts },
      'In 24 hours 6.00 % of 1000 emails bounced, and 0.21 % of 940 were reported as spam.',
    ],
    [
      'only the limit that was reached',
      { pausedAt, reason: 'limitReached', counts: { ...counts, complained: 0 } },
      'In 24 hours 6.00 % of 1000 emails bounced.',
    ],
    ['a hold without a reason', { pausedAt }, 'Held back by an operator.'],
    ['a reason that an operator wrote', { pausedAt, reason: 'A wrong sender.' }, 'A wrong sender.'],
    [
      'the sentence of an older row',
      { pausedAt, reason: 'In 24 hours 5.10 % of 800 emails bounced.' },
      'In 24 hours 5.10 % of 800 emails bounced.',
    ],
  ])('says %s', (_what, row, text) => {
    expect(holdText(hold(row))).toBe(text);
  });
});
