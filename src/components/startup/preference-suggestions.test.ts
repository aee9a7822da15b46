import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, preferences } from '../../../amplify/domain/preferences';
import { preferenceSuggestions } from './preference-suggestions';

const STARTUP = {
  industry: 'biotech',
  fundingStage: 'seed',
  country: 'US',
  region: 'CA',
  city: 'San Francisco',
  fundingAmount: 2_000_000,
} as const;
const PREFERENCES = {
  ...DEFAULT_PREFERENCES,
  industries: ['biotech', 'software'],
  fundingStages: ['seed' as const],
  locations: ['US/CA', 'US/NY', 'US/CA/San Francisco'],
  minFunding: 500_000,
  maxFunding: 2_000_000,
};
const changes = (reason: Parameters<typeof preferenceSuggestions>[0], startup = STARTUP, current = PREFERENCES) =>
  preferenceSuggestions(reason, startup, current).map(({ change }) => change);

describe('suggestions after a pass', () => {
  it('remove an industry of the preferences', () => {
    expect(preferenceSuggestions('industry', STARTUP, PREFERENCES)).toEqual([
      { label: 'Leave out Biotech', change: { industries: ['software'] } },
    ]);
  });

  it('keep the last entry of a list, because an empty list means any', () => {
    expect(changes('stage')).toEqual([]);
    expect(changes('industry', STARTUP, { ...PREFERENCES, industries: [] })).toEqual([]);
  });

  it('remove every place that contains the startup', () => {
    expect(changes('location')).toEqual([{ locations: ['US/NY'] }]);
    expect(changes('location', { ...STARTUP, country: null as never })).toEqual([]);
  });

  it('exclude higher or lower amounts, within the preferences', () => {
    expect(changes('amount')).toEqual([{ maxFunding: 1_999_999 }]);
    expect(changes('amount', STARTUP, { ...PREFERENCES, maxFunding: null as never })).toEqual([
      { maxFunding: 1_999_999 },
      { minFunding: 2_000_001 },
    ]);
    expect(changes('amount', { ...STARTUP, fundingAmount: null as never })).toEqual([]);
  });

  it('are always valid preferences', () => {
    for (const reason of ['industry', 'stage', 'location', 'amount'] as const) {
      for (const change of changes(reason))
        expect(preferences.safeParse({ ...PREFERENCES, ...change }).success).toBe(true);
    }
  });

  it.each(['team', 'knownAlready', 'other'] as const)('are empty for the reason %s', (reason) => {
    expect(changes(reason)).toEqual([]);
  });
});
