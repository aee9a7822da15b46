import type { FunctionNeeds } from '../../needs';

export const needs = {
  environment: {
    INVESTOR_PROFILE_TABLE: {
      actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      indexes: { due: ['dynamodb:Query'] },
    },
    DIGEST_TABLE: {
      actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      indexes: { open: ['dynamodb:Query'] },
    },
    SENDING_TABLE: {
      actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    },
    STATE_MACHINE_ARN: { actions: ['states:StartExecution'] },
    SCHEDULE_GROUP: { actions: ['scheduler:CreateSchedule'] },
    SCHEDULE_ROLE_ARN: { actions: ['iam:PassRole'] },
  },
  // The quota is the account's: SES has no narrower resource for it.
  others: { account: ['ses:GetSendQuota'] },
} satisfies FunctionNeeds;
