import { CreateTableCommand, DynamoDBClient, type KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
// @ts-expect-error dynalite ships no types
import dynalite from 'dynalite';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { readAssembly } from '../synth/assembly';
import { modelOf, modelTable } from '../synth/model-table';

/** Properties of a table outside the API. */
const ownTable = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
});

/** Creates the synthesised tables, empty, in a separate DynamoDB in memory. */
export async function startTables() {
  const assembly = await readAssembly();
  const server = dynalite({ createTableMs: 0 }) as Server;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const raw = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (const { Properties: table } of assembly.ofType('Custom::AmplifyDynamoDBTable', modelTable)) {
    await raw.send(
      new CreateTableCommand({
        TableName: modelOf(table),
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: table.attributeDefinitions.map(({ attributeName, attributeType }) => ({
          AttributeName: attributeName,
          AttributeType: attributeType,
        })),
        KeySchema: table.keySchema.map(keyElement),
        ...(table.globalSecondaryIndexes.length > 0 && {
          GlobalSecondaryIndexes: table.globalSecondaryIndexes.map(({ indexName, keySchema, projection }) => ({
            IndexName: indexName,
            KeySchema: keySchema.map(keyElement),
            Projection: { ProjectionType: projection.projectionType, NonKeyAttributes: projection.nonKeyAttributes },
          })),
        }),
      }),
    );
  }
  for (const { logicalId, Properties: table } of assembly.ofType('AWS::DynamoDB::Table', ownTable)) {
    await raw.send(
      new CreateTableCommand({
        TableName: constructOf(logicalId),
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: table.AttributeDefinitions,
        KeySchema: table.KeySchema,
      }),
    );
  }
  return {
    endpoint,
    client: DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } }),
    async stop() {
      raw.destroy();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The name of the construct of a table outside the API: `CatalogSnapshotTable1A2B3C4D` is `CatalogSnapshot`. */
function constructOf(logicalId: string): string {
  return logicalId.replace(/Table[0-9A-F]{8}$/, '');
}

function keyElement({ attributeName, keyType }: z.infer<typeof modelTable>['keySchema'][number]): KeySchemaElement {
  return { AttributeName: attributeName, KeyType: keyType };
}
