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
 * A change of the draft, computed from the draft at the time of the change. A component must not compute it from the
 * draft that it was rendered with, because the second of two changes in one tick would overwrite the first.
 */
export type DraftChange = (draft: Preferences) => Partial<Preferences>;

/**
 * The preferences of a profile, or the defaults on a first visit. The daily email of an investor who unsubscribed is off
 * in the draft, because saving another field must not turn it on again.
 */
export function draftOf(
  profile: (Preferences & { onboarded: boolean; emailStatus?: EmailStatus | null }) | null,
  browserZone: string,
): Preferences {
  if (!profile?.onboarded) return { ...structuredClone(DEFAULT_PREFERENCES), timeZone: browserZone };
  const draft = picked(profile, FIELDS);
  return { ...draft, dailyRecommendations: draft.dailyRecommendations && profile.emailStatus !== 'unsubscribed' };
}

/** The given fields. Lists are copies, and a missing value is null. */
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

/** The problems of a draft, found by the schema that the backend uses. Empty if the draft is valid. */
export function draftProblems(draft: Preferences): FieldProblem[] {
  const parsed = preferencesSchema.safeParse(draft);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({ field: String(issue.path[0] ?? ''), problem: issue.message }));
}

/** True if two drafts have the same values. The order of list entries does not matter. */
export function sameDraft(a: Preferences, b: Preferences): boolean {
  return normal(a) === normal(b);
}

/** The part that matching uses, as a text: equal for drafts with the same matches. */
export function matchKey(draft: Preferences): string {
  return normal(matchPart(draft));
}

export function matchPart(draft: Preferences): MatchPreferences {
  return { ...picked(draft, MATCH_FIELDS), mustMatch: effectiveMustHaves(draft) };
}

/** True if the draft has a value for the criterion. A criterion without a value cannot be a must-have. */
export function hasValue(draft: Preferences, criterion: Criterion): boolean {
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

export function effectiveMustHaves(draft: Preferences): Criterion[] {
  return draft.mustMatch.filter((criterion) => hasValue(draft, criterion));
}

function normal(value: object): string {
  return JSON.stringify(
    Object.entries(value)
      .map(([key, entry]) => [key, Array.isArray(entry) ? [...(entry as string[])].sort() : entry])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}
