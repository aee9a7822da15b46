import { describe, expect, it } from 'vitest';
import { digestToSend, input, KEY } from '../../../../tests/fakes/digest-to-send';
import { sampleMatch } from '../../../../tests/fakes/samples';
import { readUnsubscribeToken } from '../../../domain/email/unsubscribe-token';
import { TransientError } from '../../../domain/errors';
import type { DigestReason } from '../../../domain/digest/reason';
import type { InvestorProfile } from '../../../domain/profile';
import { sendDigestEmail } from './send-digest-email';

describe('sending a digest', () => {
  it('sends to the verified address, and records the digest and its startups as sent', async () => {
    const { deps, digest, mailer } = await digestToSend();
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'sent' });
    expect(mailer.outbox).toHaveLength(1);
    expect(mailer.outbox[0]).toMatchObject({ to: 'ada@example.com', tags: { investorId: 'ada', digestKey: KEY } });
    expect(mailer.outbox[0]!.text).toContain('Acme');
    expect(await digest()).toMatchObject({ status: 'sent', sesMessageId: 'ses-1', sentAt: '2026-03-30T06:00:02.000Z' });
    expect(await deps.recommendations.list('ada')).toMatchObject([{ startupId: 'acme', digestKey: KEY }]);
  });

  it('has a link in header, HTML and text that stops the email of this investor only', async () => {
    const { deps, mailer } = await digestToSend();
    await sendDigestEmail(deps, input);
    const { unsubscribeUrl, html, text } = mailer.outbox[0]!;
    const token = new URL(unsubscribeUrl!).searchParams.get('token')!;
    expect(unsubscribeUrl).toBe(`https://stop.example/?token=${token}`);
    expect(await readUnsubscribeToken(token, deps.signer)).toMatchObject({ investorId: 'ada', digestKey: KEY });
    expect(Buffer.from(token.split('.')[2]!, 'base64url').toString()).not.toContain('@');
    expect(html).toContain(unsubscribeUrl);
    expect(text).toContain(unsubscribeUrl);
  });

  it('can be retried when the link cannot be signed', async () => {
    const { deps, mailer } = await digestToSend();
    const failing = { ...deps.signer, sign: () => Promise.reject(new TransientError('no signature now')) };
    await expect(sendDigestEmail({ ...deps, signer: failing }, input)).rejects.toThrow(TransientError);
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'sent' });
    expect(mailer.outbox).toHaveLength(1);
  });

  it('sends once when it runs twice, in sequence or concurrently', async () => {
    const { deps, mailer } = await digestToSend();
    const both = await Promise.all([sendDigestEmail(deps, input), sendDigestEmail(deps, input)]);
    const third = await sendDigestEmail(deps, input);
    expect([...both, third].map(({ outcome }) => outcome).sort()).toEqual(['sent', 'taken', 'taken']);
    expect(mailer.outbox).toHaveLength(1);
  });

  it('can be retried after SES rejected the email, and records no startup as sent in between', async () => {
    const { deps, digest, mailer } = await digestToSend([
      { outcome: 'rejected', reason: { code: 'refused', detail: 'not verified' } },
    ]);
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'rejected' });
    expect(await digest()).toMatchObject({ status: 'rejected', reason: 'refused', reasonDetail: 'not verified' });
    expect(await deps.recommendations.list('ada')).toEqual([]);
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'sent' });
    expect(mailer.outbox).toHaveLength(1);
  });

  it('never sends again after SES gave no answer, and records the startups as sent', async () => {
    const { deps, digest, mailer } = await digestToSend([
      { outcome: 'unknown', reason: { code: 'noClearAnswer', detail: 'timeout' } },
    ]);
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'unknown' });
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'taken' });
    expect((await digest()).status).toBe('unknown');
    expect(mailer.outbox).toEqual([]);
    expect(await deps.recommendations.list('ada')).toHaveLength(1);
  });

  it('releases the claim when SES throttles, so that a retry can send', async () => {
    const { deps, mailer } = await digestToSend([new TransientError('Maximum sending rate exceeded')]);
    await expect(sendDigestEmail(deps, input)).rejects.toThrow(TransientError);
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'sent' });
    expect(mailer.outbox).toHaveLength(1);
  });

  it('releases the claim when the ledger is throttled before the send', async () => {
    const { deps, mailer } = await digestToSend();
    const { markSending } = deps.ledger;
    deps.ledger.markSending = () => Promise.reject(new TransientError('throttled'));
    await expect(sendDigestEmail(deps, input)).rejects.toThrow(TransientError);
    deps.ledger.markSending = markSending;
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'sent' });
    expect(mailer.outbox).toHaveLength(1);
  });

  it('records the startups as sent although the run died right after SES accepted the email', async () => {
    const { deps, mailer } = await digestToSend();
    const { markSent } = deps.ledger;
    deps.ledger.markSent = () => Promise.reject(new TransientError('throttled'));
    await expect(sendDigestEmail(deps, input)).rejects.toThrow(TransientError);
    deps.ledger.markSent = markSent;
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'taken' });
    expect(mailer.outbox).toHaveLength(1);
    expect(await deps.recommendations.list('ada')).toMatchObject([{ startupId: 'acme' }]);
  });

  it.each<[string, Partial<InvestorProfile>, DigestReason, string | null]>([
    ['bounced', { emailStatus: 'bounced' }, 'addressBounced', null],
    ['complained', { emailStatus: 'complained' }, 'reportedAsSpam', null],
    ['unsubscribed', { emailStatus: 'unsubscribed' }, 'dailyOff', null],
    ['turned off', { dailyRecommendations: false }, 'dailyOff', null],
    ['paused', { pausedUntil: '2026-04-01' }, 'paused', '2026-04-01'],
  ])('asks just before whether it is wanted: %s', async (_, profile, reason, reasonDetail) => {
    const { deps, digest, mailer } = await digestToSend([], profile);
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'skipped' });
    expect(mailer.outbox).toEqual([]);
    expect(await digest()).toMatchObject({ reason, reasonDetail });
  });

  it('sends a requested digest to an investor who unsubscribed from the daily one', async () => {
    const { deps } = await digestToSend([], { emailStatus: 'unsubscribed' });
    const instant = { ...input, digestKey: 'instant#1', kind: 'instant' as const };
    await deps.ledger.plan({ ...instant, key: instant.digestKey, localDate: '2026-03-30' });
    await deps.ledger.beginMatching('ada', instant.digestKey);
    const found = { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 };
    await deps.ledger.recordMatches('ada', instant.digestKey, found);
    expect(await sendDigestEmail(deps, instant)).toEqual({ outcome: 'sent' });
  });

  it('does not mention a delay when it is on time, and never in a requested digest', async () => {
    const { deps, mailer } = await digestToSend();
    await sendDigestEmail(deps, input);
    const asked = { ...input, digestKey: 'instant#1', kind: 'instant' as const };
    await deps.ledger.plan({ ...asked, key: 'instant#1', localDate: '2026-03-30' });
    await deps.ledger.beginMatching('ada', 'instant#1');
    const matches = [sampleMatch({ startupId: 'brix' })];
    await deps.ledger.recordMatches('ada', 'instant#1', { matches, nearMisses: [], matchTotal: 1 });
    deps.clock.set('2026-03-30T06:20:00.000Z');
    await sendDigestEmail(deps, asked);
    expect(mailer.outbox).toHaveLength(2);
    for (const { text } of mailer.outbox) expect(text).not.toMatch(/delayed|late/i);
  });

  it('fails without a digest or profile, names it, and sends nothing', async () => {
    const { deps, mailer } = await digestToSend();
    await expect(sendDigestEmail(deps, { ...input, digestKey: 'daily#2026-03-31' })).rejects.toThrow(
      'There is no digest daily#2026-03-31 of investor ada.',
    );
    await expect(sendDigestEmail(deps, { ...input, investorId: 'bob' })).rejects.toThrow('of investor bob');
    expect(mailer.outbox).toEqual([]);
  });

  it('keeps the claim on an error after which the email may have been sent', async () => {
    const { deps, digest } = await digestToSend([new Error('a bug')]);
    await expect(sendDigestEmail(deps, input)).rejects.toThrow('a bug');
    expect(await digest()).toMatchObject({ status: 'sending' });
  });

  it('sends nothing while it cannot reserve its startups', async () => {
    const { deps, digest, mailer } = await digestToSend();
    const { reserve } = deps.recommendations;
    deps.recommendations.reserve = () => Promise.reject(new TransientError('throttled'));
    await expect(sendDigestEmail(deps, input)).rejects.toThrow('throttled');
    expect(mailer.outbox).toEqual([]);
    expect(await digest()).toMatchObject({ status: 'matched' });
    deps.recommendations.reserve = reserve;
    expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'sent' });
  });

  it.each([
    ['SES throttles', [new TransientError('Maximum sending rate exceeded')], undefined],
    ['it fails before the call to SES', [], new Error('a bug')],
  ])('releases its startups for the next email when %s', async (_, outcomes, fault) => {
    const { deps } = await digestToSend(outcomes);
    if (fault) deps.ledger.markSending = () => Promise.reject(fault);
    await expect(sendDigestEmail(deps, input)).rejects.toThrow();
    expect(await deps.recommendations.list('ada')).toEqual([]);
  });

  describe('while all email is held back', () => {
    it('keeps a daily digest until the hold is lifted', async () => {
      const { deps, digest, mailer } = await digestToSend();
      await deps.deliveries.pause('2026-03-30T05:59:00.000Z', { delivered: 940, bounced: 60, complained: 0 });
      expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'held' });
      expect(await digest()).toMatchObject({ status: 'matched' });
      expect(await deps.recommendations.list('ada')).toEqual([]);
      deps.deliveries.resume('2026-03-30T06:30:00.000Z');
      deps.clock.set('2026-03-30T06:31:00.000Z');
      expect(await sendDigestEmail(deps, input)).toEqual({ outcome: 'sent' });
      expect(mailer.outbox[0]!.text).toMatch(/delayed/i);
    });

    it('skips a requested digest, whose matches are on screen, and records the reason', async () => {
      const { deps, mailer } = await digestToSend();
      const asked = { ...input, digestKey: 'instant#1', kind: 'instant' as const };
      await deps.ledger.plan({ ...asked, key: 'instant#1', localDate: '2026-03-30' });
      await deps.ledger.beginMatching('ada', 'instant#1');
      const found = { matches: [sampleMatch()], nearMisses: [], matchTotal: 1 };
      await deps.ledger.recordMatches('ada', 'instant#1', found);
      await deps.deliveries.pause('2026-03-30T05:59:00.000Z', { delivered: 940, bounced: 60, complained: 0 });
      expect(await sendDigestEmail(deps, asked)).toEqual({ outcome: 'skipped' });
      expect(mailer.outbox).toEqual([]);
      expect((await deps.ledger.get('ada', 'instant#1'))!.reason).toBe('held');
    });
  });

  describe('concurrently with another digest of the same investor', () => {
    const asked = { ...input, digestKey: 'instant#1', kind: 'instant' as const };
    async function both(daily: string[], instant: string[]) {
      const { deps, mailer } = await digestToSend();
      const record = async (key: string, ids: string[]) => {
        const matches = ids.map((startupId) => sampleMatch({ startupId, name: startupId }));
        await deps.ledger.beginMatching('ada', key);
        await deps.ledger.recordMatches('ada', key, { matches, nearMisses: [], matchTotal: matches.length });
      };
      await deps.ledger.plan({ ...asked, key: asked.digestKey, localDate: '2026-03-30' });
      await record(KEY, daily);
      await record(asked.digestKey, instant);
      const outcomes = await Promise.all([sendDigestEmail(deps, input), sendDigestEmail(deps, asked)]);
      return { deps, mailer, outcomes: outcomes.map(({ outcome }) => outcome) };
    }

    it('sends each startup once, and records what it sent', async () => {
      const { deps, mailer, outcomes } = await both(['one', 'two', 'three'], ['three', 'two', 'four']);
      expect(outcomes).toEqual(['sent', 'sent']);
      const shown = mailer.outbox.flatMap(({ text, tags }) =>
        ['one', 'two', 'three', 'four']
          .filter((name) => text.includes(`${name}\n`))
          .map((name) => [tags.digestKey, name]),
      );
      expect(shown.map(([, name]) => name).sort()).toEqual(['four', 'one', 'three', 'two']);
      for (const key of [KEY, asked.digestKey]) {
        const { matches } = (await deps.ledger.get('ada', key))!;
        const brought = shown.filter(([digestKey]) => digestKey === key).map(([, name]) => name);
        expect(matches.map(({ startupId }) => startupId).sort()).toEqual(brought.sort());
      }
    });

    it('is skipped, with the reason, when no startup is left', async () => {
      const { deps, mailer, outcomes } = await both(['one'], ['one']);
      expect(outcomes.sort()).toEqual(['sent', 'skipped']);
      expect(mailer.outbox).toHaveLength(1);
      const [skipped] = (await deps.ledger.list('ada', 9)).filter(({ status }) => status === 'skipped');
      expect(skipped!.reason).toBe('sentByAnother');
    });
  });

  it('sends and records the claimed matches, although another run recorded others in between', async () => {
    const { deps, digest, mailer } = await digestToSend();
    const { claim } = deps.ledger;
    deps.ledger.claim = async (...call) => {
      await deps.ledger.beginMatching('ada', KEY);
      const matches = [sampleMatch({ startupId: 'brix', name: 'Brix' })];
      await deps.ledger.recordMatches('ada', KEY, { matches, nearMisses: [], matchTotal: 1 });
      return claim(...call);
    };
    await sendDigestEmail(deps, input);
    expect(mailer.outbox[0]!.text).toContain('Brix');
    expect((await digest()).matches).toMatchObject([{ startupId: 'brix' }]);
    expect(await deps.recommendations.list('ada')).toMatchObject([{ startupId: 'brix' }]);
  });
});
