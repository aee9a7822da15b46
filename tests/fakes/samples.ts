import type { DigestMatch } from '../../amplify/domain/digest/match';
import { DEFAULT_PREFERENCES } from '../../amplify/domain/preferences';
import type { InvestorProfile } from '../../amplify/domain/profile';
import type { Startup } from '../../amplify/domain/startup';

export function sampleProfile(values: Partial<InvestorProfile> = {}): InvestorProfile {
  return {
    ...DEFAULT_PREFERENCES,
    investorId: 'ada',
    email: 'ada@example.com',
    emailStatus: 'active',
    emailStatusAt: null,
    emailStatusReason: null,
    emailStatusDetail: null,
    nextDigestAt: null,
    preferencesVersion: 0,
    onboarded: false,
    createdAt: '2026-03-01T00:00:00.000Z',
    updatedAt: '2026-03-01T00:00:00.000Z',
    ...values,
  };
}

export function sampleStartup(values: Partial<Startup> = {}): Startup {
  return {
    id: 'acme',
    name: 'Acme',
    industry: 'biotech',
    fundingStage: 'series-a',
    country: 'US',
    region: 'CA',
    city: 'San Francisco',
    description: null,
    website: null,
    fundingAmount: 2_000_000,
    tags: [],
    foundedYear: null,
    teamSize: null,
    source: 'test',
    listedAt: '2026-02-01T00:00:00.000Z',
    updatedAt: '2026-02-01T00:00:00.000Z',
    listed: true,
    ...values,
  };
}

export function sampleMatch(values: Partial<DigestMatch> = {}): DigestMatch {
  return {
    startupId: 'acme',
    name: 'Acme',
    industry: 'biotech',
    fundingStage: 'series-a',
    country: 'US',
    region: 'CA',
    city: 'San Francisco',
    fundingAmount: 2_000_000,
    website: null,
    source: null,
    round: 'series-a|2000000|2026-02-01T00:00:00.000Z',
    score: 80,
    reasons: [{ criterion: 'industry', verdict: 'match', value: 'biotech', share: null, points: 80 }],
    changed: null,
    ...values,
  };
}
