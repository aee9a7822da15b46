import { catalogNeeds, type FunctionNeeds } from '../../needs';

export const needs = {
  environment: {
    ...catalogNeeds,
    INVESTOR_PROFILE_TABLE: { actions: ['dynamodb:GetItem'] },
    BOOKMARK_TABLE: { actions: ['dynamodb:Query'] },
    RECOMMENDATION_TABLE: { actions: ['dynamodb:Query'] },
    DIGEST_TABLE: { actions: ['dynamodb:UpdateItem'] },
  },
} satisfies FunctionNeeds;
