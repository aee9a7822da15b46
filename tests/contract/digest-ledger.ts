import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DigestLedger } from '../../amplify/domain/ports';
import { sampleMatch } from '../fakes/samples';

const AT = '2026-03-29T06:00:01.000Z';
const KEY = 'daily#2026-03-29';

export function digestLedgerContract(create: () => DigestLedger): void {
  describe('digest ledger', () => {
    const planned = async () => {
      const ledger = create();
      const investorId = randomUUID();
      const digest = { investorId, key: KEY, kind: 'daily', dueAt: AT, localDate: '2026-03-29' } as const;
      expect(await ledger.plan(digest)).toBe('planned');
      const status = async () => (await ledger.get(investorId, KEY))?.status;
      return { ledger, investorId, digest, status };
    };
    const matched = async () => {
      const plan = await planned();
      await plan.ledger.beginMatching(plan.investorId, KEY);
      await plan.ledger.recordMatches(plan.investorId, KEY, {
        matches: [sampleMatch()],
        nearMisses: [],
        matchTotal: 7,
      });
      return plan;
    };
    const sending = async () => {
      const match = await matched();
      await match.ledger.claim(match.investorId, KEY);
      await match.ledger.markSending(match.investorId, KEY, AT);
      return match;
    };

    it('plans a digest once, and forgets nothing of the first plan', async () => {
      const { ledger, digest, investorId } = await planned();
      expect(await ledger.plan({ ...digest, dueAt: '2026-03-29T09:00:00.000Z' })).toBe('exists');
      expect(await ledger.get(investorId, KEY)).toMatchObject({ ...digest, status: 'planned', matches: [] });
      expect(await ledger.get(investorId, 'daily#1999-01-01')).toBeNull();
    });

    it('records matches with their reasons as they were', async () => {
      const { ledger, investorId } = await matched();
      expect(await ledger.get(investorId, KEY)).toMatchObject({
        status: 'matched',
        matches: [sampleMatch()],
        matchTotal: 7,
      });
    });

    it('records no matches as such, with what would have come near', async () => {
      const { ledger, investorId, status } = await planned();
      const nearMiss = { criterion: 'location', change: 'add', value: 'DE', gain: 3 } as const;
      await ledger.beginMatching(investorId, KEY);
      await ledger.recordMatches(investorId, KEY, { matches: [], nearMisses: [nearMiss], matchTotal: 0 });
      expect(await status()).toBe('noMatches');
      expect((await ledger.get(investorId, KEY))!.nearMisses).toEqual([nearMiss]);
      expect(await ledger.claim(investorId, KEY)).toBe('taken');
    });

    it('lets a retry match again, but not once it is claimed', async () => {
      const { ledger, investorId } = await matched();
      expect(await ledger.beginMatching(investorId, KEY)).toBe(true);
      await ledger.recordMatches(investorId, KEY, { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 });
      await ledger.claim(investorId, KEY);
      expect(await ledger.beginMatching(investorId, KEY)).toBe(false);
    });

    it('gives the claim to exactly one of many who ask at once', async () => {
      const { ledger, investorId } = await matched();
      const outcomes = await Promise.all(Array.from({ length: 12 }, () => ledger.claim(investorId, KEY)));
      expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
    });

    it('opens the claim again only after a definite rejection', async () => {
      const first = await sending();
      await first.ledger.settle(first.investorId, KEY, 'rejected', 'SES said no');
      expect(await first.ledger.claim(first.investorId, KEY)).toBe('claimed');

      const second = await sending();
      await second.ledger.settle(second.investorId, KEY, 'unknown', 'no answer');
      expect(await second.ledger.claim(second.investorId, KEY)).toBe('taken');
      expect(await second.ledger.get(second.investorId, KEY)).toMatchObject({ status: 'unknown', reason: 'no answer' });
    });

    it('refuses to mark as sending what is not claimed', async () => {
      const { ledger, investorId, status } = await matched();
      await expect(ledger.markSending(investorId, KEY, AT)).rejects.toThrow('claimed');
      expect(await status()).toBe('matched');
    });

    it('does not call a digest failed once it is with SES', async () => {
      const { ledger, investorId, status } = await sending();
      await ledger.settle(investorId, KEY, 'failed', 'crash');
      expect(await status()).toBe('sending');
    });

    it('records sent, then delivered, and keeps both times', async () => {
      const { ledger, investorId } = await sending();
      await ledger.markSent(investorId, KEY, AT, 'ses-1');
      await ledger.recordDelivery(investorId, KEY, 'delivered', '2026-03-29T06:00:09.000Z', 'ses-1');
      expect(await ledger.get(investorId, KEY)).toMatchObject({
        status: 'delivered',
        sentAt: AT,
        sesMessageId: 'ses-1',
      });
    });

    it('keeps the graver news whatever the order of events', async () => {
      const { ledger, investorId, status } = await sending();
      await ledger.recordDelivery(investorId, KEY, 'complained', AT, 'ses-1');
      await ledger.recordDelivery(investorId, KEY, 'delivered', AT, 'ses-1');
      await ledger.recordDelivery(investorId, KEY, 'bounced', AT, 'ses-1');
      await ledger.markSent(investorId, KEY, AT, 'ses-1');
      expect(await status()).toBe('complained');
    });

    it('settles an unknown by the event that shows it arrived', async () => {
      const { ledger, investorId, status } = await sending();
      await ledger.settle(investorId, KEY, 'unknown', 'no answer');
      await ledger.recordDelivery(investorId, KEY, 'delivered', AT, 'ses-1');
      expect(await status()).toBe('delivered');
    });

    it('invents no digest for an event that belongs to none', async () => {
      const ledger = create();
      const investorId = randomUUID();
      await ledger.recordDelivery(investorId, KEY, 'delivered', AT, 'ses-1');
      await ledger.settle(investorId, KEY, 'failed', 'x');
      expect(await ledger.get(investorId, KEY)).toBeNull();
    });

    it('lists newest first, of one investor only', async () => {
      const { ledger, investorId } = await planned();
      for (const day of ['27', '30', '28']) {
        const localDate = `2026-03-${day}`;
        await ledger.plan({
          investorId,
          key: `daily#${localDate}`,
          kind: 'daily',
          dueAt: `${localDate}T06:00:00.000Z`,
          localDate,
        });
      }
      expect((await ledger.list(investorId, 3)).map((digest) => digest.localDate)).toEqual([
        '2026-03-30',
        '2026-03-29',
        '2026-03-28',
      ]);
    });
  });
}
