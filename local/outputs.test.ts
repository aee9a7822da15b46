import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { amplifyOutputs } from './outputs';
import type { StackResource } from './runtime';

const HASH = 'ab'.repeat(32);
let assemblyDir: string;

beforeAll(async () => {
  assemblyDir = await mkdtemp(path.join(tmpdir(), 'assembly-'));
  const asset = path.join(assemblyDir, `asset.${HASH}`);
  await mkdir(asset);
  await writeFile(path.join(asset, 'modelIntrospectionSchema.json'), '{"version":1,"models":{}}');
  const artifacts = {
    root: { type: 'aws:cloudformation:stack', properties: { templateFile: 'root.template.json' } },
    'root.assets': { type: 'cdk:asset-manifest', properties: { file: 'root.assets.json' } },
  };
  await writeFile(path.join(assemblyDir, 'manifest.json'), JSON.stringify({ artifacts }));
  const files = { [HASH]: { source: { path: `asset.${HASH}` } } };
  await writeFile(path.join(assemblyDir, 'root.assets.json'), JSON.stringify({ files }));
});
afterAll(() => rm(assemblyDir, { recursive: true, force: true }));

it("has the fields that the app's library reads, with local addresses", () => {
  const deployment = {
    type: 'Custom::CDKBucketDeployment',
    logicalId: 'modelIntrospectionSchemaBucketDeployment1',
    properties: { SourceObjectKeys: [`${HASH}.zip`] },
  } as unknown as StackResource;
  const outputs = amplifyOutputs({
    assemblyDir,
    resources: [deployment],
    outputs: {
      userPoolId: 'eu-central-1_abc',
      webClientId: 'client',
      signupAttributes: '["email"]',
      usernameAttributes: '["email"]',
      verificationMechanisms: '["email"]',
      passwordPolicyMinLength: '12',
      passwordPolicyRequirements: '["REQUIRES_NUMBERS","REQUIRES_LOWERCASE"]',
      mfaConfiguration: 'OFF',
      mfaTypes: '[]',
      groups: '[{"ADMINS":{"precedence":0}}]',
      identityPoolId: 'not for the local backend',
      awsAppsyncAuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
      awsAppsyncAdditionalAuthenticationTypes: 'AWS_IAM',
      customOutputs:
        '{"custom":{"API":{"rest":{"endpoint":"https://aws"}},"tables":{"Startup":"Startup-1"}},"version":"1.4"}',
    },
    addresses: {
      restUrl: 'http://127.0.0.1:4001/v1',
      graphqlClientUrl: 'HTTP://127.0.0.1:4002/graphql',
      cognitoUrl: 'http://127.0.0.1:4003',
      inboxUrl: 'http://127.0.0.1:4005',
      consoleUrl: 'http://127.0.0.1:4000',
      awsEndpoint: 'http://127.0.0.1:4004',
    },
    operatorCredentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    demo: null,
  });
  expect(outputs).toEqual({
    version: '1.4',
    auth: {
      user_pool_id: 'eu-central-1_abc',
      user_pool_client_id: 'client',
      aws_region: 'eu-central-1',
      standard_required_attributes: ['email'],
      username_attributes: ['email'],
      user_verification_types: ['email'],
      groups: [{ ADMINS: { precedence: 0 } }],
      mfa_configuration: 'NONE',
      mfa_methods: [],
      password_policy: {
        min_length: 12,
        require_lowercase: true,
        require_uppercase: false,
        require_numbers: true,
        require_symbols: false,
      },
    },
    data: {
      url: 'HTTP://127.0.0.1:4002/graphql',
      aws_region: 'eu-central-1',
      default_authorization_type: 'AMAZON_COGNITO_USER_POOLS',
      authorization_types: ['AWS_IAM'],
      model_introspection: { version: 1, models: {} },
    },
    custom: {
      API: { rest: { endpoint: 'http://127.0.0.1:4001/v1' } },
      tables: { Startup: 'Startup-1' },
      region: 'eu-central-1',
      local: {
        inboxUrl: 'http://127.0.0.1:4005',
        cognitoEndpoint: 'http://127.0.0.1:4003',
        consoleUrl: 'http://127.0.0.1:4000',
        awsEndpoint: 'http://127.0.0.1:4004',
        operatorCredentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
        demo: null,
      },
    },
  });
});
