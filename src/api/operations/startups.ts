// Generated from the synthesised GraphQL schema by `npm run docs:generate`.

import { graphql } from '../document';

export const searchStartupsQuery = graphql(`
  query SearchStartupsQuery(
    $text: String
    $industries: [String!]
    $fundingStages: [String!]
    $locations: [String!]
    $minFunding: Float
    $maxFunding: Float
    $placeText: String
    $sort: String
    $cursor: String
    $limit: Int
  ) {
    searchStartups(
      text: $text
      industries: $industries
      fundingStages: $fundingStages
      locations: $locations
      minFunding: $minFunding
      maxFunding: $maxFunding
      placeText: $placeText
      sort: $sort
      cursor: $cursor
      limit: $limit
    ) {
      items {
        id
        name
        industry
        fundingStage
        country
        region
        city
        description
        website
        fundingAmount
        tags
        foundedYear
        teamSize
        source
        listedAt
        updatedAt
      }
      total
      nextCursor
      facets {
        industries {
          value
          count
        }
        fundingStages {
          value
          count
        }
        locations {
          value
          count
        }
      }
    }
  }
`);

export const getStartupQuery = graphql(`
  query GetStartupQuery($id: ID!) {
    getStartup(id: $id) {
      id
      name
      industry
      fundingStage
      country
      region
      city
      description
      website
      fundingAmount
      tags
      foundedYear
      teamSize
      source
      listedAt
      updatedAt
      listed
      catalogShard
      createdAt
    }
  }
`);
