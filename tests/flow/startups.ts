import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { toStartupRow } from '../../amplify/adapters/dynamodb-startups';
import type { Startup } from '../../amplify/domain/startup';
import type { LocalBackend } from '../../local/start';
import { sampleStartup } from '../fakes/samples';
import { tablesOf } from './answers';

/** Writes startups the way the importer does. */
export async function listStartups(backend: LocalBackend, startups: Startup[]): Promise<void> {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: backend.awsEndpoint,
      region: 'eu-central-1',
      credentials: backend.operatorCredentials,
    }),
  );
  const table = tablesOf(backend).Startup;
  for (let i = 0; i < startups.length; i += 25) {
    const put = startups.slice(i, i + 25).map((startup) => ({
      PutRequest: { Item: toStartupRow(startup, startup.updatedAt) },
    }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: put } }));
  }
  client.destroy();
}

/** Thirty startups: ten biotech in California, ten web in New York, ten games in Berlin. */
export const THIRTY: Startup[] = [
  ...series('biotech', { country: 'US', region: 'CA', city: 'San Francisco', fundingStage: 'series-a' }),
  ...series('web', { country: 'US', region: 'NY', city: 'New York', fundingStage: 'seed', fundingAmount: 750_000 }),
  ...series('games_video', { country: 'DE', region: 'BE', city: 'Berlin', fundingStage: 'series-b' }),
];

function series(industry: string, values: Partial<Startup>): Startup[] {
  return Array.from({ length: 10 }, (_, i) =>
    sampleStartup({ id: `${industry}-${i}`, name: `${industry} ${i}`, industry, ...values }),
  );
}
