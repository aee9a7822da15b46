// Generated from the synthesised GraphQL schema by `npm run docs:generate`.

import { graphql } from '../document';

export const requestRecommendationsMutation = graphql(`
  mutation RequestRecommendationsMutation($investorId: ID) {
    requestRecommendations(investorId: $investorId) {
      digestKey
    }
  }
`);

export const getDigestQuery = graphql(`
  query GetDigestQuery($investorId: ID!, $key: String!) {
    getDigest(investorId: $investorId, key: $key) {
      investorId
      key
      kind
      status
      dueAt
      localDate
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
      matchTotal
      sentAt
      sesMessageId
      reason
      reasonDetail
      openShard
      openSince
      createdAt
      updatedAt
    }
  }
`);

export const digestsByDueAtQuery = graphql(`
  query DigestsByDueAtQuery(
    $investorId: ID!
    $dueAt: ModelStringKeyConditionInput
    $sortDirection: ModelSortDirection
    $filter: ModelDigestFilterInput
    $limit: Int
    $nextToken: String
  ) {
    digestsByDueAt(
      investorId: $investorId
      dueAt: $dueAt
      sortDirection: $sortDirection
      filter: $filter
      limit: $limit
      nextToken: $nextToken
    ) {
      items {
        investorId
        key
        kind
        status
        dueAt
        localDate
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
        matchTotal
        sentAt
        sesMessageId
        reason
        reasonDetail
        openShard
        openSince
        createdAt
        updatedAt
      }
      nextToken
    }
  }
`);

export const getRecommendationQuery = graphql(`
  query GetRecommendationQuery($investorId: ID!, $startupId: ID!) {
    getRecommendation(investorId: $investorId, startupId: $startupId) {
      investorId
      startupId
      startupName
      digestKey
      sentAt
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
      createdAt
      updatedAt
    }
  }
`);
