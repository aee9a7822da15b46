import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DueInvestors, InvestorProfiles } from '../../amplify/domain/ports';
import { DEFAULT_PREFERENCES } from '../../amplify/domain/preferences';
import { sampleProfile } from '../fakes/samples';

const SIX = '2026-03-29T06:00:00.000Z';
const SEVEN = '2026-03-29T07:00:00.000Z';
const NOW = '2026-03-28T12:00:00.000Z';

export function investorProfilesContract(create: () => InvestorProfiles & DueInvestors): void {
  describe('investor profiles', () => {
    const registered = async () => {
      const profiles = create();
      const investorId = randomUUID();
      await profiles.register(sampleProfile({ investorId }));
      return { profiles, investorId };
    };
    const dueIds = async (profiles: DueInvestors, before: string, notBefore?: string) => {
      const ids: string[] = [];
      for await (const profile of profiles.due(before, notBefore)) ids.push(profile.investorId);
      return ids;
    };

    it('store the registered profile, and return null for another investor', async () => {
      const { profiles, investorId } = await registered();
      expect(await profiles.get(investorId)).toMatchObject(sampleProfile({ investorId }));
      expect(await profiles.get(randomUUID())).toBeNull();
    });

    it('store the newly verified email of an existing investor and keep the rest', async () => {
      const { profiles, investorId } = await registered();
      await profiles.savePreferences(investorId, { ...DEFAULT_PREFERENCES, industries: ['web'] }, SIX, NOW);
      await profiles.register(sampleProfile({ investorId, email: 'new@example.com' }));
      expect(await profiles.get(investorId)).toMatchObject({
        email: 'new@example.com',
        industries: ['web'],
        nextDigestAt: SIX,
        onboarded: true,
      });
    });

    it.each([
      ['active', 'active', null],
      ['bounced', 'active', null],
      ['complained', 'complained', 'why'],
      ['unsubscribed', 'unsubscribed', 'why'],
    ] as const)('who are %s are %s with a new email, and with the same one as they were', async (was, becomes, why) => {
      const { profiles, investorId } = await registered();
      if (was !== 'active') await profiles.setEmailStatus(investorId, was, { code: 'other', detail: 'why' }, NOW);
      const before = await profiles.get(investorId);
      await profiles.register(sampleProfile({ investorId, updatedAt: SIX }));
      expect(await profiles.get(investorId)).toEqual(before);
      await profiles.register(sampleProfile({ investorId, email: 'new@example.com', updatedAt: SIX }));
      expect(await profiles.get(investorId)).toMatchObject({
        email: 'new@example.com',
        emailStatus: becomes,
        emailStatusDetail: why,
        emailStatusAt: becomes === 'active' ? SIX : NOW,
      });
    });

    it('store preferences with the schedule, and clear a removed bound', async () => {
      const { profiles, investorId } = await registered();
      const first = { ...DEFAULT_PREFERENCES, minFunding: 500_000, pausedUntil: '2026-04-01' };
      expect(await profiles.savePreferences(investorId, first, SIX, NOW)).toMatchObject({
        ...first,
        nextDigestAt: SIX,
      });
      const second = { ...first, minFunding: null, pausedUntil: null };
      expect(await profiles.savePreferences(investorId, second, SEVEN, NOW)).toMatchObject({
        minFunding: null,
        pausedUntil: null,
        nextDigestAt: SEVEN,
      });
    });

    it('return null for preferences of an investor who is not registered', async () => {
      expect(await create().savePreferences(randomUUID(), DEFAULT_PREFERENCES, SIX, NOW)).toBeNull();
    });

    it('count the saves of preferences, and refuse a stale one', async () => {
      const { profiles, investorId } = await registered();
      const save = (industry: string, expected?: number) =>
        profiles.savePreferences(investorId, { ...DEFAULT_PREFERENCES, industries: [industry] }, SIX, NOW, expected);
      expect(await save('web', 1)).toBe('stale');
      expect(await save('web', 0)).toMatchObject({ industries: ['web'], preferencesVersion: 1 });
      expect(await save('biotech', 0)).toBe('stale');
      expect(await save('energy')).toMatchObject({ industries: ['energy'], preferencesVersion: 2 });
      expect(await save('biotech', 1)).toBe('stale');
      expect(await profiles.get(investorId)).toMatchObject({ industries: ['energy'], preferencesVersion: 2 });
      await profiles.advance(investorId, SIX, SEVEN, NOW);
      await profiles.setEmailStatus(investorId, 'bounced', { code: 'addressRefused' }, SEVEN);
      expect(await save('biotech', 2)).toMatchObject({ industries: ['biotech'], preferencesVersion: 3 });
    });

    it('refuse a save that is based on a state before unsubscribing or resuming', async () => {
      const { profiles, investorId } = await registered();
      const save = (expected: number) => profiles.savePreferences(investorId, DEFAULT_PREFERENCES, SIX, NOW, expected);
      await profiles.setEmailStatus(investorId, 'unsubscribed', { code: 'unsubscribeLink' }, SIX);
      expect(await save(0)).toBe('stale');
      expect(await profiles.get(investorId)).toMatchObject({ emailStatus: 'unsubscribed', preferencesVersion: 1 });
      await profiles.resumeEmail(investorId, 'unsubscribed', SEVEN);
      expect(await save(1)).toBe('stale');
      expect(await save(2)).toMatchObject({ preferencesVersion: 3 });
    });

    it('do not create a profile for an expected version', async () => {
      expect(await create().savePreferences(randomUUID(), DEFAULT_PREFERENCES, SIX, NOW, 0)).toBeNull();
    });

    it('find investors who are due strictly before an instant, with their schedule', async () => {
      const { profiles, investorId } = await registered();
      expect(await dueIds(profiles, '2030-01-01T00:00:00.000Z')).not.toContain(investorId);
      await profiles.savePreferences(investorId, { ...DEFAULT_PREFERENCES, timeZone: 'Asia/Tokyo' }, SIX, NOW);
      expect(await dueIds(profiles, SIX)).not.toContain(investorId);
      expect(await dueIds(profiles, SEVEN)).toContain(investorId);
      for await (const profile of profiles.due(SEVEN)) {
        if (profile.investorId === investorId) {
          const { timeZone, preferredTime, weekdays, pausedUntil } = { ...DEFAULT_PREFERENCES, timeZone: 'Asia/Tokyo' };
          expect(profile).toMatchObject({ nextDigestAt: SIX, timeZone, preferredTime, weekdays, pausedUntil });
        }
      }
    });

    it('find investors who are due from one instant on and strictly before another', async () => {
      const { profiles, investorId } = await registered();
      await profiles.savePreferences(investorId, DEFAULT_PREFERENCES, SIX, NOW);
      expect(await dueIds(profiles, SEVEN, SIX)).toContain(investorId);
      expect(await dueIds(profiles, SIX, NOW)).not.toContain(investorId);
      expect(await dueIds(profiles, SEVEN, '2026-03-29T06:00:00.001Z')).not.toContain(investorId);
    });

    it('find many due investors, earliest first', async () => {
      const profiles = create();
      const from = Date.UTC(2031, 0, 1);
      const at = (index: number) => new Date(from + ((index * 7) % 40) * 60_000).toISOString();
      const ids = Array.from({ length: 40 }, () => randomUUID());
      for (const [index, investorId] of ids.entries()) {
        await profiles.register(sampleProfile({ investorId }));
        await profiles.savePreferences(investorId, DEFAULT_PREFERENCES, at(index), NOW);
      }
      const found: string[] = [];
      for await (const { nextDigestAt } of profiles.due('2031-01-01T12:00:00.000Z', '2031-01-01T00:00:00.000Z')) {
        found.push(nextDigestAt);
      }
      expect(found).toEqual(ids.map((_, index) => at(index)).sort());
    });

    it('advance only from the instant that was read, and leave the due index without a next date', async () => {
      const { profiles, investorId } = await registered();
      await profiles.savePreferences(investorId, DEFAULT_PREFERENCES, SIX, NOW);
      expect(await profiles.advance(investorId, SIX, SEVEN, NOW)).toBe(true);
      expect(await profiles.advance(investorId, SIX, SEVEN, NOW)).toBe(false);
      expect(await profiles.advance(investorId, SEVEN, null, NOW)).toBe(true);
      expect(await profiles.get(investorId)).toMatchObject({ nextDigestAt: null });
      expect(await dueIds(profiles, '2030-01-01T00:00:00.000Z')).not.toContain(investorId);
    });

    it('advance only the version that was read, even if a change led to the same instant', async () => {
      const { profiles, investorId } = await registered();
      await profiles.savePreferences(investorId, DEFAULT_PREFERENCES, SIX, NOW);
      await profiles.savePreferences(investorId, { ...DEFAULT_PREFERENCES, weekdays: ['sun'] }, SIX, SIX);
      expect(await profiles.advance(investorId, SIX, SEVEN, NOW)).toBe(false);
      expect(await profiles.advance(investorId, SIX, SEVEN, SIX)).toBe(true);
    });

    it('store the reason and the time when email is stopped', async () => {
      const { profiles, investorId } = await registered();
      await profiles.setEmailStatus(investorId, 'bounced', { code: 'addressRefused', detail: '550 no such user' }, NOW);
      expect(await profiles.get(investorId)).toMatchObject({
        emailStatus: 'bounced',
        emailStatusReason: 'addressRefused',
        emailStatusDetail: '550 no such user',
        emailStatusAt: NOW,
      });
    });

    it('keep a complaint when a bounce is reported after it', async () => {
      const { profiles, investorId } = await registered();
      await profiles.setEmailStatus(investorId, 'complained', { code: 'reportedAsSpam' }, SIX);
      await profiles.setEmailStatus(
        investorId,
        'bounced',
        { code: 'addressRefused', detail: '550 no such user' },
        SEVEN,
      );
      expect(await profiles.get(investorId)).toMatchObject({ emailStatus: 'complained', emailStatusAt: SIX });
    });

    it('are not stopped again by a repeated old event after the investor resumed email', async () => {
      const { profiles, investorId } = await registered();
      await profiles.setEmailStatus(investorId, 'bounced', { code: 'addressRefused', detail: '550 no such user' }, NOW);
      await profiles.resumeEmail(investorId, 'bounced', SIX);
      await profiles.setEmailStatus(investorId, 'bounced', { code: 'addressRefused', detail: '550 no such user' }, NOW);
      expect(await profiles.get(investorId)).toMatchObject({ emailStatus: 'active', emailStatusAt: SIX });
      await profiles.setEmailStatus(
        investorId,
        'bounced',
        { code: 'addressRefused', detail: '550 no such user' },
        SEVEN,
      );
      expect(await profiles.get(investorId)).toMatchObject({ emailStatus: 'bounced', emailStatusAt: SEVEN });
    });

    it('unsubscribe once, and never overwrite a bounce or a complaint', async () => {
      const { profiles, investorId } = await registered();
      await profiles.setEmailStatus(investorId, 'unsubscribed', { code: 'unsubscribeLink' }, SIX);
      await profiles.setEmailStatus(investorId, 'unsubscribed', { code: 'other', detail: 'again' }, SEVEN);
      expect(await profiles.get(investorId)).toMatchObject({
        emailStatus: 'unsubscribed',
        emailStatusReason: 'unsubscribeLink',
        emailStatusAt: SIX,
      });
      for (const graver of ['bounced', 'complained'] as const) {
        await profiles.setEmailStatus(investorId, graver, { code: 'other', detail: 'graver' }, SEVEN);
        await profiles.setEmailStatus(investorId, 'unsubscribed', { code: 'unsubscribeLink' }, SEVEN);
        expect(await profiles.get(investorId)).toMatchObject({ emailStatus: graver, emailStatusDetail: 'graver' });
      }
      await profiles.setEmailStatus(randomUUID(), 'unsubscribed', { code: 'unsubscribeLink' }, SIX);
    });

    it('turn email on when the daily email is requested after unsubscribing', async () => {
      const { profiles, investorId } = await registered();
      const daily = { ...DEFAULT_PREFERENCES, dailyRecommendations: true };
      await profiles.setEmailStatus(investorId, 'unsubscribed', { code: 'unsubscribeLink' }, SIX);
      const without = { ...daily, dailyRecommendations: false };
      expect(await profiles.savePreferences(investorId, without, null, NOW)).toMatchObject({
        emailStatus: 'unsubscribed',
      });
      const on = { emailStatus: 'active', emailStatusReason: null, emailStatusDetail: null, emailStatusAt: SEVEN };
      expect(await profiles.savePreferences(investorId, daily, SIX, SEVEN)).toMatchObject(on);
      expect(await profiles.get(investorId)).toMatchObject(on);
      for (const graver of ['bounced', 'complained'] as const) {
        await profiles.setEmailStatus(investorId, graver, { code: 'other', detail: 'graver' }, SEVEN);
        expect(await profiles.savePreferences(investorId, daily, SIX, NOW)).toMatchObject({ emailStatus: graver });
      }
    });

    it('resume email only from the status that was read, and clear the reason', async () => {
      const { profiles, investorId } = await registered();
      await profiles.setEmailStatus(investorId, 'complained', { code: 'reportedAsSpam' }, NOW);
      expect(await profiles.resumeEmail(investorId, 'bounced', SIX)).toBeNull();
      expect(await profiles.get(investorId)).toMatchObject({ emailStatus: 'complained', emailStatusAt: NOW });
      const resumed = {
        investorId,
        emailStatus: 'active',
        emailStatusReason: null,
        emailStatusDetail: null,
        emailStatusAt: SIX,
      };
      expect(await profiles.resumeEmail(investorId, 'complained', SIX)).toMatchObject(resumed);
      expect(await profiles.get(investorId)).toMatchObject(resumed);
      expect(await profiles.resumeEmail(randomUUID(), 'bounced', SIX)).toBeNull();
    });
  });
}
