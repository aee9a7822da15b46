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

/** What the next email would bring with preferences that need not be saved. */
export interface MatchPreview {
  /** All that the email would hold, in its order. */
  matches: DigestMatch[];
  nearMisses: NearMiss[];
  /** New startups that satisfy every must-have, before the cut to an email. */
  total: number;
  /** Startups that satisfy every must-have too, but were decided on, or else sent, before. */
  alreadyDecided: number;
  alreadySent: number;
}

/** The caller's own profile; null when registration has not created it. Throws ApiError. */
export async function getProfile(options?: RequestOptions): Promise<InvestorProfile | null> {
  const investorId = await ownId();
  const data = await request(getInvestorProfileQuery, { investorId }, options);
  return data.getInvestorProfile && complete(data.getInvestorProfile);
}

/**
 * Replaces all preferences, which were made from `expectedVersion` of them; the answer is what is stored now, with the
 * next email's instant. Throws ApiError: `invalid` with the fields, `conflict` when another version is stored.
 */
export async function savePreferences(preferences: Preferences, expectedVersion: number): Promise<InvestorProfile> {
  const variables = { ...preferences, expectedVersion, investorId: await ownId() };
  const data = await request(savePreferencesMutation, variables);
  return complete(data.savePreferences);
}

/** Profiles from before versions were counted have none, and older rows hold a sentence in place of a reason's code. */
function complete(profile: ResultOf<typeof savePreferencesMutation>['savePreferences']): InvestorProfile {
  const preferencesVersion = profile.preferencesVersion ?? 0;
  return { ...withStages(profile), ...readEmailStatusReason(profile), preferencesVersion };
}

/**
 * Turns email on again after a bounce, a complaint or an unsubscription. After a complaint only with `consent`, the
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
