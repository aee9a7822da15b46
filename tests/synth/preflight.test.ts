import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readRecorded } from '../../operations/preflight/recorded/read-recorded';
import { serveAccount, type WireAnswers } from './account-server';

const report = z.object({
  ready: z.boolean(),
  stackName: z.string().nullable(),
  account: z.object({ account: z.string(), region: z.string() }).nullable(),
  offline: z.string().nullable(),
  findings: z.array(
    z.object({
      check: z.string(),
      result: z.enum(['ok', 'missing', 'warning']),
      says: z.string(),
      mend: z.string().nullable(),
    }),
  ),
});

const BRANCH = {
  FIRSTLIGHT_SENDER: 'digest@example.com',
  FIRSTLIGHT_SENDER_IDENTITY: 'example.com',
  FIRSTLIGHT_APP_URL: 'https://app.example.com',
  FIRSTLIGHT_POSTAL_ADDRESS: 'Example Ltd, 1 Example Street, London',
  FIRSTLIGHT_REST_ACCESS_LOGS: 'true',
  FIRSTLIGHT_UNSUBSCRIBE_CONCURRENCY: '5',
};

/** Runs the command with this environment and nothing else of ours that the AWS SDK or the backend reads. */
async function runPreflight(args: string[], environment: Record<string, string>) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|FIRSTLIGHT_)/.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    HOME: '/nonexistent',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...environment,
  };
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'operations/preflight/main.ts', ...args], {
    env,
  });
  const { code, stdout, stderr } = await run.then(
    (done) => ({ code: 0, ...done }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code, stdout, stderr };
}

const withAccount = (url: string) => ({
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_REGION: 'eu-central-1',
  ...BRANCH,
});

const xml = (operation: string, result: string) =>
  `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`;
const wire = (file: string, name: string) => {
  const { answered } = z.object({ answered: z.unknown() }).parse(readRecorded(file, name));
  return { body: answered };
};

/** An account in which everything is set up. */
const READY: WireAnswers = {
  GetCallerIdentity: {
    body: xml('GetCallerIdentity', '<Arn>arn:aws:iam::123456789012:user/Ann</Arn><Account>123456789012</Account>'),
  },
  GetAccountSummary: {
    body: xml(
      'GetAccountSummary',
      `<SummaryMap>${[
        ['Roles', 61],
        ['RolesQuota', 1000],
      ]
        .map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`)
        .join('')}</SummaryMap>`,
    ),
  },
  'AmazonSSM.GetParameter': wire('ssm-get-parameter', 'bootstrapped'),
  'ses:GetAccount': wire('ses-get-account', 'production'),
  'ses:GetEmailIdentity': wire('ses-get-email-identity', 'verifiedDomain'),
  'apigateway:GetAccount': wire('apigateway-get-account', 'withRole'),
  'lambda:GetAccountSettings': wire('lambda-get-account-settings', 'usual'),
  'ServiceQuotasV20190624.ListServiceQuotas': wire('servicequotas-list-service-quotas', 'scheduler'),
  'ServiceQuotasV20190624.GetServiceQuota': wire('servicequotas-get-service-quota', 'tables'),
};

/** An error of the APIs that answer in XML. */
const xmlError = (code: string, status: number) => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code}</Message></Error></ErrorResponse>`,
});
const error = (name: string, status = 400) => ({ status, body: { __type: name, message: name } });

describe('without credentials', () => {
  it('checks settings and templates of a sandbox, and says in one sentence that the account was not asked', async () => {
    const { code, stdout } = await runPreflight(['--sandbox', '--identifier', 'ann'], {
      FIRSTLIGHT_SENDER: 'digest@example.com',
    });

    expect(stdout).toContain('Preflight of the sandbox "ann" (stack amplify-startupinvestormatching-ann-sandbox-');
    expect(stdout).toMatch(/^ok +Synthesis/m);
    expect(stdout).toMatch(/^ok +Needs: SES identity +The address digest@example.com is adopted: it must exist\.$/m);
    expect(stdout).toMatch(/^ok +Functions +\d\d;/m);
    expect(stdout).toMatch(/^ok +Tables +7 of 2500/m);
    expect(stdout).toMatch(/^There are no AWS credentials, so the account was not checked: .*\.$/m);
    expect(stdout).toMatch(/^Ready: \d+ ok, 0 missing, 0 warnings\.$/m);
    expect(code).toBe(0);
  });

  it('names the settings that a branch lacks, and exits with 1', async () => {
    const { code, stdout } = await runPreflight(['--branch', 'main'], { FIRSTLIGHT_SENDER: 'digest@example.com' });
    expect(stdout).toMatch(
      /^missing +Settings .*FIRSTLIGHT_APP_URL must be set; FIRSTLIGHT_POSTAL_ADDRESS must be set/m,
    );
    expect(code).toBe(1);
  });

  it('says how it is used when no deployment is named', async () => {
    const { code, stderr } = await runPreflight([], {});
    expect(stderr).toContain('Give either --sandbox or --branch NAME.');
    expect(code).toBe(1);
  });
});

describe('with credentials', () => {
  it('finds an account ready in which everything is set up', async () => {
    await using account = await serveAccount(READY);
    const run = await runPreflight(['--branch', 'main', '--app-id', 'd111', '--json'], withAccount(account.url));

    const { findings, ...rest } = report.parse(JSON.parse(run.stdout));
    expect(findings.filter(({ result }) => result !== 'ok')).toEqual([]);
    expect(rest).toMatchObject({
      ready: true,
      stackName: expect.stringMatching(/^amplify-d111-main-branch-/),
      account: { account: '123456789012', region: 'eu-central-1' },
      offline: null,
    });
    expect(run.code).toBe(0);
    // Each of them only reads.
    expect([...new Set(account.asked)].sort()).toEqual(Object.keys(READY).sort());
  });

  it('goes on after a call that was denied, throttled or not understood, and exits with 1 for what is missing', async () => {
    await using account = await serveAccount({
      ...READY,
      'AmazonSSM.GetParameter': error('ParameterNotFound'),
      'ses:GetAccount': error('AccessDeniedException', 403),
      DescribeStackResources: {
        body: xml(
          'DescribeStackResources',
          `<StackResources><member>
             <StackName>amplify-d999-other-branch-0123456789-data-1ABC</StackName>
             <PhysicalResourceId>example.com</PhysicalResourceId>
             <ResourceType>AWS::SES::EmailIdentity</ResourceType>
           </member></StackResources>`,
        ),
      },
      GetAccountSummary: xmlError('AccessDenied', 403),
      'apigateway:GetAccount': wire('apigateway-get-account', 'withoutRole'),
      'lambda:GetAccountSettings': error('TooManyRequestsException', 429),
      'ServiceQuotasV20190624.GetServiceQuota': { body: {} },
    });
    const { code, stdout } = await runPreflight(['--branch', 'main', '--app-id', 'd111'], {
      ...withAccount(account.url),
      FIRSTLIGHT_CREATE_IDENTITY: 'true',
    });

    expect(stdout).toMatch(/^missing +CDK bootstrap +eu-central-1 is not bootstrapped\.$/m);
    expect(stdout).toMatch(/^warning +SES account +Could not be checked: needs the action ses:GetAccount\.$/m);
    expect(stdout).toMatch(/^missing +SES identity owner +.*created by the stack amplify-d999-other-branch-/m);
    expect(stdout).toMatch(/^ok +SES identity +example.com is verified\.$/m);
    expect(stdout).toMatch(/^missing +Log role of API Gateway/m);
    expect(stdout).toMatch(/^warning +Lambda concurrency +Could not be checked: AWS throttled/m);
    expect(stdout).toMatch(/^warning +Table quota +Could not be checked: the answer .* is not as expected/m);
    expect(stdout).toMatch(/^warning +IAM roles +Could not be checked: needs the action iam:GetAccountSummary\.$/m);
    expect(stdout).toContain('npx aws-cdk bootstrap aws://123456789012/eu-central-1');
    expect(stdout).toContain('unset FIRSTLIGHT_CREATE_IDENTITY');
    expect(stdout).toMatch(/^Not ready: \d+ ok, 3 missing, 5 warnings\.$/m);
    expect(code).toBe(1);
  });
});
