import type { NearMiss } from '../digest/match';
import { isWithin } from '../place-path';
import type { MatchPreferences } from '../preferences';
import type { FundingStage } from '../startup';

/** A near miss without its gain. */
export type Relaxation = Omit<NearMiss, 'gain'>;

/**
 * The changes to the preferences that apply a near miss. Empty if the preferences already accept the value, which can
 * happen if they changed after the near miss was counted. A value is never added to an empty list, because an empty
 * list accepts any value.
 */
export function relaxation(
  { criterion, change, value }: Relaxation,
  preferences: MatchPreferences,
): Partial<MatchPreferences> {
  const { mustMatch, industries, fundingStages, locations, minFunding, maxFunding } = preferences;
  if (change === 'drop') {
    return mustMatch.includes(criterion) ? { mustMatch: mustMatch.filter((must) => must !== criterion) } : {};
  }
  if (value === null) return {};
  if (change === 'raiseMaximum') {
    return maxFunding !== null && maxFunding < Number(value) ? { maxFunding: Number(value) } : {};
  }
  if (change === 'lowerMinimum') {
    return minFunding !== null && minFunding > Number(value) ? { minFunding: Number(value) } : {};
  }
  switch (criterion) {
    case 'industry':
      return industries.length > 0 && !industries.includes(value) ? { industries: [...industries, value] } : {};
    case 'stage': {
      const stage = value as FundingStage;
      return fundingStages.length > 0 && !fundingStages.includes(stage)
        ? { fundingStages: [...fundingStages, stage] }
        : {};
    }
    case 'location':
      return locations.length > 0 && !locations.some((place) => isWithin(value, place))
        ? { locations: [...locations.filter((place) => !isWithin(place, value)), value] }
        : {};
    case 'amount':
      return {};
  }
}

/** Whether applying the near miss changes the preferences. */
export function isRelaxing(nearMiss: Relaxation, preferences: MatchPreferences): boolean {
  return Object.keys(relaxation(nearMiss, preferences)).length > 0;
}
