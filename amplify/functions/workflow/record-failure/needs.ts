import type { FunctionNeeds } from '../../needs';

export const needs = {
  environment: { DIGEST_TABLE: { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] } },
} satisfies FunctionNeeds;
