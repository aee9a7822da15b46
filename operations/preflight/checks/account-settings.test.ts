import { describe, expect, it } from 'vitest';
import { failure, readRecorded } from '../recorded/read-recorded';
import { checkQuota, checkRoles } from './account-quotas';
import { checkBootstrap } from './bootstrap';
import { checkCaller } from './caller';
import { checkLogRole } from './log-role';
import { checkSchedulerRate } from './scheduler-rate';
import { sendRateOf } from './ses-account';

const where = { account: '123456789012', region: 'eu-central-1' };

describe('CDK bootstrap', () => {
  it('is enough from the version that the assembly states', () => {
    expect(checkBootstrap(readRecorded('ssm-get-parameter', 'bootstrapped'), 30, where)[0]!.result).toBe('ok');
    expect(checkBootstrap(readRecorded('ssm-get-parameter', 'bootstrapped'), 31, where)[0]!.result).toBe('missing');
  });

  it.each([readRecorded('ssm-get-parameter', 'old'), failure('ParameterNotFound')])(
    'that is old or absent is mended by bootstrapping account and region',
    (answer) => {
      expect(checkBootstrap(answer, 6, where)).toMatchObject([
        { result: 'missing', mend: 'npx aws-cdk bootstrap aws://123456789012/eu-central-1' },
      ]);
    },
  );
});

it('the log role of API Gateway is set or missing', () => {
  expect(checkLogRole(readRecorded('apigateway-get-account', 'withRole'))[0]!.result).toBe('ok');
  expect(checkLogRole(readRecorded('apigateway-get-account', 'withoutRole'))).toMatchObject([
    { result: 'missing', mend: expect.stringContaining('aws apigateway update-account') },
  ]);
});

it('roles that do not fit are a warning with the number to ask for', () => {
  expect(checkRoles(readRecorded('iam-get-account-summary', 'roomy'), 34)[0]!.result).toBe('ok');
  expect(checkRoles(readRecorded('iam-get-account-summary', 'full'), 34)).toMatchObject([
    { result: 'warning', mend: expect.stringContaining('--desired-value 1014') },
  ]);
});

describe('a quota', () => {
  const tables = { check: 'Table quota', serviceCode: 'dynamodb', quotaCode: 'L-F98FE922', byDefault: 10 };
  const recorded = readRecorded('servicequotas-get-service-quota', 'tables');

  it.each([
    [recorded, 2500, 'ok'],
    [recorded, 2501, 'warning'],
    // The account has no value of its own, so the default holds.
    [failure('NoSuchResourceException'), 10, 'ok'],
    [failure('NoSuchResourceException'), 11, 'warning'],
  ])('%j with %i needed: %s', (answer, needed, result) => {
    expect(checkQuota(answer, tables, needed)).toMatchObject([{ result }]);
  });
});

it.each([
  [14, 'ok'],
  [1000, 'ok'],
  [1001, 'warning'],
  [null, 'ok'],
])('the rate of EventBridge Scheduler with %s emails a second: %s', (sendRate, result) => {
  const recorded = readRecorded('servicequotas-list-service-quotas', 'scheduler');
  expect(checkSchedulerRate(recorded, sendRate)).toMatchObject([{ result, says: expect.stringContaining('1000') }]);
});

it('an account without a rate of its own has the default', () => {
  expect(checkSchedulerRate({ answered: { Quotas: [] } }, 14)).toMatchObject([{ result: 'ok' }]);
});

it('the rate of SES is in its answer, if there is one', () => {
  expect(sendRateOf(readRecorded('ses-get-account', 'production'))).toBe(14);
  expect(sendRateOf(failure('AccessDeniedException'))).toBeNull();
});

describe('the caller', () => {
  it('is named with account and region', () => {
    const { caller, finding } = checkCaller(readRecorded('sts-get-caller-identity', 'user'), 'eu-central-1');
    expect(caller).toEqual({ account: '123456789012', arn: 'arn:aws:iam::123456789012:user/DevAdmin' });
    expect(finding.says).toBe('Account 123456789012, region eu-central-1, as arn:aws:iam::123456789012:user/DevAdmin.');
  });

  it.each([failure('ExpiredToken'), { answered: {} }])('is missing after %j', (answer) => {
    expect(checkCaller(answer, 'eu-central-1')).toMatchObject({ caller: null, finding: { result: 'missing' } });
  });
});
