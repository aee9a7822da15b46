import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
// @ts-expect-error dynalite ships no types
import dynalite from 'dynalite';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readAssembly } from '../synth/assembly';

/** Creates the synthesised tables, empty, in a separate DynamoDB in memory. */
export async function startTables() {
  const assembly = await readAssembly();
  const server = dynalite({ createTableMs: 0 }) as Server;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const raw = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (const { Properties: table } of assembly.ofType('Custom::AmplifyDynamoDBTable')) {
    await raw.send(
      new CreateTableCommand({
        TableName: modelOf(table),
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: table['attributeDefinitions'].map(capitalised),
        KeySchema: table['keySchema'].map(capitalised),
        ...(table['globalSecondaryIndexes'] && {
          GlobalSecondaryIndexes: table['globalSecondaryIndexes'].map((index: any) => ({
            IndexName: index.indexName,
            KeySchema: index.keySchema.map(capitalised),
            Projection: capitalised(index.projection),
          })),
        }),
      }),
    );
  }
  for (const { logicalId, Properties: table } of assembly.ofType('AWS::DynamoDB::Table')) {
    await raw.send(
      new CreateTableCommand({
        TableName: constructOf(logicalId),
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: table['AttributeDefinitions'],
        KeySchema: table['KeySchema'],
      }),
    );
  }
  return {
    client: DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } }),
    async stop() {
      raw.destroy();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The model's name: Amplify names a table `<Model>-<api id>-NONE`. */
function modelOf(table: Record<string, any>): string {
  return table['tableName']['Fn::Join'][1][0].replace(/-$/, '');
}

/** The name of the construct of a table outside the API: `CatalogSnapshotTable1A2B3C4D` is `CatalogSnapshot`. */
function constructOf(logicalId: string): string {
  return logicalId.replace(/Table[0-9A-F]{8}$/, '');
}

function capitalised(value: Record<string, any>): any {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key[0]!.toUpperCase() + key.slice(1), item]));
}
