import type { FunctionNeeds } from '../../needs';
import { restNeeds } from '../rest-needs';

export const needs = {
  environment: {
    ...restNeeds,
    STARTUP_TABLE: { actions: ['dynamodb:GetItem'] },
    BOOKMARK_TABLE: { actions: ['dynamodb:UpdateItem'] },
  },
} satisfies FunctionNeeds;
