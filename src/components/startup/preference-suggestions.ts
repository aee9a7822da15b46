import { fundingStageLabel, industryLabel, placeLabel, usdLabel } from '../../../amplify/domain/labels';
import { isWithin, pathOf } from '../../../amplify/domain/place-path';
import type { Preferences } from '../../../amplify/domain/preferences';
import type { Startup } from '../../../amplify/domain/startup';
import type { PassReason } from '../../../amplify/domain/bookmark';
import { startupText } from '../../text/startup';

export type SuggestedStartup = Pick<
  Startup,
  'industry' | 'fundingStage' | 'country' | 'region' | 'city' | 'fundingAmount'
>;

/** A change of the preferences that would have excluded a startup. */
export interface PreferenceSuggestion {
  label: string;
  change: Partial<Preferences>;
}

/**
 * The changes of the preferences to suggest after a pass with a reason. They remove only values that the preferences
 * contain, and never the last value, because an empty list means any. Empty if the reason is not about preferences.
 */
export function preferenceSuggestions(
  reason: PassReason,
  startup: SuggestedStartup,
  preferences: Preferences,
): PreferenceSuggestion[] {
  const text = startupText.suggestion;
  switch (reason) {
    case 'industry': {
      const industries = preferences.industries.filter((industry) => industry !== startup.industry);
      if (!startup.industry || !isNarrower(industries, preferences.industries)) return [];
      return [{ label: text.without(industryLabel(startup.industry)), change: { industries } }];
    }
    case 'stage': {
      const fundingStages = preferences.fundingStages.filter((stage) => stage !== startup.fundingStage);
      if (!startup.fundingStage || !isNarrower(fundingStages, preferences.fundingStages)) return [];
      return [{ label: text.without(fundingStageLabel(startup.fundingStage)), change: { fundingStages } }];
    }
    case 'location': {
      const path = pathOf(startup);
      const covering = path ? preferences.locations.filter((location) => isWithin(path, location)) : [];
      const locations = preferences.locations.filter((location) => !covering.includes(location));
      if (!isNarrower(locations, preferences.locations)) return [];
      return [{ label: text.without(covering.map(placeLabel).join(', ')), change: { locations } }];
    }
    case 'amount':
      return amountSuggestions(startup.fundingAmount, preferences);
    default:
      return [];
  }
}

const isNarrower = (rest: readonly unknown[], all: readonly unknown[]) => rest.length > 0 && rest.length < all.length;

/** The reason does not say whether the amount was too high or too low. Both are offered if the range stays valid. */
function amountSuggestions(amount: number | null, { minFunding, maxFunding }: Preferences): PreferenceSuggestion[] {
  if (amount === null || amount <= 1) return [];
  const text = startupText.suggestion;
  const suggestions: PreferenceSuggestion[] = [];
  if ((maxFunding === null || amount <= maxFunding) && (minFunding === null || minFunding < amount)) {
    suggestions.push({ label: text.below(usdLabel(amount)), change: { maxFunding: amount - 1 } });
  }
  if ((minFunding === null || amount >= minFunding) && (maxFunding === null || maxFunding > amount)) {
    suggestions.push({ label: text.above(usdLabel(amount)), change: { minFunding: amount + 1 } });
  }
  return suggestions;
}
