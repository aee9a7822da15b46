import * as z from 'zod';
import { signingKeys } from '../../../adapters/signing-keys';
import type { FunctionNeeds } from '../../needs';

export const needs = {
  environment: {
    INVESTOR_PROFILE_TABLE: { actions: ['dynamodb:GetItem'] },
    DIGEST_TABLE: { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
    RECOMMENDATION_TABLE: { actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem'] },
    SENDING_TABLE: { actions: ['dynamodb:GetItem'] },
    SENDER: { actions: ['ses:SendRawEmail'] },
    CONFIGURATION_SET: { actions: ['ses:SendRawEmail'] },
    TOKEN_KEYS: { actions: ['kms:GenerateMac'], value: signingKeys },
    UNSUBSCRIBE_URL: { value: z.url() },
    UNSUBSCRIBE_MAILBOX: { value: z.string().optional() },
    APP_URL: { value: z.url() },
    POSTAL_ADDRESS: {},
  },
} satisfies FunctionNeeds;
