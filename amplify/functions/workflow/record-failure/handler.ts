import * as z from 'zod';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createDigestLedger } from '../../../adapters/dynamodb-digest-ledger';
import { systemClock } from '../../../adapters/system-clock';
import { matchingWorkflowInput } from '../../../domain/digest/digest';
import { readEnvironment } from '../../environment';
import { logger, observed } from '../../observed';
import { needs } from './needs';
import { recordFailure } from './record-failure';

const environment = readEnvironment(needs.environment);
const ledger = createDigestLedger({
  client: createDocumentClient(),
  tableName: environment.DIGEST_TABLE,
  now: systemClock.now,
});

/** The workflow's input, to which its Catch adds the failure. */
const failedInput = matchingWorkflowInput.extend({
  failure: z.object({ Error: z.string().optional(), Cause: z.string().optional() }),
});

export const handler = observed(async (event: unknown) => {
  const input = failedInput.parse(event);
  logger.error('The workflow failed', { digestKey: input.digestKey, failure: input.failure });
  return { status: await recordFailure(ledger, input) };
});
