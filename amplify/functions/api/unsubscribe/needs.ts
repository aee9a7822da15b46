import * as z from 'zod';
import { signingKeys } from '../../../adapters/signing-keys';
import type { FunctionNeeds } from '../../needs';

export const needs = {
  environment: {
    INVESTOR_PROFILE_TABLE: { actions: ['dynamodb:UpdateItem'] },
    TOKEN_KEYS: { actions: ['kms:VerifyMac'], value: signingKeys },
    APP_URL: { value: z.url() },
  },
} satisfies FunctionNeeds;
