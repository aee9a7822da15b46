import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DigestLedger } from '../../amplify/domain/digest/ledger';
import type { DigestActor } from '../../amplify/domain/digest/transitions';
import { sampleMatch } from '../fakes/samples';

const AT = '2026-03-29T06:00:01.000Z';
const KEY = 'daily#2026-03-29';
const [RUN, OTHER] = ['run-1', 'run-2'] as const;
/** The clock of the ledger in every suite, long before the planned digests. */
const LEDGER_TIME = Date.parse('2026-03-01T00:00:00.000Z');
const LATER = '2026-03-29T06:15:00.000Z';

export function digestLedgerContract(create: () => DigestLedger<DigestActor>): void {
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
      await match.ledger.claim(match.investorId, KEY, RUN);
      await match.ledger.markSending(match.investorId, KEY, RUN, [sampleMatch()]);
      return match;
    };

    it('plans a digest once, and keeps the first plan', async () => {
      const { ledger, digest, investorId } = await planned();
      expect(await ledger.plan({ ...digest, dueAt: '2026-03-29T09:00:00.000Z' })).toBe('exists');
      expect(await ledger.get(investorId, KEY)).toMatchObject({ ...digest, status: 'planned', matches: [] });
      expect(await ledger.get(investorId, 'daily#1999-01-01')).toBeNull();
    });

    it('records matches with their reasons', async () => {
      const { ledger, investorId } = await matched();
      expect(await ledger.get(investorId, KEY)).toMatchObject({
        status: 'matched',
        matches: [sampleMatch()],
        matchTotal: 7,
      });
    });

    it('records that there are no matches, with the near misses', async () => {
      const { ledger, investorId, status } = await planned();
      const nearMiss = { criterion: 'location', change: 'add', value: 'DE', gain: 3 } as const;
      await ledger.beginMatching(investorId, KEY);
      await ledger.recordMatches(investorId, KEY, { matches: [], nearMisses: [nearMiss], matchTotal: 0 });
      expect(await status()).toBe('noMatches');
      expect((await ledger.get(investorId, KEY))!.nearMisses).toEqual([nearMiss]);
      expect(await ledger.claim(investorId, KEY, RUN)).toBe('taken');
    });

    it('lets a retry match again, until the digest is claimed', async () => {
      const { ledger, investorId } = await matched();
      expect(await ledger.beginMatching(investorId, KEY)).toBe(true);
      await ledger.recordMatches(investorId, KEY, { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 });
      await ledger.claim(investorId, KEY, RUN);
      expect(await ledger.beginMatching(investorId, KEY)).toBe(false);
    });

    it('gives the claim to exactly one of many concurrent callers', async () => {
      const { ledger, investorId } = await matched();
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, i) => ledger.claim(investorId, KEY, `run-${i}`)),
      );
      expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
    });

    it('allows another claim only after a definite rejection', async () => {
      const first = await sending();
      await first.ledger.reject(first.investorId, KEY, RUN, { code: 'refused' });
      expect(await first.ledger.claim(first.investorId, KEY, OTHER)).toBe('claimed');

      const second = await sending();
      await second.ledger.settle(second.investorId, KEY, 'unknown', { code: 'noClearAnswer' });
      expect(await second.ledger.claim(second.investorId, KEY, OTHER)).toBe('taken');
      expect(await second.ledger.get(second.investorId, KEY)).toMatchObject({
        status: 'unknown',
        reason: 'noClearAnswer',
        reasonDetail: null,
      });
    });

    it('refuses to mark an unclaimed digest as sending', async () => {
      const { ledger, investorId, status } = await matched();
      await expect(ledger.markSending(investorId, KEY, RUN, [sampleMatch()])).rejects.toThrow('claimed');
      expect(await status()).toBe('matched');
    });

    it('does not record a failure for a digest that was handed to SES', async () => {
      const { ledger, investorId, status } = await sending();
      await ledger.settle(investorId, KEY, 'failed', { code: 'runFailed' });
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

    it('keeps the complaint, whatever the order of events', async () => {
      const { ledger, investorId, status } = await sending();
      await ledger.recordDelivery(investorId, KEY, 'complained', AT, 'ses-1');
      await ledger.recordDelivery(investorId, KEY, 'delivered', AT, 'ses-1');
      await ledger.recordDelivery(investorId, KEY, 'bounced', AT, 'ses-1');
      await ledger.markSent(investorId, KEY, AT, 'ses-1');
      expect(await status()).toBe('complained');
    });

    it('replaces unknown when an event reports the delivery', async () => {
      const { ledger, investorId, status } = await sending();
      await ledger.settle(investorId, KEY, 'unknown', { code: 'noClearAnswer' });
      await ledger.recordDelivery(investorId, KEY, 'delivered', AT, 'ses-1');
      expect(await status()).toBe('delivered');
    });

    it('gives the claim again to its holder only', async () => {
      const { ledger, investorId } = await matched();
      expect(await ledger.claim(investorId, KEY, RUN)).toBe('claimed');
      expect(await ledger.claim(investorId, KEY, RUN)).toBe('claimed');
      expect(await ledger.claim(investorId, KEY, OTHER)).toBe('taken');
      await expect(ledger.markSending(investorId, KEY, OTHER, [sampleMatch()])).rejects.toThrow('claimed');
      await ledger.markSending(investorId, KEY, RUN, [sampleMatch()]);
      await ledger.markSending(investorId, KEY, RUN, [sampleMatch()]);
    });

    it('releases the claim only for its holder', async () => {
      const { ledger, investorId, status } = await sending();
      await ledger.release(investorId, KEY, OTHER, { code: 'sendLater' });
      await ledger.reject(investorId, KEY, OTHER, { code: 'refused' });
      expect(await status()).toBe('sending');
      await ledger.release(investorId, KEY, RUN, { code: 'sendLater' });
      expect(await status()).toBe('matched');
      expect(await ledger.claim(investorId, KEY, OTHER)).toBe('claimed');
      await ledger.release(investorId, KEY, RUN, { code: 'sendLater' });
      expect(await status()).toBe('claimed');
    });

    it('lets the sender correct an unknown that another caller wrote', async () => {
      for (const [word, then] of [
        ['sent', 'sent'],
        ['rejected', 'rejected'],
        ['release', 'matched'],
      ] as const) {
        const { ledger, investorId, status } = await sending();
        await ledger.settle(investorId, KEY, 'unknown', { code: 'stoppedWhileSending' });
        if (word === 'sent') await ledger.markSent(investorId, KEY, AT, 'ses-1');
        if (word === 'rejected') await ledger.reject(investorId, KEY, RUN, { code: 'refused' });
        if (word === 'release') await ledger.release(investorId, KEY, RUN, { code: 'sendLater' });
        expect(await status()).toBe(then);
      }
    });

    it('takes an event as proof that the email was sent, whatever the status', async () => {
      const claimed = await matched();
      await claimed.ledger.claim(claimed.investorId, KEY, RUN);
      await claimed.ledger.recordDelivery(claimed.investorId, KEY, 'delivered', AT, 'ses-1');
      expect(await claimed.status()).toBe('delivered');
      const failed = await planned();
      await failed.ledger.settle(failed.investorId, KEY, 'failed', { code: 'runFailed' });
      await failed.ledger.recordDelivery(failed.investorId, KEY, 'bounced', AT, 'ses-1');
      expect(await failed.ledger.get(failed.investorId, KEY)).toMatchObject({
        status: 'bounced',
        sentAt: AT,
        reason: null,
      });
    });

    it('plans a digest that was not sent again for another instant', async () => {
      const dueAt = '2026-03-29T09:00:00.000Z';
      const { ledger, investorId } = await matched();
      expect(await ledger.replan(investorId, KEY, dueAt)).toBe(true);
      expect(await ledger.get(investorId, KEY)).toMatchObject({ status: 'planned', dueAt });
      expect(await ledger.claim(investorId, KEY, RUN)).toBe('taken');
      await ledger.settle(investorId, KEY, 'skipped', { code: 'paused', detail: '2026-04-01' });
      expect(await ledger.replan(investorId, KEY, dueAt)).toBe(true);
      expect(await ledger.get(investorId, KEY)).toMatchObject({ status: 'planned', reason: null, reasonDetail: null });

      const left = await sending();
      expect(await left.ledger.replan(left.investorId, KEY, dueAt)).toBe(false);
      expect(await left.status()).toBe('sending');
      expect(await left.ledger.replan(randomUUID(), KEY, dueAt)).toBe(false);
    });

    describe('stuck digests', () => {
      const isStuck = async (
        { ledger, investorId }: { ledger: DigestLedger<DigestActor>; investorId: string },
        before = LATER,
      ) => {
        for await (const digest of ledger.stuck(LEDGER_TIME - Date.parse(before)))
          if (digest.investorId === investorId) return digest.status;
        return null;
      };

      it('are open for longer than a period, counted from their due time', async () => {
        const plan = await planned();
        expect(await isStuck(plan)).toBe('planned');
        expect(await isStuck(plan, AT)).toBeNull();
        await plan.ledger.replan(plan.investorId, KEY, '2026-03-29T09:00:00.000Z');
        expect(await isStuck(plan)).toBeNull();
        expect(await isStuck(await matched())).toBe('matched');
        expect(await isStuck(await sending())).toBe('sending');
      });

      it('do not include a digest that has ended', async () => {
        const sent = await sending();
        await sent.ledger.markSent(sent.investorId, KEY, AT, 'ses-1');
        expect(await isStuck(sent)).toBeNull();
        const rejected = await sending();
        await rejected.ledger.reject(rejected.investorId, KEY, RUN, { code: 'refused' });
        expect(await isStuck(rejected)).toBeNull();
        const none = await planned();
        await none.ledger.beginMatching(none.investorId, KEY);
        await none.ledger.recordMatches(none.investorId, KEY, { matches: [], nearMisses: [], matchTotal: 0 });
        expect(await isStuck(none)).toBeNull();
        const failed = await planned();
        await failed.ledger.settle(failed.investorId, KEY, 'failed', { code: 'runFailed' });
        expect(await isStuck(failed)).toBeNull();
        await failed.ledger.beginMatching(failed.investorId, KEY);
        expect(await isStuck(failed)).toBe('matching');
      });

      it('do not include a digest that SES reported, or one that is unknown', async () => {
        const left = await sending();
        await left.ledger.recordDelivery(left.investorId, KEY, 'delivered', AT, 'ses-1');
        expect(await isStuck(left)).toBeNull();
        const unknown = await sending();
        await unknown.ledger.settle(unknown.investorId, KEY, 'unknown', { code: 'noClearAnswer' }, RUN);
        expect(await isStuck(unknown)).toBeNull();
      });
    });

    it('records the matches of the email, which may be fewer than were found', async () => {
      const { ledger, investorId } = await matched();
      const brix = sampleMatch({ startupId: 'brix' });
      await ledger.claim(investorId, KEY, RUN);
      await ledger.markSending(investorId, KEY, RUN, [brix]);
      expect((await ledger.get(investorId, KEY))!.matches).toEqual([brix]);
    });

    it('records that SES did not send an email that it had accepted', async () => {
      const { ledger, investorId } = await sending();
      await ledger.markSent(investorId, KEY, AT, 'ses-1');
      await ledger.recordRejection(investorId, KEY, { code: 'refusedAfterwards', detail: 'Bad content' });
      expect(await ledger.get(investorId, KEY)).toMatchObject({
        status: 'rejected',
        reason: 'refusedAfterwards',
        reasonDetail: 'Bad content',
        sentAt: null,
      });
    });

    it('creates no digest for an event without one', async () => {
      const ledger = create();
      const investorId = randomUUID();
      await ledger.recordDelivery(investorId, KEY, 'delivered', AT, 'ses-1');
      await ledger.settle(investorId, KEY, 'failed', { code: 'runFailed' });
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
