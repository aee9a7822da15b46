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
import { createSendSlots } from '../../../adapters/dynamodb-send-slots';
import { createSesQuotas } from '../../../adapters/ses-quotas';
import { systemClock } from '../../../adapters/system-clock';
import { createWorkflowStarter } from '../../../adapters/workflow-starter';
import { readEnvironment } from '../../environment';
import { logger, metrics, observed } from '../../observed';
import { needs } from './needs';
import { reconcileDigests } from './reconcile-digests';
import { createPacedWorkflow, StartsStoppedError } from './paced-workflow';
import { startDueDigests } from './start-due-digests';
import { watchDelivery } from './watch-delivery';

const environment = readEnvironment(needs.environment);
const client = createDocumentClient();
const scheduler = new SchedulerClient();
const schedules = { scheduler, groupName: environment.SCHEDULE_GROUP, roleArn: environment.SCHEDULE_ROLE_ARN };
const profiles = { client, tableName: environment.INVESTOR_PROFILE_TABLE };
const deps = {
  profiles: {
    ...createInvestorProfiles(profiles),
    ...createDueInvestors({
      ...profiles,
      onInvalid: (investorId, problem) =>
        logger.error('A profile cannot be read, so its digest is not started', { investorId, problem }),
    }),
  },
  ledger: createDigestLedger({ client, tableName: environment.DIGEST_TABLE, now: systemClock.now }),
  onFailure(investorId: string, error: unknown) {
    // That all starting has stopped is said once, below.
    if (error instanceof StartsStoppedError) return;
    logger.error('A digest could not be started; the next tick tries again', { investorId, error: error as Error });
  },
};
const workflow = createWorkflowStarter({
  sfn: new SFNClient(),
  stateMachineArn: environment.STATE_MACHINE_ARN,
  later: schedules,
});
const continueLater = createBatchContinuation(schedules);
const slots = createSendSlots({ client, tableName: environment.SENDING_TABLE });
const quotas = createSesQuotas({ client: new SESClient() });
const record = createDeliveryRecord({ client, tableName: environment.SENDING_TABLE });

const tick = z.object({ time: z.iso.datetime() });

/** Kept back from the time of an invocation, to end what is under way and to arrange for the next. */
const WIND_UP_MS = 20_000;
const CONTINUES_AFTER_MS = 5_000;
/** Another invocation is at work: it gets this much before it is asked again. */
const ASKS_AGAIN_AFTER_MS = 60_000;

export const handler = observed(async (event: unknown, context) => {
  const time = new Date(tick.parse(event).time);
  const begun = Date.now();
  const moment = () => new Date(time.getTime() + Date.now() - begun);
  const paced = createPacedWorkflow(workflow, {
    slots,
    quotas,
    isHeld,
    now: Date.now,
    sleep: (milliseconds) => sleep(milliseconds),
    remaining: () => context.getRemainingTimeInMillis() - WIND_UP_MS,
    holder: context.awsRequestId,
  });

  // What is due now comes first: what died an hour ago can wait for it.
  const started = await startDueDigests({ ...deps, workflow: paced, now: moment }, time);
  const reconciled = await reconcileDigests({ ...deps, workflow: paced }, moment(), systemClock.now());
  const result = { ...started, ...reconciled };
  await paced.release();
  for (const [name, count] of Object.entries(result)) metrics.addMetric(`digests.${name}`, MetricUnit.Count, count);
  metrics.addMetric('digests.waitingForQuota', MetricUnit.Count, paced.stopped === 'quota' ? 1 : 0);
  metrics.addMetric('digests.held', MetricUnit.Count, paced.stopped === 'held' ? 1 : 0);
  if (paced.stopped === 'time' || paced.stopped === 'busy') {
    const after = paced.stopped === 'busy' ? ASKS_AGAIN_AFTER_MS : CONTINUES_AFTER_MS;
    const at = new Date(Math.max(moment().getTime(), Date.now()) + after);
    await continueLater(context.invokedFunctionArn, at, moment());
  }
  if (paced.stopped === 'quota') logger.warn('The quota of the day is used up: whoever is left stays due');
  logger.info('Started the digests of the hour', { ...result, stopped: paced.stopped });
  return { ...result, stopped: paced.stopped };
});

async function isHeld(): Promise<boolean> {
  const { health, held } = await watchDelivery(record, systemClock.now());
  metrics.addMetric('delivery.bounceRate', MetricUnit.Percent, health.bounceRate * 100);
  metrics.addMetric('delivery.complaintRate', MetricUnit.Percent, health.complaintRate * 100);
  if (health.state === 'warn') logger.warn('Delivery is getting worse', { ...health });
  if (held) logger.error('Digests are held back; docs/operations.md says how to let them go on', { ...health, held });
  return held !== null;
}
