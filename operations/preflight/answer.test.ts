import { describe, expect, it } from 'vitest';
import type { Answer } from './answer';
import { checkQuota, checkRoles } from './checks/account-quotas';
import { checkBootstrap } from './checks/bootstrap';
import { checkLambdaConcurrency } from './checks/lambda-concurrency';
import { checkLogRole } from './checks/log-role';
import { checkSenderIdentity } from './checks/sender-identity';
import { checkSchedulerRate } from './checks/scheduler-rate';
import { checkSesAccount } from './checks/ses-account';
import type { Finding } from './finding';
import { failure } from './recorded/read-recorded';

const adopted = {
  sender: 'digest@example.com',
  identity: { name: 'example.com', kind: 'domain', created: false, mailFromDomain: null } as const,
  signUpEmailBySes: false,
};
const tables = { check: 'Table quota', serviceCode: 'dynamodb', quotaCode: 'L-F98FE922', byDefault: 2500 };

const CHECKS: [action: string, check: (answer: Answer) => Finding[]][] = [
  ['ses:GetAccount', (answer) => checkSesAccount(answer, { isSandbox: false, appUrl: 'https://example.com' })],
  ['ses:GetEmailIdentity', (answer) => checkSenderIdentity(answer, adopted, null, null)],
  ['apigateway:GET', (answer) => checkLogRole(answer)],
  ['lambda:GetAccountSettings', (answer) => checkLambdaConcurrency(answer, 0)],
  ['ssm:GetParameter', (answer) => checkBootstrap(answer, 6, { account: '123456789012', region: 'eu-central-1' })],
  ['iam:GetAccountSummary', (answer) => checkRoles(answer, 34)],
  ['servicequotas:ListServiceQuotas', (answer) => checkSchedulerRate(answer, 14)],
  ['servicequotas:GetServiceQuota', (answer) => checkQuota(answer, tables, 7)],
];

describe.each(CHECKS)('the check by %s', (action, check) => {
  it.each(['AccessDenied', 'AccessDeniedException'])('names the action that is needed after %s', (name) => {
    const [finding, ...more] = check(failure(name));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ result: 'warning', mend: null });
    expect(finding!.says).toMatch(`Could not be checked: needs the action ${action}`);
  });

  it.each(['ThrottlingException', 'Throttling', 'TooManyRequestsException'])(
    'asks for another run after %s',
    (name) => {
      expect(check(failure(name))).toMatchObject([
        { result: 'warning', says: expect.stringMatching(/^Could not be checked: AWS throttled .* Run it again\.$/) },
      ]);
    },
  );

  it('passes on any other error', () => {
    expect(check(failure('InternalFailure', 'We are sorry.'))).toMatchObject([
      { result: 'warning', says: expect.stringContaining('failed with InternalFailure: We are sorry.') },
    ]);
  });

  it.each([[{ answered: null }], [{ answered: 'down for maintenance' }], [{ answered: [] }]])(
    'does not take %j for an answer',
    (answer) => {
      expect(check(answer)).toMatchObject([{ result: 'warning', says: expect.stringContaining('is not as expected') }]);
    },
  );
});

it('says which field of an answer is not as expected', () => {
  const [finding] = checkLambdaConcurrency({ answered: { AccountLimit: { ConcurrentExecutions: 'many' } } }, 0);
  expect(finding!.says).toContain('AccountLimit.ConcurrentExecutions');
});
