import type { DeploymentSettings } from '../../amplify/deployment-settings';
import type { AwsAccount } from './aws-account';
import { checkQuota, checkRoles, type ValueQuota } from './checks/account-quotas';
import { checkBootstrap } from './checks/bootstrap';
import { checkCaller, type Caller } from './checks/caller';
import { checkLambdaConcurrency } from './checks/lambda-concurrency';
import { checkLogRole } from './checks/log-role';
import { checkSenderIdentity } from './checks/sender-identity';
import { checkSchedulerRate } from './checks/scheduler-rate';
import { checkSesAccount, sendRateOf } from './checks/ses-account';
import { ROLE_TYPES, STACK_QUOTA, TABLE_QUOTA, TABLE_TYPES } from './documented-quotas';
import { missing, type Finding } from './finding';
import type { SynthesisedTarget } from './synthesise-target';
import { countOf } from './template-needs';

const TABLES: ValueQuota = {
  check: 'Table quota',
  serviceCode: 'dynamodb',
  quotaCode: 'L-F98FE922',
  byDefault: TABLE_QUOTA,
};
const STACKS: ValueQuota = {
  check: 'Stack quota',
  serviceCode: 'cloudformation',
  quotaCode: 'L-0485CB21',
  byDefault: STACK_QUOTA,
};

export interface CheckedAccount {
  caller: (Caller & { region: string }) | null;
  findings: Finding[];
}

/** Asks the account everything at once. Only the caller and the region must be known first. */
export async function checkAccount(
  account: AwsAccount,
  settings: DeploymentSettings,
  isSandbox: boolean,
  { stackName, bootstrapVersion, needs }: SynthesisedTarget,
): Promise<CheckedAccount> {
  const region = await account.region();
  if (region === null) {
    const noRegion = missing('Region', 'No region is set: give --region.', 'aws configure set region REGION');
    return { caller: null, findings: [noRegion] };
  }
  const { caller, finding } = checkCaller(await account.caller(), region);
  if (!caller) return { caller, findings: [finding] };
  const { name, created } = settings.identity;
  const findings = await Promise.all([
    [finding],
    account.bootstrapVersion().then((answer) => checkBootstrap(answer, bootstrapVersion, { ...caller, region })),
    Promise.all([account.sesAccount(), account.schedulerQuotas()]).then(([ses, scheduler]) => [
      ...checkSesAccount(ses, { isSandbox, appUrl: settings.appUrl }),
      ...checkSchedulerRate(scheduler, sendRateOf(ses)),
    ]),
    Promise.all([account.senderIdentity(name), created ? account.stackOf(name) : null]).then(([answer, owner]) =>
      checkSenderIdentity(answer, settings, owner, stackName),
    ),
    settings.restAccessLogs ? account.apiGatewayAccount().then(checkLogRole) : [],
    account.lambdaSettings().then((answer) => checkLambdaConcurrency(answer, needs.reservedConcurrency)),
    account.iamSummary().then((answer) => checkRoles(answer, countOf(needs, ROLE_TYPES))),
    account
      .quota(TABLES.serviceCode, TABLES.quotaCode)
      .then((answer) => checkQuota(answer, TABLES, countOf(needs, TABLE_TYPES))),
    account.quota(STACKS.serviceCode, STACKS.quotaCode).then((answer) => checkQuota(answer, STACKS, needs.stacks)),
  ]);
  return { caller: { ...caller, region }, findings: findings.flat() };
}
