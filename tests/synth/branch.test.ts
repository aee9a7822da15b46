import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import settings from '../../local.config';
import { synthesiseInto } from '../../local/template/synthesise';
import { template } from './assembly';

/* What the tests read of a resource's properties. */
const lambda = z.object({
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z
    .object({
      Variables: z
        .object({ ALLOWED_ORIGIN: z.string().optional(), POWERTOOLS_SERVICE_NAME: z.string().optional() })
        .optional(),
    })
    .optional(),
});

const topicPolicy = z.object({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) });

const REQUIRED = {
  FIRSTLIGHT_SENDER: 'digest@example.com',
  FIRSTLIGHT_APP_URL: 'https://app.example.com',
  FIRSTLIGHT_POSTAL_ADDRESS: 'Example Ltd, 1 Example Street, London',
};

/** Resources of all templates of a branch deployment with these settings. */
async function synthesiseBranch(
  environment: Record<string, string>,
): Promise<z.infer<typeof template>['Resources'][string][]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'firstlight-branch-'));
  try {
    const context = {
      'amplify-backend-namespace': 'd1a2b3c4d5e6f7',
      'amplify-backend-name': 'main',
      'amplify-backend-type': 'branch',
      // Bundles are the same for every deployment. They are left out to save time.
      'aws:cdk:bundling-stacks': [],
    };
    await synthesiseInto(dir, { ...settings.synthesis, context, environment });
    const files = (await readdir(dir)).filter((file) => file.endsWith('.template.json'));
    const templates = await Promise.all(
      files.map(async (file) => template.parse(JSON.parse(await readFile(path.join(dir, file), 'utf8')))),
    );
    return templates.flatMap(({ Resources }) => Object.values(Resources));
  } finally {
    vi.unstubAllEnvs();
    await rm(dir, { recursive: true, force: true });
  }
}

describe('a branch', () => {
  it('with the required settings alone takes nothing of the account for itself', async () => {
    const resources = await synthesiseBranch(REQUIRED);
    const ofType = (type: string) => resources.filter(({ Type }) => Type === type);

    const [pool] = ofType('AWS::Cognito::UserPool');
    expect(pool!.Properties).toMatchObject({ DeletionProtection: 'ACTIVE' });
    expect(pool!.Properties).not.toHaveProperty('EmailConfiguration');
    const tables = ofType('Custom::AmplifyDynamoDBTable');
    expect(tables).toHaveLength(5);
    for (const { Properties } of tables) expect(Properties['deletionProtectionEnabled']).toBe(true);
    expect(ofType('AWS::KMS::Key').map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain']);

    // An identity, a role for logs and concurrency belong to the account, which other deployments share.
    expect(ofType('AWS::SES::EmailIdentity')).toEqual([]);
    expect(ofType('AWS::ApiGateway::Account')).toEqual([]);
    const [stage] = ofType('AWS::ApiGateway::Stage');
    expect(stage!.Properties).not.toHaveProperty('AccessLogSetting');
    for (const { Properties } of ofType('AWS::Lambda::Function')) {
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
    expect(ofType('AWS::SNS::Topic')).toEqual([]);
    const origins = ofType('AWS::Lambda::Function').flatMap(
      ({ Properties }) => lambda.parse(Properties).Environment?.Variables?.ALLOWED_ORIGIN ?? [],
    );
    expect(origins).toEqual(Array(4).fill('https://app.example.com'));
  });

  it('with every setting owns its identity, logs requests, caps the public address and emails the operator', async () => {
    const resources = await synthesiseBranch({
      ...REQUIRED,
      FIRSTLIGHT_SENDER_IDENTITY: 'example.com',
      FIRSTLIGHT_CREATE_IDENTITY: 'true',
      FIRSTLIGHT_MAIL_FROM_DOMAIN: 'mail.example.com',
      FIRSTLIGHT_SIGN_UP_EMAIL_BY_SES: 'true',
      FIRSTLIGHT_UNSUBSCRIBE_CONCURRENCY: '5',
      FIRSTLIGHT_OPERATOR_EMAIL: 'operator@example.com',
      FIRSTLIGHT_REST_ACCESS_LOGS: 'true',
    });
    const ofType = (type: string) => resources.filter(({ Type }) => Type === type);

    expect(ofType('AWS::SES::EmailIdentity').map(({ Properties }) => Properties)).toMatchObject([
      {
        EmailIdentity: 'example.com',
        ConfigurationSetAttributes: { ConfigurationSetName: expect.anything() },
        MailFromAttributes: { MailFromDomain: 'mail.example.com' },
      },
    ]);
    const [pool] = ofType('AWS::Cognito::UserPool');
    const { EmailConfiguration } = pool!.Properties;
    expect(EmailConfiguration).toMatchObject({ EmailSendingAccount: 'DEVELOPER', From: 'digest@example.com' });
    expect(JSON.stringify(z.object({ SourceArn: z.unknown() }).parse(EmailConfiguration).SourceArn)).toContain(
      ':identity/example.com',
    );
    expect(ofType('AWS::ApiGateway::Stage')[0]!.Properties).toHaveProperty('AccessLogSetting');
    const capped = ofType('AWS::Lambda::Function')
      .map(({ Properties }) => lambda.parse(Properties))
      .filter(({ ReservedConcurrentExecutions }) => ReservedConcurrentExecutions);
    expect(
      capped.map(({ Environment, ReservedConcurrentExecutions }) => [
        Environment?.Variables?.POWERTOOLS_SERVICE_NAME,
        ReservedConcurrentExecutions,
      ]),
    ).toEqual([['unsubscribe', 5]]);

    const [subscription] = ofType('AWS::SNS::Subscription');
    expect(subscription!.Properties).toMatchObject({ Protocol: 'email', Endpoint: 'operator@example.com' });
    const alarms = ofType('AWS::CloudWatch::Alarm');
    // So many are free in an account.
    expect(alarms).toHaveLength(10);
    // A policy of one's own replaces the default, which lets CloudWatch publish.
    const [policy] = ofType('AWS::SNS::TopicPolicy');
    expect(topicPolicy.parse(policy!.Properties).PolicyDocument.Statement).toContainEqual({
      Sid: expect.any(String),
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: subscription!.Properties!.TopicArn,
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    for (const { Properties } of alarms) {
      expect(Properties['AlarmActions']).toEqual([subscription!.Properties['TopicArn']]);
      expect(Properties['OKActions']).toEqual(Properties['AlarmActions']);
    }
  });

  it('without a required setting is refused with its name', async () => {
    const { FIRSTLIGHT_APP_URL: _, ...rest } = REQUIRED;
    await expect(synthesiseBranch(rest)).rejects.toThrow('FIRSTLIGHT_APP_URL must be set');
  });
});
