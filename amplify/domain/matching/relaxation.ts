import type { NearMiss } from '../digest/match';
import { isWithin } from '../place-path';
import type { MatchPreferences } from '../preferences';
import type { FundingStage } from '../startup';

/** A near miss without what it was counted to gain. */
export type Relaxation = Omit<NearMiss, 'gain'>;

/**
 * What taking up a near miss changes in these preferences. Empty when they accept as much already, as they may when they
 * were changed since it was counted: adding to a list that is empty, which means any, would narrow them.
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

/** True when there is something to take up. */
export function isRelaxing(nearMiss: Relaxation, preferences: MatchPreferences): boolean {
  return Object.keys(relaxation(nearMiss, preferences)).length > 0;
}
