import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalogCache } from '../adapters/catalog-cache';
import { createCatalogSnapshots } from '../adapters/dynamodb-catalog-snapshots';
import { createStartupSource } from '../adapters/dynamodb-startups';
import { systemClock } from '../adapters/system-clock';
import type { Environment } from './environment';
import type { catalogNeeds } from './needs';
import { logger } from './observed';

/** A person waits for the answer. A change that an import has just made may show in the next answer. */
const PATIENCE_MS = 400;

/** `answers`: a person does not wait for a slow refresh. `decides`: a digest is matched only after the refresh. */
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
    onUnreadable: (error) => logger.warn('The snapshot cannot be read, so the whole table is', error),
    onStale: (error) => logger.warn('The changes of the catalog cannot be read, so it stays as it was', error as Error),
  });
}
