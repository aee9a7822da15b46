import { SFNClient } from '@aws-sdk/client-sfn';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createDigestLedger } from '../../../adapters/dynamodb-digest-ledger';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { createSentStartups } from '../../../adapters/dynamodb-sent-startups';
import { systemClock } from '../../../adapters/system-clock';
import { createWorkflowStarter } from '../../../adapters/workflow-starter';
import { readEnvironment } from '../../environment';
import { logger, metrics, observed } from '../../observed';
import { reconcileDigests } from './reconcile-digests';
import { startDueDigests } from './start-due-digests';

const environment = readEnvironment(
  z.object({
    INVESTOR_PROFILE_TABLE: z.string(),
    DIGEST_TABLE: z.string(),
    RECOMMENDATION_TABLE: z.string(),
    STATE_MACHINE_ARN: z.string(),
    SCHEDULE_GROUP: z.string(),
    SCHEDULE_ROLE_ARN: z.string(),
  }),
);
const client = createDocumentClient();
const deps = {
  profiles: createInvestorProfiles({ client, tableName: environment.INVESTOR_PROFILE_TABLE }),
  ledger: createDigestLedger({ client, tableName: environment.DIGEST_TABLE, now: systemClock.now }),
  sent: createSentStartups({ client, tableName: environment.RECOMMENDATION_TABLE }),
  workflow: createWorkflowStarter({
    sfn: new SFNClient(),
    stateMachineArn: environment.STATE_MACHINE_ARN,
    later: {
      scheduler: new SchedulerClient(),
      groupName: environment.SCHEDULE_GROUP,
      roleArn: environment.SCHEDULE_ROLE_ARN,
    },
  }),
  onFailure: (investorId: string, error: unknown) =>
    logger.error('A digest could not be started; the next tick tries again', { investorId, error: error as Error }),
};

const tick = z.object({ time: z.iso.datetime() });

export const handler = observed(async (event: unknown) => {
  const time = new Date(tick.parse(event).time);
  // What is due now comes first: what died an hour ago can wait for it.
  const result = { ...(await startDueDigests(deps, time)), ...(await reconcileDigests(deps, time)) };
  for (const [name, count] of Object.entries(result)) metrics.addMetric(`digests.${name}`, MetricUnit.Count, count);
  logger.info('Started the digests of the hour', { ...result });
  return result;
});
