import type { FunctionNeeds } from '../../needs';

export const needs = {
  environment: { INVESTOR_PROFILE_TABLE: { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] } },
} satisfies FunctionNeeds;
