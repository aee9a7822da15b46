import { defineLambda } from '../define-lambda';

export const matchStartups = defineLambda({
  name: 'match-startups',
  from: import.meta.url,
  entry: './match-startups/handler.ts',
  timeoutSeconds: 20,
  memoryMB: 1024,
});

export const sendEmail = defineLambda({
  name: 'send-email',
  from: import.meta.url,
  entry: './send-email/handler.ts',
  timeoutSeconds: 20,
});

export const recordFailure = defineLambda({
  name: 'record-failure',
  from: import.meta.url,
  entry: './record-failure/handler.ts',
});
