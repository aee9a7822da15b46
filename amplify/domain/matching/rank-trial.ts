import { DEFAULT_PREFERENCES, type MatchPreferences } from '../preferences';
import type { Startup } from '../startup';
import type { rank } from './rank';

/* What the tests of `rank` start from. */

export const NOW = new Date('2026-11-22T08:00:00Z');

export const startupOf = (id: string, fields: Partial<Startup> = {}): Startup => ({
  id,
  name: `Startup ${id}`,
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
  source: null,
  listedAt: '2026-10-01T00:00:00.000Z',
  updatedAt: '2026-10-01T00:00:00.000Z',
  listed: true,
  ...fields,
});

export const looksFor = (fields: Partial<MatchPreferences> = {}): MatchPreferences => ({
  ...DEFAULT_PREFERENCES,
  mustMatch: [],
  ...fields,
});

export const idsOf = (ranking: ReturnType<typeof rank>) => ranking.matches.map(({ startup }) => startup.id);
