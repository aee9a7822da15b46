import type { ResultOf } from 'gql.tada';
import type { DigestMatch, NearMiss } from '../../amplify/domain/digest/match';
import { readEmailStatusReason } from '../../amplify/domain/email-status-reason';
import type { MatchPreferences, Preferences } from '../../amplify/domain/preferences';
import type { InvestorProfile } from '../../amplify/domain/profile';
import { withStage, withStages } from './funding-stage';
import { request, type RequestOptions } from './graphql';
import {
  getInvestorProfileQuery,
  previewMatchesQuery,
  resumeEmailMutation,
  savePreferencesMutation,
} from './operations/preferences';
import { ownId } from './session';

/** The next email for preferences that need not be saved. */
export interface MatchPreview {
  /** The matches of the email, in its order. */
  matches: DigestMatch[];
  nearMisses: NearMiss[];
  /** How many new startups satisfy every must-have. An email shows the best of them. */
  total: number;
  /** How many more satisfy every must-have but are decided on, or were sent before. */
  alreadyDecided: number;
  alreadySent: number;
}

/** The signed-in investor's profile; null before registration creates it. Throws ApiError. */
export async function getProfile(options?: RequestOptions): Promise<InvestorProfile | null> {
  const investorId = await ownId();
  const data = await request(getInvestorProfileQuery, { investorId }, options);
  return data.getInvestorProfile && complete(data.getInvestorProfile);
}

/**
 * Replaces all preferences if the stored version is `expectedVersion`. Returns the stored profile with the instant of the
 * next email. Throws ApiError: `invalid` with the fields, `conflict` when another version is stored.
 */
export async function savePreferences(preferences: Preferences, expectedVersion: number): Promise<InvestorProfile> {
  const variables = { ...preferences, expectedVersion, investorId: await ownId() };
  const data = await request(savePreferencesMutation, variables);
  return complete(data.savePreferences);
}

/** Profiles from before versions were counted have no version. Older rows have a sentence instead of a reason's code. */
function complete(profile: ResultOf<typeof savePreferencesMutation>['savePreferences']): InvestorProfile {
  const preferencesVersion = profile.preferencesVersion ?? 0;
  return { ...withStages(profile), ...readEmailStatusReason(profile), preferencesVersion };
}

/**
 * Turns email on again after a bounce, a complaint or an unsubscription. After a complaint this requires `consent`, the
 * investor's explicit wish. Throws ApiError, `invalid` without it.
 */
export async function resumeEmail(consent: boolean): Promise<InvestorProfile> {
  const data = await request(resumeEmailMutation, { consent, investorId: await ownId() });
  return complete(data.resumeEmail);
}

/** Ranks the catalog by preferences that need not be saved. Throws ApiError. */
export async function previewMatches(preferences: MatchPreferences, options?: RequestOptions): Promise<MatchPreview> {
  const { previewMatches: preview } = await request(previewMatchesQuery, preferences, options);
  return { ...preview, matches: preview.matches.map(withStage) };
}
