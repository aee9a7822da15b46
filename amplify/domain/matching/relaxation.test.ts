import { describe, expect, test } from 'vitest';
import type { NearMiss } from '../digest/match';
import { DEFAULT_PREFERENCES, type MatchPreferences } from '../preferences';
import { isRelaxing, relaxation } from './relaxation';

const add = (criterion: NearMiss['criterion'], value: string): NearMiss => ({
  criterion,
  change: 'add',
  value,
  gain: 1,
});
const bound = (change: NearMiss['change'], value: number): NearMiss => ({
  criterion: 'amount',
  change,
  value: String(value),
  gain: 1,
});

describe('applying a near miss', () => {
  test.each<[Partial<MatchPreferences>, NearMiss, Partial<MatchPreferences>]>([
    [{ industries: ['web'] }, add('industry', 'biotech'), { industries: ['web', 'biotech'] }],
    [{ fundingStages: ['seed'] }, add('stage', 'angel'), { fundingStages: ['seed', 'angel'] }],
    [{ locations: ['US/CA', 'US/NY', 'DE'] }, add('location', 'US'), { locations: ['DE', 'US'] }],
    [{ maxFunding: 1_000_000 }, bound('raiseMaximum', 2_000_000), { maxFunding: 2_000_000 }],
    [{ minFunding: 1_000_000 }, bound('lowerMinimum', 250_000), { minFunding: 250_000 }],
    [
      { mustMatch: ['industry', 'stage'] },
      { ...add('industry', ''), change: 'drop', value: null },
      { mustMatch: ['stage'] },
    ],
    // Preferences that changed after the gain was counted.
    [{ industries: [] }, add('industry', 'biotech'), {}],
    [{ industries: ['biotech'] }, add('industry', 'biotech'), {}],
    [{ fundingStages: [] }, add('stage', 'angel'), {}],
    [{ locations: [] }, add('location', 'US'), {}],
    [{ locations: ['US'] }, add('location', 'US/CA'), {}],
    [{ maxFunding: 5_000_000 }, bound('raiseMaximum', 2_000_000), {}],
    [{ maxFunding: null }, bound('raiseMaximum', 2_000_000), {}],
    [{ minFunding: 100_000 }, bound('lowerMinimum', 250_000), {}],
    [{ minFunding: null }, bound('lowerMinimum', 250_000), {}],
  ])('%j and %j: %j', (preferences, nearMiss, change) => {
    const before = { ...DEFAULT_PREFERENCES, ...preferences };
    expect(relaxation(nearMiss, before)).toEqual(change);
    expect(isRelaxing(nearMiss, before)).toBe(Object.keys(change).length > 0);
    expect(isRelaxing(nearMiss, { ...before, ...change })).toBe(false);
  });
});
