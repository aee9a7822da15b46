import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createCatalogSnapshots } from '../../../adapters/dynamodb-catalog-snapshots';
import { createStartupSource } from '../../../adapters/dynamodb-startups';
import { systemClock } from '../../../adapters/system-clock';
import { readEnvironment } from '../../environment';
import { logger, metrics, observed } from '../../observed';
import { needs } from './needs';
import { publishCatalog } from './publish-catalog';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const deps = {
  source: createStartupSource({ client, tableName: environment.STARTUP_TABLE }),
  snapshots: createCatalogSnapshots({ client, tableName: environment.CATALOG_SNAPSHOT_TABLE }),
  // Not the time of the event: rows carry the time of this clock, and it decides what is newer than the snapshot.
  clock: systemClock,
};

export const handler = observed(async () => {
  const result = await publishCatalog(deps);
  metrics.addMetric(`catalog.${result.outcome}`, MetricUnit.Count, 1);
  logger.info('Checked the snapshot of the catalog', { ...result });
  return result;
});
