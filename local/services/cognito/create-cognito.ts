import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { AwsApi, Runtime, Service } from '../../runtime';
import { readBody } from '../local-http';
import { accountOperations } from './account';
import { adminOperations } from './admin';
import { AttemptLimits, type CognitoContext, type Input, type OutgoingEmail, type Pool } from './context';
import { CognitoError } from './errors';
import { readPools } from './pool-config';
import { triggersWith } from './triggers';
import { recoveryOperations } from './recovery';
import { signInOperations } from './sign-in';
import { signUpOperations } from './sign-up';
import { createTokenVerifier, openSigningKey, type VerifyToken } from './tokens';
import { UserStore } from './user-store';

const TARGET = 'AWSCognitoIdentityProviderService.';
const CONTENT_TYPE = 'application/x-amz-json-1.1';
const MOST_BYTES = 131_072;

const publicOperations = { ...signUpOperations, ...signInOperations, ...recoveryOperations, ...accountOperations };
const operations = { ...publicOperations, ...adminOperations };

export interface CognitoOptions {
  /** Delivers codes and invitations. */
  deliverEmail(email: OutgoingEmail): Promise<void>;
  /**
   * The time for codes and tokens: by default the time of the machine, not of the backend. A browser compares the expiry
   * of a token with its own clock, so simulated time must not expire tokens.
   */
  now?: () => Date;
}

export interface CognitoService extends Service {
  /** The Cognito IDP API and `/<poolId>/.well-known/jwks.json`, for browsers. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** The whole API behind the AWS endpoint, for callers with credentials. */
  api: AwsApi;
  verifyToken: VerifyToken;
  /** Runs any operation of the API as the operator. @throws CognitoError */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each operation has an output of its own, as in the API
  call(operation: string, input: Input): Promise<any>;
  /** Ids for amplify_outputs.json. */
  pools: { id: string; arn: string; logicalId: string; clientIds: string[] }[];
}

/** Serves the user pools of the cloud assembly; users and keys are kept in `<stateDir>/cognito`. */
export async function createCognito(
  runtime: Pick<Runtime, 'byType' | 'stateDir' | 'lambda' | 'events'>,
  { deliverEmail, now = () => new Date() }: CognitoOptions,
): Promise<CognitoService> {
  const pools: Pool[] = await Promise.all(
    readPools(runtime).map(async (config) => ({
      config,
      key: await openSigningKey(join(runtime.stateDir, 'cognito', `${config.id}.key.json`)),
      users: await UserStore.open(join(runtime.stateDir, 'cognito', `${config.id}.users.json`), config.caseSensitive),
      pending: new Map(),
      limits: new AttemptLimits(),
    })),
  );
  const verifyToken = createTokenVerifier(pools);
  const context: CognitoContext = {
    pools,
    verifyToken,
    now,
    deliverEmail,
    trigger: triggersWith(runtime.lambda),
  };

  async function call(operation: string, input: Input, offered: typeof operations = operations): Promise<object> {
    const run = Object.hasOwn(offered, operation) ? offered[operation] : undefined;
    if (run) return run(input, context);
    if (Object.hasOwn(operations, operation))
      throw new CognitoError('MissingAuthenticationTokenException', 'Missing Authentication Token');
    throw new CognitoError('InvalidAction', `The local runner does not serve Cognito's ${operation || 'empty target'}`);
  }

  /** Answers one request of the JSON protocol, with a result or an error. */
  async function answer(target: string | undefined, body: Buffer, offered: typeof operations) {
    try {
      const operation = target?.startsWith(TARGET) ? target.slice(TARGET.length) : '';
      return reply(200, await call(operation, parse(body), offered));
    } catch (error) {
      if (error instanceof CognitoError) return fault(400, error.code, error.message);
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      runtime.events.append({ kind: 'notice', level: 'warn', message: `Cognito: ${message}` });
      return fault(500, 'InternalErrorException', 'Something went wrong');
    }
  }

  return {
    verifyToken,
    call: (operation, input) => call(operation, input),
    pools: pools.map(({ config: { id, arn, logicalId, clients } }) => ({
      id,
      arn,
      logicalId,
      clientIds: [...clients.keys()],
    })),
    handle(request, response) {
      respond(request, pools, answer)
        .then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
        .catch(() => response.destroy());
    },
    api: {
      service: 'cognito-idp',
      authorize({ headers, body }) {
        const operation = String(headers['x-amz-target'] ?? '').replace(TARGET, '');
        if (Object.hasOwn(publicOperations, operation)) return [];
        const id = safely(() => parse(body).UserPoolId);
        const arn = pools.find(({ config }) => config.id === id)?.config.arn ?? '*';
        return [{ action: `cognito-idp:${operation}`, resources: [arn] }];
      },
      handle: ({ headers, body }) => answer(String(headers['x-amz-target'] ?? ''), body, operations),
      error: fault,
    },
    async stop() {
      await Promise.all(pools.map(({ users }) => users.close()));
    },
  };
}

type Answer = (
  target: string | undefined,
  body: Buffer,
  offered: typeof operations,
) => Promise<{ status: number; headers: Record<string, string>; body: string }>;

/** Cognito allows every origin; it uses no cookies. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

async function respond(request: IncomingMessage, pools: Pool[], answer: Answer) {
  const path = (request.url ?? '/').split('?')[0]!;
  if (request.method === 'OPTIONS')
    return {
      status: 200,
      headers: {
        ...CORS,
        'access-control-allow-methods': 'GET,POST,OPTIONS',
        'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
        'access-control-max-age': '172800',
      },
      body: '',
    };
  if (request.method === 'GET') {
    const pool = pools.find(({ config }) => path === `/${config.id}/.well-known/jwks.json`);
    if (pool)
      return {
        status: 200,
        headers: { ...CORS, 'content-type': 'application/json' },
        body: JSON.stringify(pool.key.jwks),
      };
  }
  const target = request.headers['x-amz-target'];
  const body = await readBody(request, MOST_BYTES);
  const { status, headers, ...rest } =
    request.method !== 'POST'
      ? fault(405, 'UnsupportedOperation', 'Use POST with an x-amz-target header')
      : body
        ? await answer(Array.isArray(target) ? target[0] : target, body, publicOperations)
        : fault(413, 'RequestEntityTooLargeException', `A request has at most ${MOST_BYTES} bytes`);
  return { status, headers: { ...headers, ...CORS }, body: rest.body };
}

function parse(body: Buffer): Input {
  const input: unknown = safely(() => JSON.parse(body.toString('utf8') || '{}'));
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new CognitoError('SerializationException', 'The request is not a JSON object');
  return input as Input;
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function reply(status: number, body: object) {
  return {
    status,
    headers: { 'content-type': CONTENT_TYPE, 'x-amzn-RequestId': randomUUID() } as Record<string, string>,
    body: JSON.stringify(body),
  };
}

function fault(status: number, code: string, message: string) {
  const answer = reply(status, { __type: code, message });
  answer.headers['x-amzn-ErrorType'] = code;
  return answer;
}
