import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { REGION, type StackResource } from './runtime';
import type { SeedSignIn } from './seed';
import type { AccessKey } from './services/endpoint/credentials';
import { assetFinder } from './template/assets';
import { readProperties } from './template/read-properties';

export interface LocalAddresses {
  /** Base URL of the REST API, including the stage. */
  restUrl: string;
  /** In the form that the app's library needs: `AppSyncService.clientUrl`. */
  graphqlClientUrl: string;
  cognitoUrl: string;
  inboxUrl: string;
  consoleUrl: string;
  awsEndpoint: string;
}

/** Content of amplify_outputs.json. https://docs.amplify.aws/vue/reference/amplify_outputs/ */
export interface AmplifyOutputs {
  version: string;
  auth: Record<string, unknown>;
  data: Record<string, unknown>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the backend adds values of its own
  custom: Record<string, any>;
}

/**
 * The outputs that `ampx` writes for a deployed backend, with local addresses. `custom.local` has the addresses of the
 * runner itself. The identity pool is left out: the runner serves none.
 */
export function amplifyOutputs(backend: {
  assemblyDir: string;
  resources: readonly StackResource[];
  /** The root stack's outputs. */
  outputs: Record<string, unknown>;
  addresses: LocalAddresses;
  operatorCredentials: AccessKey;
  demo: SeedSignIn | null;
}): AmplifyOutputs {
  const { addresses, outputs } = backend;
  const custom = (readJson(outputs['customOutputs']) as { custom?: Record<string, object> } | null)?.custom ?? {};
  return {
    version: '1.4',
    auth: authOutputs(outputs),
    data: {
      url: addresses.graphqlClientUrl,
      aws_region: REGION,
      default_authorization_type: outputs['awsAppsyncAuthenticationType'],
      authorization_types: list(outputs['awsAppsyncAdditionalAuthenticationTypes']),
      model_introspection: modelIntrospection(backend.assemblyDir, backend.resources),
    },
    custom: {
      ...custom,
      region: REGION,
      API: { ...custom['API'], rest: { endpoint: addresses.restUrl } },
      local: {
        inboxUrl: addresses.inboxUrl,
        cognitoEndpoint: addresses.cognitoUrl,
        consoleUrl: addresses.consoleUrl,
        awsEndpoint: addresses.awsEndpoint,
        operatorCredentials: backend.operatorCredentials,
        demo: backend.demo,
      },
    },
  };
}

function authOutputs(outputs: Record<string, unknown>): Record<string, unknown> {
  const required = new Set(readJson(outputs['passwordPolicyRequirements']) as string[] | null);
  const mfa = String(outputs['mfaConfiguration'] ?? 'OFF');
  return {
    user_pool_id: outputs['userPoolId'],
    user_pool_client_id: outputs['webClientId'],
    aws_region: REGION,
    standard_required_attributes: readJson(outputs['signupAttributes']) ?? [],
    username_attributes: readJson(outputs['usernameAttributes']) ?? [],
    user_verification_types: readJson(outputs['verificationMechanisms']) ?? [],
    groups: readJson(outputs['groups']) ?? [],
    mfa_configuration: mfa === 'OFF' ? 'NONE' : mfa,
    mfa_methods: readJson(outputs['mfaTypes']) ?? [],
    password_policy: {
      min_length: Number(outputs['passwordPolicyMinLength'] ?? 8),
      require_lowercase: required.has('REQUIRES_LOWERCASE'),
      require_uppercase: required.has('REQUIRES_UPPERCASE'),
      require_numbers: required.has('REQUIRES_NUMBERS'),
      require_symbols: required.has('REQUIRES_SYMBOLS'),
    },
  };
}

/** The schema's introspection for the client library: the file that a deployment uploads to a bucket. */
function modelIntrospection(assemblyDir: string, resources: readonly StackResource[]): unknown {
  const deployment = resources.find(
    ({ type, logicalId }) => type === 'Custom::CDKBucketDeployment' && logicalId.startsWith('modelIntrospectionSchema'),
  );
  if (!deployment) return undefined;
  const [key] = readProperties(deployment, z.object({ SourceObjectKeys: z.tuple([z.string()]) })).SourceObjectKeys;
  const asset = assetFinder(assemblyDir)(key);
  const file = statSync(asset).isDirectory()
    ? path.join(
        asset,
        readdirSync(asset).find((name) => name.endsWith('.json'))!,
      )
    : asset;
  return JSON.parse(readFileSync(file, 'utf8'));
}

function readJson(text: unknown): unknown {
  return typeof text === 'string' && text !== '' ? JSON.parse(text) : null;
}

const list = (text: unknown): string[] =>
  String(text ?? '')
    .split(',')
    .filter(Boolean);
