import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalogCache } from '../../../amplify/adapters/catalog-cache';
import { createCatalogSnapshots } from '../../../amplify/adapters/dynamodb-catalog-snapshots';
import { createStartupSource } from '../../../amplify/adapters/dynamodb-startups';
import { systemClock } from '../../../amplify/adapters/system-clock';
import type { CatalogSnapshots } from '../../../amplify/domain/ports';
import { searchInput } from '../../../amplify/domain/catalog/search-input';
import { search } from '../../../amplify/domain/catalog/search';

/** What measure-carrier.ts gives this process, as JSON in its one argument. */
export interface ColdLoadOrder {
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  startupTable: string;
  snapshotTable: string;
  carrier: 'snapshot' | 'table';
}

/** What it answers on its last line; milliseconds. */
export interface ColdLoadResult {
  loading: number;
  /** Processor time of the loading, all threads of the process. */
  processor: number;
  startups: number;
  firstTextSearch: number;
}

/* One process for each load: its modules are loaded and nothing has run yet, as in a function that has just started. */

const order = JSON.parse(process.argv[2]!) as ColdLoadOrder;
const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({ endpoint: order.endpoint, region: 'eu-central-1', credentials: order.credentials }),
);
const none: CatalogSnapshots = { latest: async () => null, read: async () => null, publish: async () => false };
const catalogOf = createCatalogCache({
  source: createStartupSource({ client, tableName: order.startupTable }),
  snapshots: order.carrier === 'table' ? none : createCatalogSnapshots({ client, tableName: order.snapshotTable }),
  clock: systemClock,
  patienceMs: null,
  onUnreadable: (error) => {
    throw error;
  },
  onStale: () => undefined,
});

const processorBefore = process.cpuUsage();
const start = performance.now();
const catalog = await catalogOf();
const loading = performance.now() - start;
const { user, system } = process.cpuUsage(processorBefore);
const searchStart = performance.now();
search(catalog, searchInput.parse({ text: 'warm' }));
const firstTextSearch = performance.now() - searchStart;
const result: ColdLoadResult = {
  loading,
  processor: (user + system) / 1000,
  startups: catalog.rowCount,
  firstTextSearch,
};
console.log(JSON.stringify(result));
client.destroy();
