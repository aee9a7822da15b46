import { defineBackend } from '@aws-amplify/backend';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { postConfirmation } from './auth/post-confirmation/resource';
import { auth } from './auth/resource';
import { configureUserPool } from './auth/user-pool';
import { ApiLogs } from './custom/api-logs';
import { BatchSchedule } from './custom/batch-schedule';
import { CatalogSnapshot } from './custom/catalog-snapshot';
import { DeadLetters } from './custom/dead-letters';
import { DeliveryAlarms } from './custom/delivery-alarms';
import { Email } from './custom/email';
import { provide, setting, tableResource, type ResourcesFor } from './custom/grants';
import { MatchingWorkflow } from './custom/matching-workflow';
import { ProfileRegistration } from './custom/profile-registration';
import { RestApi } from './custom/rest-api';
import { ScheduledStarts } from './custom/scheduled-starts';
import { sizeDeploymentFunctions } from './custom/deployment-functions';
import { SendingControl } from './custom/sending-control';
import { UnsubscribeLink } from './custom/unsubscribe-link';
import { UnsubscribeMailbox } from './custom/unsubscribe-mailbox';
import { data, type Schema } from './data/resource';
import { readDeploymentSettings } from './deployment-settings';
import * as api from './functions/api/resource';
import * as events from './functions/events/resource';
import * as schedule from './functions/schedule/resource';
import * as workflow from './functions/workflow/resource';

const functions = { ...api, ...events, ...schedule, ...workflow };
type FunctionName = keyof typeof functions;
const functionNames = Object.keys(functions) as FunctionName[];

export const backend = defineBackend({ auth, data, postConfirmation, ...functions });
const lambda = Object.fromEntries(functionNames.map((name) => [name, backend[name].resources.lambda])) as Record<
  FunctionName,
  IFunction
>;

const isSandbox = backend.stack.node.tryGetContext('amplify-backend-type') === 'sandbox';
const deployment = backend.stack.stackName;
const settings = readDeploymentSettings(process.env, isSandbox);
const { appUrl, unsubscribeMailbox, postalAddress } = settings;

configureUserPool(backend.auth.resources.cfnResources, { ...settings, isSandbox });

const tables = backend.data.resources.tables as Record<keyof Schema, ITable>;
for (const table of Object.values(backend.data.resources.cfnResources.amplifyDynamoDbTables)) {
  table.pointInTimeRecoveryEnabled = true;
  table.sseSpecification = { sseEnabled: true };
  table.deletionProtectionEnabled = !isSandbox;
}

const dataStack = backend.data.stack;
new ApiLogs(dataStack, 'ApiLogs', backend.data.resources.cfnResources.cfnGraphqlApi);
new ProfileRegistration(dataStack, 'ProfileRegistration', {
  parameterName: `/firstlight/${backend.stack.stackName}/investor-profile-table`,
  profiles: tables.InvestorProfile,
  trigger: backend.postConfirmation,
  needs: postConfirmation.needs,
});
const { stateMachine } = new MatchingWorkflow(dataStack, 'MatchingWorkflow', { deployment, ...lambda });
const scheduledStarts = new ScheduledStarts(dataStack, 'ScheduledStarts', { stateMachine, ...lambda });
const sending = new SendingControl(dataStack, 'SendingControl');
const { startDueDigests, publishCatalog, recordDelivery, unsubscribe } = lambda;
const { queue: deadLetterQueue } = new DeadLetters(dataStack, 'DeadLetters', {
  // The functions that events start; the others answer a caller, who gets the error.
  functions: [startDueDigests, publishCatalog, recordDelivery, unsubscribe],
});
new DeliveryAlarms(dataStack, 'DeliveryAlarms', {
  deployment,
  ...settings,
  startDueDigests,
  stateMachine,
  deadLetterQueue,
});
const email = new Email(dataStack, 'Email', { ...settings, ...lambda, deadLetterQueue });
const unsubscribeLink = new UnsubscribeLink(dataStack, 'UnsubscribeLink', {
  ...lambda,
  keepKeys: !isSandbox,
  concurrency: settings.unsubscribeConcurrency,
});
if (unsubscribeMailbox) {
  new UnsubscribeMailbox(dataStack, 'UnsubscribeMailbox', { address: unsubscribeMailbox, ...lambda });
}
const catalogSnapshot = new CatalogSnapshot(dataStack, 'CatalogSnapshot');
new BatchSchedule(dataStack, 'BatchSchedule', { ...lambda, deadLetterQueue });

const allowedOrigin = isSandbox ? null : appUrl;
const restApi = new RestApi(backend.createStack('rest-api'), 'RestApi', {
  userPool: backend.auth.resources.userPool,
  allowedOrigin,
  accessLogs: settings.restAccessLogs,
  ...lambda,
});

const resources: ResourcesFor<(typeof functions)[FunctionName]['needs']> = {
  STARTUP_TABLE: tableResource(tables.Startup),
  INVESTOR_PROFILE_TABLE: tableResource(tables.InvestorProfile),
  BOOKMARK_TABLE: tableResource(tables.Bookmark),
  RECOMMENDATION_TABLE: tableResource(tables.Recommendation),
  DIGEST_TABLE: tableResource(tables.Digest),
  SENDING_TABLE: tableResource(sending.table),
  CATALOG_SNAPSHOT_TABLE: tableResource(catalogSnapshot.table),
  STATE_MACHINE_ARN: { value: stateMachine.stateMachineArn, arns: [stateMachine.stateMachineArn] },
  SCHEDULE_GROUP: scheduledStarts.group,
  SCHEDULE_ROLE_ARN: scheduledStarts.role,
  SENDER: email.sender,
  CONFIGURATION_SET: email.configurationSet,
  TOKEN_KEYS: unsubscribeLink.keys,
  UNSUBSCRIBE_URL: setting(unsubscribeLink.url),
  UNSUBSCRIBE_MAILBOX: setting(unsubscribeMailbox),
  APP_URL: setting(appUrl),
  POSTAL_ADDRESS: setting(postalAddress),
  ALLOWED_ORIGIN: setting(allowedOrigin ?? '*'),
  // For actions that AWS grants on all resources only.
  account: { value: null, arns: ['*'] },
};
for (const name of functionNames) provide(backend[name], functions[name].needs, resources);

sizeDeploymentFunctions(backend.stack);

backend.addOutput({
  custom: {
    API: { rest: { endpoint: restApi.endpoint } },
    tables: { Startup: tables.Startup.tableName, Sending: sending.table.tableName },
    queues: { DeadLetters: deadLetterQueue.queueUrl },
    region: backend.stack.region,
  },
});
