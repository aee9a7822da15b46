import { defineLambda } from '../define-lambda';
import { needs as findMatchesNeeds } from './find-matches/needs';
import { needs as recordFailureNeeds } from './record-failure/needs';
import { needs as sendEmailNeeds } from './send-email/needs';

export const findMatches = defineLambda({
  name: 'find-matches',
  from: import.meta.url,
  entry: './find-matches/handler.ts',
  needs: findMatchesNeeds,
  timeoutSeconds: 20,
  memoryMB: 1024,
});

export const sendEmail = defineLambda({
  name: 'send-email',
  from: import.meta.url,
  entry: './send-email/handler.ts',
  needs: sendEmailNeeds,
  timeoutSeconds: 20,
});

export const recordFailure = defineLambda({
  name: 'record-failure',
  from: import.meta.url,
  entry: './record-failure/handler.ts',
  needs: recordFailureNeeds,
});
