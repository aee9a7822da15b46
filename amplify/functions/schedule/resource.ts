import { defineLambda } from '../define-lambda';
import { needs as publishCatalogNeeds } from './publish-catalog/needs';
import { needs as startDueDigestsNeeds } from './start-due-digests/needs';

/** The batch processor: runs each hour and starts the digests of that hour, waiting for SES's quota in between. */
export const startDueDigests = defineLambda({
  name: 'start-due-digests',
  from: import.meta.url,
  entry: './start-due-digests/handler.ts',
  needs: startDueDigestsNeeds,
  timeoutSeconds: 900,
});

/** Publishes the catalog for cold functions; reads 100,000 rows when it does, on one whole processor. */
export const publishCatalog = defineLambda({
  name: 'publish-catalog',
  from: import.meta.url,
  entry: './publish-catalog/handler.ts',
  needs: publishCatalogNeeds,
  timeoutSeconds: 300,
  memoryMB: 1769,
});
