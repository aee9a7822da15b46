import type { FunctionNeeds } from '../../needs';
import { restNeeds } from '../rest-needs';

export const needs = {
  environment: {
    ...restNeeds,
    INVESTOR_PROFILE_TABLE: { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
    DIGEST_TABLE: { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
    SCHEDULE_GROUP: { actions: ['scheduler:CreateSchedule'] },
    SCHEDULE_ROLE_ARN: { actions: ['iam:PassRole'] },
    // EventBridge Scheduler starts it, with the role above.
    STATE_MACHINE_ARN: {},
  },
} satisfies FunctionNeeds;
