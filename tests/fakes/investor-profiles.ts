import type { DueInvestors, InvestorProfiles } from '../../amplify/domain/ports';
import type { InvestorProfile } from '../../amplify/domain/profile';

export function createInMemoryProfiles(): InvestorProfiles & DueInvestors {
  const rows = new Map<string, InvestorProfile>();
  const change = (id: string, values: Partial<InvestorProfile>): InvestorProfile | null => {
    const row = rows.get(id);
    if (!row) return null;
    rows.set(id, { ...row, ...values });
    return rows.get(id)!;
  };
  return {
    get: async (id) => rows.get(id) ?? null,
    async register(profile) {
      const { investorId, email, updatedAt } = profile;
      const known = rows.get(investorId);
      if (!known) rows.set(investorId, profile);
      else if (known.email !== email) {
        const stopped = known.emailStatus === 'complained' || known.emailStatus === 'unsubscribed';
        const reachable = {
          emailStatus: 'active' as const,
          emailStatusReason: null,
          emailStatusDetail: null,
          emailStatusAt: updatedAt,
        };
        change(investorId, { email, updatedAt, ...(!stopped && reachable) });
      }
    },
    async savePreferences(id, preferences, nextDigestAt, now, expectedVersion) {
      const version = rows.get(id)?.preferencesVersion ?? 0;
      if (rows.has(id) && expectedVersion !== undefined && expectedVersion !== version) return 'stale';
      const resumes = preferences.dailyRecommendations && rows.get(id)?.emailStatus === 'unsubscribed';
      const resumed = {
        emailStatus: 'active' as const,
        emailStatusReason: null,
        emailStatusDetail: null,
        emailStatusAt: now,
      };
      return change(id, {
        ...preferences,
        nextDigestAt,
        preferencesVersion: version + 1,
        onboarded: true,
        updatedAt: now,
        ...(resumes && resumed),
      });
    },
    async advance(id, from, to, updatedAt) {
      if (rows.get(id)?.nextDigestAt !== from || rows.get(id)?.updatedAt !== updatedAt) return false;
      change(id, { nextDigestAt: to });
      return true;
    },
    async setEmailStatus(id, emailStatus, reason, at) {
      const now = rows.get(id);
      if (emailStatus === 'unsubscribed' && now?.emailStatus !== 'active') return;
      if (emailStatus === 'bounced' && now?.emailStatus === 'complained') return;
      if (now?.emailStatus === 'active' && now.emailStatusAt && now.emailStatusAt > at) return;
      const raised = emailStatus === 'unsubscribed' && now && { preferencesVersion: now.preferencesVersion + 1 };
      const why = { emailStatusReason: reason.code, emailStatusDetail: reason.detail ?? null };
      change(id, { emailStatus, ...why, emailStatusAt: at, updatedAt: at, ...raised });
    },
    async resumeEmail(id, from, now) {
      const known = rows.get(id);
      if (known?.emailStatus !== from) return null;
      const raised = from === 'unsubscribed' && { preferencesVersion: known.preferencesVersion + 1 };
      return change(id, {
        emailStatus: 'active',
        emailStatusReason: null,
        emailStatusDetail: null,
        emailStatusAt: now,
        updatedAt: now,
        ...raised,
      });
    },
    async *due(before, notBefore = '') {
      const due = [...rows.values()].flatMap(({ nextDigestAt, ...row }) =>
        nextDigestAt && nextDigestAt < before && nextDigestAt >= notBefore ? [{ ...row, nextDigestAt }] : [],
      );
      yield* due.sort((a, b) => (a.nextDigestAt < b.nextDigestAt ? -1 : 1));
    },
  };
}
