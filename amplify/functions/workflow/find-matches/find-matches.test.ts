import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../../tests/fakes/clock';
import { createInMemoryLedger } from '../../../../tests/fakes/digest-ledger';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { createInMemoryPortfolio } from '../../../../tests/fakes/portfolio';
import { sampleProfile, sampleStartup } from '../../../../tests/fakes/samples';
import { createInMemoryRecommendations } from '../../../../tests/fakes/recommendations';
import { Catalog } from '../../../domain/catalog/catalog';
import type { InvestorProfile } from '../../../domain/profile';
import type { Startup } from '../../../domain/startup';
import { findMatches } from './find-matches';

const input = {
  investorId: 'ada',
  digestKey: 'daily#2026-03-30',
  kind: 'daily' as const,
  dueAt: '2026-03-30T06:00:00.000Z',
  delayed: false,
};

async function setUp(startups: Startup[], profile: Partial<InvestorProfile>) {
  const catalog = Catalog.from(startups);
  const deps = {
    profiles: createInMemoryProfiles(),
    portfolio: createInMemoryPortfolio(),
    recommendations: createInMemoryRecommendations(),
    ledger: createInMemoryLedger(),
    catalog: async () => catalog,
    clock: new FakeClock(input.dueAt),
  };
  await deps.profiles.register(sampleProfile(profile));
  await deps.ledger.plan({ ...input, key: input.digestKey, localDate: '2026-03-30' });
  return { deps, digest: async () => (await deps.ledger.get('ada', input.digestKey))! };
}

const biotech = sampleStartup();
const web = sampleStartup({ id: 'brix', name: 'Brix', industry: 'web' });

describe('matching startups for a digest', () => {
  it('records matches whose reasons add up to the score', async () => {
    const { deps, digest } = await setUp([biotech, web], { industries: ['biotech'], mustMatch: ['industry'] });
    expect(await findMatches(deps, input)).toEqual({ matchCount: 1 });
    const { status, matches } = await digest();
    expect(status).toBe('matched');
    expect(matches.map((match) => match.startupId)).toEqual(['acme']);
    const sum = matches[0]!.reasons.reduce((total, reason) => total + reason.points, 0);
    // Both are rounded to one decimal.
    expect(Math.abs(sum - matches[0]!.score)).toBeLessThan(0.06 * matches[0]!.reasons.length);
  });

  it('does not propose startups that were sent before', async () => {
    const { deps } = await setUp([biotech, web], {});
    expect(await findMatches(deps, input)).toEqual({ matchCount: 2 });
    const { matches } = (await deps.ledger.get('ada', input.digestKey))!;
    await deps.recommendations.reserve('ada', input.digestKey, input.dueAt, matches);
    const next = { ...input, digestKey: 'daily#2026-03-31' };
    await deps.ledger.plan({ ...next, key: next.digestKey, localDate: '2026-03-31' });
    expect(await findMatches(deps, next)).toEqual({ matchCount: 0 });
    expect((await deps.ledger.get('ada', next.digestKey))!.status).toBe('noMatches');
  });

  it('records no matches with the smallest change that would bring some', async () => {
    const { deps, digest } = await setUp([biotech], { industries: ['web'], mustMatch: ['industry'] });
    expect(await findMatches(deps, input)).toEqual({ matchCount: 0 });
    const { status, nearMisses } = await digest();
    expect(status).toBe('noMatches');
    expect(nearMisses).toContainEqual({ criterion: 'industry', change: 'add', value: 'biotech', gain: 1 });
  });

  it('does not change a claimed digest', async () => {
    const { deps, digest } = await setUp([biotech], {});
    await findMatches(deps, input);
    await deps.ledger.claim('ada', input.digestKey, 'run');
    expect(await findMatches(deps, input)).toEqual({ matchCount: 0 });
    expect((await digest()).status).toBe('claimed');
  });
});
