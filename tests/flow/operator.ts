import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { LocalBackend } from '../../local/start';
import { tablesOf } from './answers';

/** The tables of a running backend, with the operator's rights. */
export async function operatorTables(backend: Pick<LocalBackend, 'awsEndpoint' | 'operatorCredentials' | 'outputs'>) {
  const raw = new DynamoDBClient({
    endpoint: backend.awsEndpoint,
    region: 'eu-central-1',
    credentials: backend.operatorCredentials,
  });
  const { TableNames } = await raw.send(new ListTablesCommand({}));
  return {
    client: DynamoDBDocumentClient.from(raw),
    startups: tablesOf(backend).Startup,
    catalogSnapshots: TableNames!.find((name) => name.includes('CatalogSnapshot'))!,
    close: () => raw.destroy(),
  };
}
