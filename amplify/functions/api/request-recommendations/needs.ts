import type { FunctionNeeds } from '../../needs';
import { restNeeds } from '../rest-needs';

export const needs = {
  environment: {
    ...restNeeds,
    INVESTOR_PROFILE_TABLE: { actions: ['dynamodb:GetItem'] },
    DIGEST_TABLE: {
      actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      indexes: { byDueAt: ['dynamodb:Query'] },
    },
    STATE_MACHINE_ARN: { actions: ['states:StartExecution'] },
  },
} satisfies FunctionNeeds;
