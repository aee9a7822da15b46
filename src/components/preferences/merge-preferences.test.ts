import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../amplify/domain/preferences';
import { mergePreferences } from './merge-preferences';

const BASE: Preferences = {
  ...DEFAULT_PREFERENCES,
  industries: ['web', 'biotech'],
  locations: ['DE'],
  excludedTerms: ['crypto'],
  minFunding: 500_000,
  maxFunding: 2_000_000,
};

/** One change of each field, and of each pair of fields that belong together. */
const CHANGES: Partial<Preferences>[] = [
  { industries: ['web', 'biotech', 'energy'] },
  { fundingStages: ['seed'] },
  { locations: [] },
  { excludedTerms: ['crypto', 'gambling'] },
  { mustMatch: ['industry', 'location', 'stage'] },
  { weekdays: ['mon'] },
  { minFunding: null, maxFunding: 3_000_000 },
  { dailyRecommendations: false },
  { preferredTime: '09:15', timeZone: 'Asia/Tokyo' },
  { pausedUntil: '2027-01-01' },
];

describe('preferences that were changed in two places', () => {
  const pairs = CHANGES.flatMap((mine) => CHANGES.filter((theirs) => theirs !== mine).map((theirs) => [mine, theirs]));
  it.each(pairs)('keep both the change %j here and the change %j there', (mine, theirs) => {
    const { merged, conflicts, adopted } = mergePreferences(BASE, { ...BASE, ...mine }, { ...BASE, ...theirs });
    expect(merged).toEqual({ ...BASE, ...theirs, ...mine });
    expect(conflicts).toEqual([]);
    expect(Object.keys(theirs!)).toEqual(expect.arrayContaining(adopted));
    expect(adopted.length).toBeGreaterThan(0);
  });

  it.each(CHANGES)('have no conflict if both sides made the same change: %j', (change) => {
    const changed = { ...BASE, ...change };
    expect(mergePreferences(BASE, changed, changed)).toEqual({ merged: changed, conflicts: [], adopted: [] });
    expect(mergePreferences(BASE, BASE, changed).merged).toEqual(changed);
    expect(mergePreferences(BASE, changed, BASE)).toEqual({ merged: changed, conflicts: [], adopted: [] });
  });

  it.each<[Partial<Preferences>, Partial<Preferences>, (keyof Preferences)[]]>([
    [{ maxFunding: 5_000_000 }, { maxFunding: 3_000_000 }, ['minFunding', 'maxFunding']],
    [{ minFunding: 2_500_000, maxFunding: null }, { maxFunding: 2_400_000 }, ['minFunding', 'maxFunding']],
    [{ preferredTime: '07:00' }, { timeZone: 'Asia/Tokyo' }, ['preferredTime', 'timeZone']],
    [{ pausedUntil: '2027-01-01' }, { pausedUntil: '2027-02-01' }, ['pausedUntil']],
  ])('have a conflict between %j and %j', (mine, theirs, group) => {
    const { merged, conflicts } = mergePreferences(BASE, { ...BASE, ...mine }, { ...BASE, ...theirs });
    expect(conflicts).toEqual([group]);
    for (const field of group) expect(merged[field]).toEqual({ ...BASE, ...mine }[field]);
  });

  it('have their lists merged entry by entry', () => {
    const mine = { ...BASE, industries: ['web', 'energy'] };
    const theirs = { ...BASE, industries: ['biotech', 'games'] };
    const { merged, conflicts } = mergePreferences(BASE, mine, theirs);
    expect([merged.industries, conflicts]).toEqual([['games', 'energy'], []]);
  });
});
