import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalogCache } from '../adapters/catalog-cache';
import { createCatalogSnapshots } from '../adapters/dynamodb-catalog-snapshots';
import { createStartupSource } from '../adapters/dynamodb-startups';
import { systemClock } from '../adapters/system-clock';
import type { Environment } from './environment';
import type { catalogNeeds } from './needs';
import { logger } from './observed';

/** A person waits for the answer: what an import has just changed may come with the next one. */
const PATIENCE_MS = 400;

/** `answers` a person, at once if need be with the catalog of before; or `decides` what is sent, and waits for it. */
export function createCatalogReader(
  client: DynamoDBDocumentClient,
  environment: Environment<typeof catalogNeeds>,
  purpose: 'answers' | 'decides',
) {
  return createCatalogCache({
    source: createStartupSource({
      client,
      tableName: environment.STARTUP_TABLE,
      onInvalid: (id, problem) => logger.warn('A startup cannot be read, so it is left out', { id, problem }),
    }),
    snapshots: createCatalogSnapshots({ client, tableName: environment.CATALOG_SNAPSHOT_TABLE }),
    clock: systemClock,
    patienceMs: purpose === 'answers' ? PATIENCE_MS : null,
    onUnreadable: (error) => logger.warn('The whole table is read in place of the snapshot', error),
    onStale: (error) => logger.warn('The catalog stays as it was: what changed can not be read', error as Error),
  });
}
