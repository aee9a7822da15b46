import { defineLambda } from '../define-lambda';
import { needs as publishCatalogNeeds } from './publish-catalog/needs';
import { needs as startDueDigestsNeeds } from './start-due-digests/needs';

/** The batch: runs each hour and starts the digests of that hour at the pace of SES's quota. */
export const startDueDigests = defineLambda({
  name: 'start-due-digests',
  from: import.meta.url,
  entry: './start-due-digests/handler.ts',
  needs: startDueDigestsNeeds,
  timeoutSeconds: 900,
});

/**
 * Publishes the catalog for cold functions. It then reads 100,000 rows, with the memory that has one whole processor.
 */
export const publishCatalog = defineLambda({
  name: 'publish-catalog',
  from: import.meta.url,
  entry: './publish-catalog/handler.ts',
  needs: publishCatalogNeeds,
  timeoutSeconds: 300,
  memoryMB: 1769,
});
