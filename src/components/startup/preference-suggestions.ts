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

/** A change of preferences that would have kept a startup away. */
export interface PreferenceSuggestion {
  label: string;
  change: Partial<Preferences>;
}

/**
 * What to ask for differently after passing on a startup for a reason. Only what the investor did ask for is taken
 * away, and never the last of it, since an empty list means any. Empty where the reason says nothing about preferences.
 */
export function preferenceSuggestions(
  reason: PassReason,
  startup: SuggestedStartup,
  wishes: Preferences,
): PreferenceSuggestion[] {
  const text = startupText.suggestion;
  switch (reason) {
    case 'industry': {
      const industries = wishes.industries.filter((industry) => industry !== startup.industry);
      if (!startup.industry || !isNarrower(industries, wishes.industries)) return [];
      return [{ label: text.without(industryLabel(startup.industry)), change: { industries } }];
    }
    case 'stage': {
      const fundingStages = wishes.fundingStages.filter((stage) => stage !== startup.fundingStage);
      if (!startup.fundingStage || !isNarrower(fundingStages, wishes.fundingStages)) return [];
      return [{ label: text.without(fundingStageLabel(startup.fundingStage)), change: { fundingStages } }];
    }
    case 'location': {
      const path = pathOf(startup);
      const within = path ? wishes.locations.filter((location) => isWithin(path, location)) : [];
      const locations = wishes.locations.filter((location) => !within.includes(location));
      if (!isNarrower(locations, wishes.locations)) return [];
      return [{ label: text.without(within.map(placeLabel).join(', ')), change: { locations } }];
    }
    case 'amount':
      return amountSuggestions(startup.fundingAmount, wishes);
    default:
      return [];
  }
}

const isNarrower = (left: readonly unknown[], all: readonly unknown[]) => left.length > 0 && left.length < all.length;

/** Too much or too little is not said: both are offered, as long as something remains between the bounds. */
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
