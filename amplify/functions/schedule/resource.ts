import { defineLambda } from '../define-lambda';

/** The batch processor: runs each hour and starts the digests of that hour, waiting for SES's quota in between. */
export const startDueDigests = defineLambda({
  name: 'start-due-digests',
  from: import.meta.url,
  entry: './start-due-digests/handler.ts',
  timeoutSeconds: 900,
});
