import { describe, expect, expectTypeOf, it } from 'vitest';
import type { DigestLedger } from './ledger';
import { DIGEST_STATUSES, SETTLED_STATUSES } from './status';
import { TRANSITIONS, type Transition, type TransitionName } from './transitions';

const NAMES = Object.keys(TRANSITIONS) as TransitionName[];

describe('the table of transitions', () => {
  it('reaches every status', () => {
    const reached = new Set<string>(NAMES.map((name) => TRANSITIONS[name].to));
    expect([...reached].sort()).toEqual([...DIGEST_STATUSES].sort());
  });

  it('closes a digest exactly when its new status is settled', () => {
    for (const name of NAMES) {
      const { to, openness }: Transition = TRANSITIONS[name];
      expect(openness === 'close', name).toBe(SETTLED_STATUSES.includes(to));
    }
  });

  it('returns nothing that may have been sent to a status that leads to an email, except for the holder', () => {
    for (const name of NAMES) {
      const { from, to, holder }: Transition = TRANSITIONS[name];
      const mayBeSent = from.some((status) => ['sending', 'unknown', 'sent', 'delivered'].includes(status));
      const leadsToAnEmail = ['planned', 'matching', 'matched', 'claimed'].includes(to);
      if (mayBeSent && leadsToAnEmail) expect(holder, name).toBe('required');
    }
  });
});

describe('a ledger', () => {
  // Held by the type check (npm run types), which also reads the functions that call the ledger.
  it('has only the operations that the table gives its actor', () => {
    type Sender = DigestLedger<'send-digest-email'>;
    type EndingsOf<Ledger extends { settle: (...args: never[]) => unknown }> = Parameters<Ledger['settle']>[2];
    expectTypeOf<Sender>().toHaveProperty('claim');
    expectTypeOf<Sender>().not.toHaveProperty('beginMatching');
    expectTypeOf<Sender>().not.toHaveProperty('recordRejection');
    expectTypeOf<EndingsOf<Sender>>().toEqualTypeOf<'skipped' | 'missed' | 'unknown'>();
    expectTypeOf<DigestLedger<'find-matches'>>().toHaveProperty('beginMatching');
    expectTypeOf<DigestLedger<'find-matches'>>().not.toHaveProperty('claim');
    expectTypeOf<DigestLedger<'find-matches'>>().not.toHaveProperty('settle');
    expectTypeOf<DigestLedger<'record-delivery'>>().toHaveProperty('recordRejection');
    expectTypeOf<DigestLedger<'record-delivery'>>().not.toHaveProperty('reject');
    expectTypeOf<EndingsOf<DigestLedger<'record-failure'>>>().toEqualTypeOf<'failed' | 'unknown'>();
    expectTypeOf<DigestLedger<'reconcile-digests'>>().not.toHaveProperty('markSent');
  });
});
