import { z } from 'zod';
import type { StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
});

const tableProperties = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(indexSchema).default([]),
  LocalSecondaryIndexes: z.array(indexSchema).default([]),
});

type Key = z.infer<typeof keySchema>[number];
type Index = z.infer<typeof indexSchema>;

/** The input of CreateTable, as far as dynalite supports it. */
export interface TableDefinition {
  TableName: string;
  BillingMode: 'PAY_PER_REQUEST';
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
  KeySchema: Key[];
  GlobalSecondaryIndexes?: Index[];
  LocalSecondaryIndexes?: Index[];
}

export const TABLE_TYPES = ['Custom::AmplifyDynamoDBTable', 'AWS::DynamoDB::Table'];

/** Properties without effect on this machine: they concern billing, encryption, backup, streams and deployment. */
const WITHOUT_EFFECT = new Set([
  'BillingMode',
  'ProvisionedThroughput',
  'SseSpecification',
  'SSESpecification',
  'PointInTimeRecoverySpecification',
  'DeletionProtectionEnabled',
  'StreamSpecification',
  'TimeToLiveSpecification',
  'AllowDestructiveGraphqlSchemaUpdates',
  'ReplaceTableUponGsiUpdate',
  'IsImported',
  'ServiceToken',
  'Tags',
]);

const UNDERSTOOD = new Set([
  'TableName',
  'AttributeDefinitions',
  'KeySchema',
  'GlobalSecondaryIndexes',
  'LocalSecondaryIndexes',
  // Applied at the start by time-to-live.ts.
  'TimeToLiveSpecification',
]);

/** The table of a resource; `unknown` are properties that the runner does not support. */
export function tableDefinition(resource: StackResource): { definition: TableDefinition; unknown: string[] } {
  const properties = withUpperCaseKeys(resource.properties) as Record<string, unknown>;
  const { GlobalSecondaryIndexes, LocalSecondaryIndexes, ...table } = readProperties(
    { ...resource, properties },
    tableProperties,
  );
  return {
    definition: {
      TableName: resource.ref,
      BillingMode: 'PAY_PER_REQUEST',
      ...table,
      ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes }),
      ...(LocalSecondaryIndexes.length > 0 && { LocalSecondaryIndexes }),
    },
    unknown: Object.keys(properties).filter((name) => !WITHOUT_EFFECT.has(name) && !UNDERSTOOD.has(name)),
  };
}

/** Amplify's own table resource writes the same properties in camel case. */
function withUpperCaseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUpperCaseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key[0]!.toUpperCase() + key.slice(1), withUpperCaseKeys(item)]),
  );
}

/** Whether two tables have the same keys and indexes. */
export function sameShape(left: TableDefinition, right: TableDefinition): boolean {
  return JSON.stringify(shape(left)) === JSON.stringify(shape(right));
}

export function sameKeys(left: TableDefinition, right: TableDefinition): boolean {
  const keys = ({ KeySchema, AttributeDefinitions }: TableDefinition) =>
    KeySchema.map(({ AttributeName, KeyType }) => [
      AttributeName,
      KeyType,
      AttributeDefinitions.find((attribute) => attribute.AttributeName === AttributeName)?.AttributeType,
    ]);
  return JSON.stringify(keys(left)) === JSON.stringify(keys(right));
}

function shape({ AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes }: TableDefinition) {
  const key = ({ AttributeName, KeyType }: Key) => `${KeyType} ${AttributeName}`;
  const index = ({ IndexName, KeySchema: keys, Projection }: Index) =>
    [IndexName, ...keys.map(key), Projection.ProjectionType, ...(Projection.NonKeyAttributes ?? []).toSorted()].join(
      ' ',
    );
  return {
    attributes: AttributeDefinitions.map(
      ({ AttributeName, AttributeType }) => `${AttributeName} ${AttributeType}`,
    ).toSorted(),
    key: KeySchema.map(key),
    indexes: (GlobalSecondaryIndexes ?? []).map(index).toSorted(),
    localIndexes: (LocalSecondaryIndexes ?? []).map(index).toSorted(),
  };
}
