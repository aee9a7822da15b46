import type { FunctionNeeds } from '../../needs';

export const needs = {
  environment: {
    INVESTOR_PROFILE_TABLE: { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
    DIGEST_TABLE: { actions: ['dynamodb:UpdateItem'], indexes: { byDueAt: ['dynamodb:Query'] } },
    SENDING_TABLE: { actions: ['dynamodb:UpdateItem'] },
  },
} satisfies FunctionNeeds;
