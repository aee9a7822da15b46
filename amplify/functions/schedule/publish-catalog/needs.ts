import { catalogNeeds, type FunctionNeeds } from '../../needs';

export const needs = {
  environment: {
    ...catalogNeeds,
    CATALOG_SNAPSHOT_TABLE: { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'] },
  },
} satisfies FunctionNeeds;
