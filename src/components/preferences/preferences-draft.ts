import type { EmailStatus } from '../../../amplify/domain/profile';
import {
  DEFAULT_PREFERENCES,
  matchPreferences,
  preferences as preferencesSchema,
  type Criterion,
  type MatchPreferences,
  type Preferences,
} from '../../../amplify/domain/preferences';
import type { FieldProblem } from '../../../amplify/domain/errors';

const FIELDS = Object.keys(preferencesSchema.shape) as (keyof Preferences)[];
const MATCH_FIELDS = Object.keys(matchPreferences.shape) as (keyof MatchPreferences)[];

/**
 * A change of the draft, worked out from the draft as it is when the change is applied. A component must not work it out
 * from the draft that it was rendered with: two changes in one tick would lose the first.
 */
export type DraftChange = (draft: Preferences) => Partial<Preferences>;

/**
 * Preferences out of a profile, without what else the profile holds. A first visit gets the defaults. To somebody who
 * unsubscribed the daily email shows as off, which it is: saving something else must not turn it on again.
 */
export function draftOf(
  profile: (Preferences & { onboarded: boolean; emailStatus?: EmailStatus | null }) | null,
  browserZone: string,
): Preferences {
  if (!profile?.onboarded) return { ...structuredClone(DEFAULT_PREFERENCES), timeZone: browserZone };
  const draft = picked(profile, FIELDS);
  return { ...draft, dailyRecommendations: draft.dailyRecommendations && profile.emailStatus !== 'unsubscribed' };
}

/** The fields alone. Lists are copies, and a missing value is null. */
function picked<Field extends keyof Preferences>(
  from: Preferences,
  fields: readonly Field[],
): Pick<Preferences, Field> {
  const entries = fields.map((field) => {
    const value = from[field];
    return [field, Array.isArray(value) ? [...value] : (value ?? null)];
  });
  return Object.fromEntries(entries) as Pick<Preferences, Field>;
}

/** What is wrong with a draft, by the same schema that the backend parses with. Empty when nothing is. */
export function draftProblems(draft: Preferences): FieldProblem[] {
  const parsed = preferencesSchema.safeParse(draft);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({ field: String(issue.path[0] ?? ''), problem: issue.message }));
}

/** True when two drafts ask for the same: the order in which things were chosen does not matter. */
export function sameDraft(a: Preferences, b: Preferences): boolean {
  return normal(a) === normal(b);
}

/** The part that matching looks at, as text to compare: the same for drafts that match the same. */
export function matchKey(draft: Preferences): string {
  return normal(matchPart(draft));
}

export function matchPart(draft: Preferences): MatchPreferences {
  return { ...picked(draft, MATCH_FIELDS), mustMatch: effectiveMusts(draft) };
}

/** A criterion without a wish can't be a must: it would mean nothing. */
export function hasWish(draft: Preferences, criterion: Criterion): boolean {
  switch (criterion) {
    case 'industry':
      return draft.industries.length > 0;
    case 'stage':
      return draft.fundingStages.length > 0;
    case 'location':
      return draft.locations.length > 0;
    case 'amount':
      return draft.minFunding !== null || draft.maxFunding !== null;
  }
}

export function effectiveMusts(draft: Preferences): Criterion[] {
  return draft.mustMatch.filter((criterion) => hasWish(draft, criterion));
}

function normal(value: object): string {
  return JSON.stringify(
    Object.entries(value)
      .map(([key, entry]) => [key, Array.isArray(entry) ? [...(entry as string[])].sort() : entry])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}
