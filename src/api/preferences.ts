import type { DigestMatch, NearMiss } from '../../amplify/domain/digest/match';
import { readEmailStatusReason } from '../../amplify/domain/email-status-reason';
import type { MatchPreferences, Preferences } from '../../amplify/domain/preferences';
import type { InvestorProfile } from '../../amplify/domain/profile';
import { request, type RequestOptions } from './graphql';
import { fieldsOf, MATCH_FIELDS, NEAR_MISS_FIELDS } from './selection';
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

const PROFILE_FIELDS = fieldsOf(
  'InvestorProfile',
  'investorId',
  'email',
  'industries',
  'fundingStages',
  'locations',
  'minFunding',
  'maxFunding',
  'excludedTerms',
  'mustMatch',
  'dailyRecommendations',
  'preferredTime',
  'timeZone',
  'weekdays',
  'pausedUntil',
  'emailStatus',
  'emailStatusAt',
  'emailStatusReason',
  'emailStatusDetail',
  'nextDigestAt',
  'preferencesVersion',
  'onboarded',
  'createdAt',
  'updatedAt',
);

const GET = /* GraphQL */ `query Profile($investorId: ID!) {
  getInvestorProfile(investorId: $investorId) { ${PROFILE_FIELDS} }
}`;

const MATCH_PARAMETERS = `$industries: [String!]!, $fundingStages: [String!]!, $locations: [String!]!,
  $minFunding: Float, $maxFunding: Float, $excludedTerms: [String!]!, $mustMatch: [String!]!`;
const MATCH_ARGUMENTS = `industries: $industries, fundingStages: $fundingStages, locations: $locations,
    minFunding: $minFunding, maxFunding: $maxFunding, excludedTerms: $excludedTerms, mustMatch: $mustMatch`;

const SAVE = /* GraphQL */ `mutation SavePreferences(
  ${MATCH_PARAMETERS},
  $dailyRecommendations: Boolean!, $preferredTime: String!, $timeZone: String!, $weekdays: [String!]!,
  $pausedUntil: String, $expectedVersion: Int, $investorId: ID
) {
  savePreferences(
    investorId: $investorId, expectedVersion: $expectedVersion, ${MATCH_ARGUMENTS},
    dailyRecommendations: $dailyRecommendations, preferredTime: $preferredTime, timeZone: $timeZone,
    weekdays: $weekdays, pausedUntil: $pausedUntil
  ) { ${PROFILE_FIELDS} }
}`;

const RESUME = /* GraphQL */ `mutation ResumeEmail($consent: Boolean!, $investorId: ID) {
  resumeEmail(consent: $consent, investorId: $investorId) { ${PROFILE_FIELDS} }
}`;

const PREVIEW = /* GraphQL */ `query PreviewMatches(${MATCH_PARAMETERS}) {
  previewMatches(
    ${MATCH_ARGUMENTS}
  ) { total alreadyDecided alreadySent matches { ${MATCH_FIELDS} } nearMisses { ${NEAR_MISS_FIELDS} } }
}`;

/** The caller's own profile; null when registration has not created it. Throws ApiError. */
export async function getProfile(options?: RequestOptions): Promise<InvestorProfile | null> {
  const investorId = await ownId();
  const data = await request<{ getInvestorProfile: InvestorProfile | null }>(GET, { investorId }, options);
  return data.getInvestorProfile && complete(data.getInvestorProfile);
}

/**
 * Replaces all preferences, which were made from `expectedVersion` of them; the answer is what is stored now, with the
 * next email's instant. Throws ApiError: `invalid` with the fields, `conflict` when another version is stored.
 */
export async function savePreferences(preferences: Preferences, expectedVersion: number): Promise<InvestorProfile> {
  const variables = { ...preferences, expectedVersion, investorId: await ownId() };
  const data = await request<{ savePreferences: InvestorProfile }>(SAVE, variables);
  return complete(data.savePreferences);
}

/** Profiles from before versions were counted have none, and older rows hold a sentence in place of a reason's code. */
function complete(profile: InvestorProfile): InvestorProfile {
  return { ...profile, ...readEmailStatusReason(profile), preferencesVersion: profile.preferencesVersion ?? 0 };
}

/**
 * Turns email on again after a bounce, a complaint or an unsubscription. After a complaint only with `consent`, the
 * investor's explicit wish. Throws ApiError, `invalid` without it.
 */
export async function resumeEmail(consent: boolean): Promise<InvestorProfile> {
  const data = await request<{ resumeEmail: InvestorProfile }>(RESUME, { consent, investorId: await ownId() });
  return complete(data.resumeEmail);
}

/** Ranks the catalog by preferences that need not be saved. Throws ApiError. */
export async function previewMatches(preferences: MatchPreferences, options?: RequestOptions): Promise<MatchPreview> {
  const data = await request<{ previewMatches: MatchPreview }>(PREVIEW, preferences, options);
  return data.previewMatches;
}
