// Generated from the synthesised GraphQL schema by `npm run docs:generate`.

import { graphql } from '../document';

export const getInvestorProfileQuery = graphql(`
  query GetInvestorProfileQuery($investorId: ID!) {
    getInvestorProfile(investorId: $investorId) {
      investorId
      email
      industries
      fundingStages
      locations
      minFunding
      maxFunding
      excludedTerms
      mustMatch
      dailyRecommendations
      preferredTime
      timeZone
      weekdays
      pausedUntil
      emailStatus
      emailStatusAt
      emailStatusReason
      emailStatusDetail
      nextDigestAt
      preferencesVersion
      onboarded
      dueShard
      createdAt
      updatedAt
    }
  }
`);

export const savePreferencesMutation = graphql(`
  mutation SavePreferencesMutation(
    $industries: [String!]!
    $fundingStages: [String!]!
    $locations: [String!]!
    $minFunding: Float
    $maxFunding: Float
    $excludedTerms: [String!]
    $mustMatch: [String!]
    $dailyRecommendations: Boolean!
    $preferredTime: String!
    $timeZone: String!
    $weekdays: [String!]!
    $pausedUntil: String
    $expectedVersion: Int
    $investorId: ID
  ) {
    savePreferences(
      industries: $industries
      fundingStages: $fundingStages
      locations: $locations
      minFunding: $minFunding
      maxFunding: $maxFunding
      excludedTerms: $excludedTerms
      mustMatch: $mustMatch
      dailyRecommendations: $dailyRecommendations
      preferredTime: $preferredTime
      timeZone: $timeZone
      weekdays: $weekdays
      pausedUntil: $pausedUntil
      expectedVersion: $expectedVersion
      investorId: $investorId
    ) {
      investorId
      email
      industries
      fundingStages
      locations
      minFunding
      maxFunding
      excludedTerms
      mustMatch
      dailyRecommendations
      preferredTime
      timeZone
      weekdays
      pausedUntil
      emailStatus
      emailStatusAt
      emailStatusReason
      emailStatusDetail
      nextDigestAt
      preferencesVersion
      onboarded
      dueShard
      createdAt
      updatedAt
    }
  }
`);

export const resumeEmailMutation = graphql(`
  mutation ResumeEmailMutation($consent: Boolean!, $investorId: ID) {
    resumeEmail(consent: $consent, investorId: $investorId) {
      investorId
      email
      industries
      fundingStages
      locations
      minFunding
      maxFunding
      excludedTerms
      mustMatch
      dailyRecommendations
      preferredTime
      timeZone
      weekdays
      pausedUntil
      emailStatus
      emailStatusAt
      emailStatusReason
      emailStatusDetail
      nextDigestAt
      preferencesVersion
      onboarded
      dueShard
      createdAt
      updatedAt
    }
  }
`);

export const previewMatchesQuery = graphql(`
  query PreviewMatchesQuery(
    $industries: [String!]!
    $fundingStages: [String!]!
    $locations: [String!]!
    $minFunding: Float
    $maxFunding: Float
    $excludedTerms: [String!]
    $mustMatch: [String!]
  ) {
    previewMatches(
      industries: $industries
      fundingStages: $fundingStages
      locations: $locations
      minFunding: $minFunding
      maxFunding: $maxFunding
      excludedTerms: $excludedTerms
      mustMatch: $mustMatch
    ) {
      matches {
        startupId
        name
        industry
        fundingStage
        country
        region
        city
        fundingAmount
        website
        source
        round
        score
        reasons {
          criterion
          verdict
          value
          asked
          share
          shareOf
          points
          most
        }
        unknown
        changed
      }
      nearMisses {
        criterion
        change
        value
        gain
      }
      total
      alreadyDecided
      alreadySent
    }
  }
`);
