import { defineLambda } from '../define-lambda';

/** The batch processor: runs each hour and starts the digests of that hour, waiting for SES's quota in between. */
export const startDueDigests = defineLambda({
  name: 'start-due-digests',
  from: import.meta.url,
  entry: './start-due-digests/handler.ts',
  timeoutSeconds: 900,
});

/** Publishes the catalog for cold functions; reads 100,000 rows when it does, on one whole processor. */
export const publishCatalog = defineLambda({
  name: 'publish-catalog',
  from: import.meta.url,
  entry: './publish-catalog/handler.ts',
  timeoutSeconds: 300,
  memoryMB: 1769,
});
