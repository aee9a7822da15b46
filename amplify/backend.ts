import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
import { postConfirmation } from './auth/post-confirmation/resource';
import { BatchSchedule } from './custom/batch-schedule';
import { CatalogSnapshot } from './custom/catalog-snapshot';
import { DelayedStarts } from './custom/delayed-starts';
import { DeliveryAlarms } from './custom/delivery-alarms';
import { Email } from './custom/email';
import { allow } from './custom/grants';
import { MatchingWorkflow } from './custom/matching-workflow';
import { ProfileRegistration } from './custom/profile-registration';
import { RestApi } from './custom/rest-api';
import { SendingControl } from './custom/sending-control';
import { UnsubscribeLink } from './custom/unsubscribe-link';
import { UnsubscribeMailbox } from './custom/unsubscribe-mailbox';
import { data } from './data/resource';
import { deploymentSettings } from './deployment-settings';
import {
  previewMatches,
  requestRecommendations,
  resumeEmail,
  saveBookmark,
  savePreferences,
  searchStartups,
  unsubscribe,
} from './functions/api/resource';
import { recordDelivery } from './functions/events/resource';
import { publishCatalog, startDueDigests } from './functions/schedule/resource';
import { matchStartups, recordFailure, sendEmail } from './functions/workflow/resource';

const backend = defineBackend({
  auth,
  data,
  postConfirmation,
  searchStartups,
  previewMatches,
  savePreferences,
  requestRecommendations,
  resumeEmail,
  saveBookmark,
  unsubscribe,
  startDueDigests,
  publishCatalog,
  matchStartups,
  sendEmail,
  recordFailure,
  recordDelivery,
});

const isSandbox = backend.stack.node.tryGetContext('amplify-backend-type') === 'sandbox';
const { tables, cfnResources: dataResources } = backend.data.resources;
const dataStack = backend.data.stack;
const lambda = {
  postConfirmation: backend.postConfirmation.resources.lambda,
  searchStartups: backend.searchStartups.resources.lambda,
  previewMatches: backend.previewMatches.resources.lambda,
  savePreferences: backend.savePreferences.resources.lambda,
  requestRecommendations: backend.requestRecommendations.resources.lambda,
  resumeEmail: backend.resumeEmail.resources.lambda,
  saveBookmark: backend.saveBookmark.resources.lambda,
  unsubscribe: backend.unsubscribe.resources.lambda,
  startDueDigests: backend.startDueDigests.resources.lambda,
  publishCatalog: backend.publishCatalog.resources.lambda,
  matchStartups: backend.matchStartups.resources.lambda,
  sendEmail: backend.sendEmail.resources.lambda,
  recordFailure: backend.recordFailure.resources.lambda,
  recordDelivery: backend.recordDelivery.resources.lambda,
};

// Auth: a password of twelve mixed characters, and nothing for guests.
const { cfnUserPool, cfnIdentityPool, cfnUserPoolClient } = backend.auth.resources.cfnResources;
cfnUserPool.policies = {
  passwordPolicy: {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: 3,
  },
};
cfnUserPool.deletionProtection = isSandbox ? 'INACTIVE' : 'ACTIVE';
cfnUserPoolClient.preventUserExistenceErrors = 'ENABLED';
cfnIdentityPool.allowUnauthenticatedIdentities = false;

// Data: every table can be restored to any second of the last 35 days.
for (const table of Object.values(dataResources.amplifyDynamoDbTables)) {
  table.pointInTimeRecoveryEnabled = true;
  table.sseSpecification = { sseEnabled: true };
  table.deletionProtectionEnabled = !isSandbox;
}

// Registration: confirmed sign-up creates the profile.
const profileTableParameter = `/firstlight/${backend.stack.stackName}/investor-profile-table`;
backend.postConfirmation.addEnvironment('INVESTOR_PROFILE_TABLE_PARAMETER', profileTableParameter);
new ProfileRegistration(dataStack, 'ProfileRegistration', {
  parameterName: profileTableParameter,
  profiles: tables['InvestorProfile']!,
  role: lambda.postConfirmation.role!,
});

// Workflow, its schedules, and email.
const workflow = new MatchingWorkflow(dataStack, 'MatchingWorkflow', lambda);
const delayedStarts = new DelayedStarts(dataStack, 'DelayedStarts', workflow);
const sending = new SendingControl(dataStack, 'SendingControl').table;
new DeliveryAlarms(dataStack, 'DeliveryAlarms', deploymentSettings);
const email = new Email(dataStack, 'Email', {
  sender: deploymentSettings.sender,
  recordDelivery: lambda.recordDelivery,
});
const unsubscribeLink = new UnsubscribeLink(dataStack, 'UnsubscribeLink', { ...lambda, keepKeys: !isSandbox });
const { table: catalogSnapshots } = new CatalogSnapshot(dataStack, 'CatalogSnapshot');
new BatchSchedule(backend.createStack('schedule'), 'BatchSchedule', lambda);

const allowedOrigin = isSandbox ? null : deploymentSettings.appUrl;
const restApi = new RestApi(backend.createStack('rest-api'), 'RestApi', {
  userPool: backend.auth.resources.userPool,
  allowedOrigin,
  ...lambda,
});
for (const fn of [
  backend.searchStartups,
  backend.savePreferences,
  backend.requestRecommendations,
  backend.saveBookmark,
]) {
  fn.addEnvironment('ALLOWED_ORIGIN', allowedOrigin ?? '*');
}

// Each function is told the names of what it uses, and may do just the calls it makes.
const startups = tables['Startup']!;
const profiles = tables['InvestorProfile']!;
const bookmarks = tables['Bookmark']!;
const recommendations = tables['Recommendation']!;
const digests = tables['Digest']!;

const catalogReaders = [backend.searchStartups, backend.previewMatches, backend.matchStartups];
for (const fn of [...catalogReaders, backend.publishCatalog]) {
  fn.addEnvironment('STARTUP_TABLE', startups.tableName);
  fn.addEnvironment('CATALOG_SNAPSHOT_TABLE', catalogSnapshots.tableName);
  allow(fn.resources.lambda, ['dynamodb:Query'], [`${startups.tableArn}/index/catalog`]);
  allow(fn.resources.lambda, ['dynamodb:GetItem'], [catalogSnapshots.tableArn]);
}
allow(lambda.publishCatalog, ['dynamodb:PutItem'], [catalogSnapshots.tableArn]);
for (const fn of [backend.previewMatches, backend.matchStartups, backend.saveBookmark]) {
  fn.addEnvironment('BOOKMARK_TABLE', bookmarks.tableName);
}
for (const fn of [backend.previewMatches, backend.matchStartups]) {
  allow(fn.resources.lambda, ['dynamodb:Query'], [bookmarks.tableArn, recommendations.tableArn]);
}
for (const fn of [
  backend.savePreferences,
  backend.requestRecommendations,
  backend.resumeEmail,
  backend.unsubscribe,
  backend.startDueDigests,
  backend.matchStartups,
  backend.sendEmail,
  backend.recordDelivery,
]) {
  fn.addEnvironment('INVESTOR_PROFILE_TABLE', profiles.tableName);
}
for (const fn of [
  backend.savePreferences,
  backend.requestRecommendations,
  backend.startDueDigests,
  backend.matchStartups,
  backend.sendEmail,
  backend.recordFailure,
  backend.recordDelivery,
]) {
  fn.addEnvironment('DIGEST_TABLE', digests.tableName);
}
for (const fn of [backend.previewMatches, backend.matchStartups, backend.sendEmail]) {
  fn.addEnvironment('RECOMMENDATION_TABLE', recommendations.tableName);
}
for (const fn of [backend.savePreferences, backend.startDueDigests]) {
  fn.addEnvironment('SCHEDULE_GROUP', delayedStarts.groupName);
  fn.addEnvironment('SCHEDULE_ROLE_ARN', delayedStarts.role.roleArn);
  allow(fn.resources.lambda, ['scheduler:CreateSchedule'], [delayedStarts.scheduleArn]);
  allow(fn.resources.lambda, ['iam:PassRole'], [delayedStarts.role.roleArn]);
}
backend.savePreferences.addEnvironment('STATE_MACHINE_ARN', workflow.stateMachine.stateMachineArn);
for (const fn of [backend.requestRecommendations, backend.startDueDigests]) {
  fn.addEnvironment('STATE_MACHINE_ARN', workflow.stateMachine.stateMachineArn);
  allow(fn.resources.lambda, ['states:StartExecution'], [workflow.stateMachine.stateMachineArn]);
}

backend.saveBookmark.addEnvironment('STARTUP_TABLE', startups.tableName);
allow(lambda.saveBookmark, ['dynamodb:GetItem'], [startups.tableArn]);
allow(lambda.saveBookmark, ['dynamodb:UpdateItem'], [bookmarks.tableArn]);

allow(lambda.savePreferences, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], [profiles.tableArn]);
allow(lambda.savePreferences, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [digests.tableArn]);

allow(lambda.resumeEmail, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], [profiles.tableArn]);

allow(lambda.requestRecommendations, ['dynamodb:GetItem'], [profiles.tableArn]);
allow(
  lambda.requestRecommendations,
  ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  [digests.tableArn],
);
allow(lambda.requestRecommendations, ['dynamodb:Query'], [`${digests.tableArn}/index/byDueAt`]);

allow(lambda.startDueDigests, ['dynamodb:Query'], [`${profiles.tableArn}/index/due`]);
allow(lambda.startDueDigests, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], [profiles.tableArn]);
allow(lambda.startDueDigests, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [digests.tableArn]);
allow(lambda.startDueDigests, ['dynamodb:GetItem', 'dynamodb:Query'], [sending.tableArn]);
allow(lambda.startDueDigests, ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'], [sending.tableArn]);
// The quota is the account's: SES knows no narrower resource for it.
allow(lambda.startDueDigests, ['ses:GetSendQuota'], ['*']);
// What does not fit into one invocation of the batch goes on in the next.
allow(delayedStarts.role, ['lambda:InvokeFunction'], [lambda.startDueDigests.functionArn]);
allow(lambda.startDueDigests, ['dynamodb:Query'], [`${digests.tableArn}/index/open`]);

allow(lambda.matchStartups, ['dynamodb:GetItem'], [profiles.tableArn]);
allow(lambda.matchStartups, ['dynamodb:UpdateItem'], [digests.tableArn]);

allow(lambda.sendEmail, ['dynamodb:GetItem'], [profiles.tableArn]);
allow(lambda.sendEmail, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], [digests.tableArn]);
allow(lambda.sendEmail, ['dynamodb:PutItem', 'dynamodb:DeleteItem'], [recommendations.tableArn]);
allow(lambda.sendEmail, ['ses:SendRawEmail'], email.arns);
backend.sendEmail.addEnvironment('SENDER', deploymentSettings.sender);
backend.sendEmail.addEnvironment('CONFIGURATION_SET', email.configurationSetName);
allow(lambda.sendEmail, ['kms:GenerateMac'], [unsubscribeLink.signingKeyArn]);
backend.sendEmail.addEnvironment('UNSUBSCRIBE_URL', unsubscribeLink.url);
if (deploymentSettings.unsubscribeMailbox) {
  const address = deploymentSettings.unsubscribeMailbox;
  new UnsubscribeMailbox(dataStack, 'UnsubscribeMailbox', { address, ...lambda });
  backend.sendEmail.addEnvironment('UNSUBSCRIBE_MAILBOX', address);
}
backend.sendEmail.addEnvironment('POSTAL_ADDRESS', deploymentSettings.postalAddress);

allow(lambda.unsubscribe, ['kms:VerifyMac'], unsubscribeLink.verifyingKeyArns);
allow(lambda.unsubscribe, ['dynamodb:UpdateItem'], [profiles.tableArn]);

for (const fn of [backend.sendEmail, backend.unsubscribe]) {
  fn.addEnvironment('TOKEN_KEYS', unsubscribeLink.keys);
  fn.addEnvironment('APP_URL', deploymentSettings.appUrl);
}

allow(lambda.recordFailure, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], [digests.tableArn]);

allow(lambda.recordDelivery, ['dynamodb:UpdateItem'], [digests.tableArn]);
allow(lambda.recordDelivery, ['dynamodb:Query'], [`${digests.tableArn}/index/byDueAt`]);
allow(lambda.recordDelivery, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], [profiles.tableArn]);
allow(lambda.recordDelivery, ['dynamodb:UpdateItem'], [sending.tableArn]);
allow(lambda.sendEmail, ['dynamodb:GetItem'], [sending.tableArn]);
for (const fn of [backend.startDueDigests, backend.sendEmail, backend.recordDelivery]) {
  fn.addEnvironment('SENDING_TABLE', sending.tableName);
}

backend.addOutput({
  custom: {
    API: { rest: { endpoint: restApi.endpoint } },
    tables: { Startup: startups.tableName, Sending: sending.tableName },
    region: backend.stack.region,
  },
});
