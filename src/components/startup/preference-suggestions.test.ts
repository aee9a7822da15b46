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
const WISHES = {
  ...DEFAULT_PREFERENCES,
  industries: ['biotech', 'software'],
  fundingStages: ['seed' as const],
  locations: ['US/CA', 'US/NY', 'US/CA/San Francisco'],
  minFunding: 500_000,
  maxFunding: 2_000_000,
};
const changes = (reason: Parameters<typeof preferenceSuggestions>[0], startup = STARTUP, wishes = WISHES) =>
  preferenceSuggestions(reason, startup, wishes).map(({ change }) => change);

describe('after a pass', () => {
  it('an industry of the preferences is offered to be removed', () => {
    expect(preferenceSuggestions('industry', STARTUP, WISHES)).toEqual([
      { label: 'Leave out Biotech', change: { industries: ['software'] } },
    ]);
  });

  it('the last of a list stays, since none would mean any', () => {
    expect(changes('stage')).toEqual([]);
    expect(changes('industry', STARTUP, { ...WISHES, industries: [] })).toEqual([]);
  });

  it('every place that covers the startup goes at once', () => {
    expect(changes('location')).toEqual([{ locations: ['US/NY'] }]);
    expect(changes('location', { ...STARTUP, country: null as never })).toEqual([]);
  });

  it('an amount can have been too high or too low, within the preferences', () => {
    expect(changes('amount')).toEqual([{ maxFunding: 1_999_999 }]);
    expect(changes('amount', STARTUP, { ...WISHES, maxFunding: null as never })).toEqual([
      { maxFunding: 1_999_999 },
      { minFunding: 2_000_001 },
    ]);
    expect(changes('amount', { ...STARTUP, fundingAmount: null as never })).toEqual([]);
  });

  it('is always something that can be saved', () => {
    for (const reason of ['industry', 'stage', 'location', 'amount'] as const) {
      for (const change of changes(reason)) expect(preferences.safeParse({ ...WISHES, ...change }).success).toBe(true);
    }
  });

  it.each(['team', 'knownAlready', 'other'] as const)('%s says nothing about preferences', (reason) => {
    expect(changes(reason)).toEqual([]);
  });
});
