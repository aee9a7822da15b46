import { describe, expect, it } from 'vitest';
import { createInMemoryLedger } from '../../../../tests/fakes/digest-ledger';
import { sampleMatch } from '../../../../tests/fakes/samples';
import { recordFailure } from './record-failure';

const AT = '2026-03-01T08:00:00.000Z';
const DIGEST = {
  investorId: 'ada',
  key: 'daily#2026-03-01',
  kind: 'daily',
  dueAt: AT,
  localDate: '2026-03-01',
} as const;
const RUN = { investorId: 'ada', digestKey: DIGEST.key, kind: 'daily', dueAt: AT, delayed: false } as const;

type Ledger = ReturnType<typeof createInMemoryLedger>;
const STEPS: ((ledger: Ledger) => Promise<unknown>)[] = [
  (ledger) => ledger.plan(DIGEST),
  (ledger) => ledger.beginMatching('ada', DIGEST.key),
  (ledger) => ledger.recordMatches('ada', DIGEST.key, { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 }),
  (ledger) => ledger.claim('ada', DIGEST.key, 'run'),
  (ledger) => ledger.markSending('ada', DIGEST.key, 'run', [sampleMatch()]),
  (ledger) => ledger.markSent('ada', DIGEST.key, AT, 'ses-1'),
];

/** A ledger with a digest that has taken the first `steps` steps. */
async function after(steps: number): Promise<Ledger> {
  const ledger = createInMemoryLedger();
  for (const step of STEPS.slice(0, steps)) await step(ledger);
  return ledger;
}

describe('a failed run', () => {
  it.each([
    ['planned', 1, 'failed'],
    ['matching', 2, 'failed'],
    ['matched', 3, 'failed'],
    ['claimed', 4, 'failed'],
    ['sending', 5, 'unknown'],
    ['sent', 6, 'sent'],
  ])('turns a digest that was %s, after %i steps, into %s', async (_, steps, status) => {
    const ledger = await after(steps);
    expect(await recordFailure(ledger, RUN)).toBe(status);
    const digest = await ledger.get('ada', DIGEST.key);
    expect(digest?.status).toBe(status);
    expect(Boolean(digest?.reason)).toBe(status !== 'sent');
  });

  it('returns null without a digest', async () => {
    expect(await recordFailure(createInMemoryLedger(), RUN)).toBeNull();
  });
});
