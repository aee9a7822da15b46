import type { FunctionNeeds } from '../../functions/needs';

export const needs = {
  environment: { INVESTOR_PROFILE_TABLE_PARAMETER: { actions: ['ssm:GetParameter'] } },
  others: { InvestorProfile: ['dynamodb:PutItem', 'dynamodb:UpdateItem'] },
} satisfies FunctionNeeds;
