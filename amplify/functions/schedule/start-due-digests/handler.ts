import { SESClient } from '@aws-sdk/client-ses';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { createBatchContinuation } from '../../../adapters/batch-continuation';
import { createDocumentClient } from '../../../adapters/dynamodb';
import { createDeliveryRecord } from '../../../adapters/dynamodb-delivery-record';
import { createDigestLedger } from '../../../adapters/dynamodb-digest-ledger';
import { createDueInvestors } from '../../../adapters/dynamodb-due-investors';
import { createInvestorProfiles } from '../../../adapters/dynamodb-investor-profiles';
import { createScheduledStarter } from '../../../adapters/scheduled-starter';
import { createSendSlots } from '../../../adapters/dynamodb-send-slots';
import { createSesQuotas } from '../../../adapters/ses-quotas';
import { systemClock } from '../../../adapters/system-clock';
import { createWorkflowStarter } from '../../../adapters/workflow-starter';
import { readEnvironment } from '../../environment';
import { logger, metrics, observed } from '../../observed';
import { holdText, limitsText } from './hold-text';
import { needs } from './needs';
import { runHour } from './run-hour';
import type { WatchedDelivery } from './watch-delivery';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const scheduler = new SchedulerClient();
const schedules = { scheduler, groupName: environment.SCHEDULE_GROUP, roleArn: environment.SCHEDULE_ROLE_ARN };
const profiles = { client, tableName: environment.INVESTOR_PROFILE_TABLE };
const sending = { client, tableName: environment.SENDING_TABLE };
const continueAt = createBatchContinuation(schedules);
const deps = {
  profiles: {
    ...createInvestorProfiles(profiles),
    ...createDueInvestors({
      ...profiles,
      onInvalid: (investorId, problem) =>
        logger.error('A profile cannot be read, so its digest is not started', { investorId, problem }),
    }),
  },
  ledger: createDigestLedger({
    client,
    tableName: environment.DIGEST_TABLE,
    now: systemClock.now,
    onUnreadable: (error) => logger.error('A digest cannot be read, so it is not reconciled', { error }),
  }),
  workflow: {
    ...createWorkflowStarter({ sfn: new SFNClient(), stateMachineArn: environment.STATE_MACHINE_ARN }),
    ...createScheduledStarter({ ...schedules, stateMachineArn: environment.STATE_MACHINE_ARN }),
  },
  slots: createSendSlots(sending),
  quotas: createSesQuotas({ client: new SESClient() }),
  deliveries: createDeliveryRecord(sending),
  clock: systemClock,
  sleep: (milliseconds: number) => sleep(milliseconds),
  onFailure: (investorId: string, error: unknown) =>
    logger.error('A digest could not be started; the next tick tries again', { investorId, error: error as Error }),
  onDelivery: reportDelivery,
};

const event = z.object({ time: z.iso.datetime() });

export const handler = observed(async (given: unknown, context) => {
  const result = await runHour(
    { ...deps, continueAt: (instant, time) => continueAt(context.invokedFunctionArn, instant, time) },
    {
      tick: new Date(event.parse(given).time),
      id: context.awsRequestId,
      remaining: () => context.getRemainingTimeInMillis(),
    },
  );
  const { stopped, ...counts } = result;
  for (const [name, count] of Object.entries(counts)) metrics.addMetric(`digests.${name}`, MetricUnit.Count, count);
  metrics.addMetric('digests.waitingForQuota', MetricUnit.Count, stopped === 'quota' ? 1 : 0);
  metrics.addMetric('digests.held', MetricUnit.Count, stopped === 'held' ? 1 : 0);
  if (stopped === 'quota') logger.warn('The daily quota is used up. The remaining digests stay due');
  logger.info('Started the digests of the hour', { ...result });
  return result;
});

function reportDelivery({ health, held }: WatchedDelivery): void {
  metrics.addMetric('delivery.bounceRate', MetricUnit.Percent, health.bounceRate * 100);
  metrics.addMetric('delivery.complaintRate', MetricUnit.Percent, health.complaintRate * 100);
  if (health.state === 'warn') {
    const reason = limitsText(health.counts, 'warn');
    logger.warn('Bounces or complaints are close to the limit', { ...health, reason });
  }
  if (held) {
    const reason = holdText(held);
    logger.error('Digests are held back; docs/operations.md says how to resume', { ...health, held, reason });
  }
}
