import { catalogNeeds, type FunctionNeeds } from '../../needs';

export const needs = {
  environment: {
    ...catalogNeeds,
    BOOKMARK_TABLE: { actions: ['dynamodb:Query'] },
    RECOMMENDATION_TABLE: { actions: ['dynamodb:Query'] },
  },
} satisfies FunctionNeeds;
