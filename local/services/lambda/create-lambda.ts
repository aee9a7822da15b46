import path from 'node:path';
import {
  REGION,
  type AwsApi,
  type AwsRequest,
  type AwsResponse,
  type InvokeResult,
  type LambdaService,
  type Principal,
  type Runtime,
  type Service,
} from '../../runtime';
import type { Credentials } from '../endpoint/credentials';
import { AsyncInvocations } from './async-invocations';
import { functionConfig, functionEnvironment, type FunctionConfig } from './function-config';
import { FunctionPool, MOST_PAYLOAD_BYTES } from './function-pool';
import { functionArn } from './lambda-names';

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

export interface LocalLambda extends Service, LambdaService {
  api: AwsApi;
}

export interface LambdaOptions {
  credentials: Credentials;
  findAsset: (reference: string) => string;
  /** @throws AccessDeniedError */
  authorizeInvoke(principal: Principal, functionArn: string): void;
  /** Replaces the value that the template gives an environment variable. */
  variable?: (name: string, value: string) => string;
}

/** Runs the functions of the cloud assembly. Each starts at its first invocation. */
export function createLambda(
  runtime: Pick<Runtime, 'byType' | 'stateDir' | 'endpoint' | 'events' | 'queues'>,
  options: LambdaOptions,
): LocalLambda {
  const pools = runtime.byType('AWS::Lambda::Function').flatMap((resource) => {
    let config: FunctionConfig;
    try {
      config = functionConfig(resource, options.findAsset, options.variable);
    } catch (error) {
      const message = `The function ${resource.logicalId} can't be called here: ${(error as Error).message}`;
      runtime.events.append({ kind: 'notice', level: 'warn', message });
      return [];
    }
    const key = options.credentials.issue({ arn: config.roleArn, logicalId: config.logicalId });
    const environment = functionEnvironment(config, {
      ...key,
      endpoint: runtime.endpoint,
      region: REGION,
      noConfigFile: path.join(runtime.stateDir, 'no-aws-config'),
    });
    return [new FunctionPool(config, environment, runtime.events)];
  });
  const byKey = new Map(
    pools.flatMap((pool) => [pool.config.name, pool.config.arn, pool.config.logicalId].map((key) => [key, pool])),
  );

  function find(fn: string): FunctionPool {
    const name = fn.replace(/:\$LATEST$/, '');
    const pool = byKey.get(name);
    if (!pool) throw namedError('ResourceNotFoundException', `Function not found: ${fn}`);
    return pool;
  }

  async function run(pool: FunctionPool, payload: string): Promise<{ requestId: string; result: InvokeResult }> {
    const bytes = Buffer.byteLength(payload);
    if (bytes > MOST_PAYLOAD_BYTES) {
      const message = `Request must be smaller than ${MOST_PAYLOAD_BYTES} bytes for the InvokeFunction operation`;
      throw namedError('RequestTooLargeException', message);
    }
    return pool.invoke(payload);
  }

  const asynchronous = new AsyncInvocations(runtime);

  return {
    async invoke(fn, payload, principal) {
      const pool = find(fn);
      options.authorizeInvoke(principal, pool.config.arn);
      return (await run(pool, JSON.stringify(payload ?? null))).result;
    },
    async invokeEvent(fn, payload, principal) {
      const pool = find(fn);
      options.authorizeInvoke(principal, pool.config.arn);
      return asynchronous.invoke(pool, JSON.stringify(payload ?? null));
    },
    api: {
      service: 'lambda',
      authorize: ({ path: requestPath }) => [
        { action: 'lambda:InvokeFunction', resources: [arnOf(nameIn(requestPath))] },
      ],
      handle: (request) => handle(request, find, run, asynchronous),
      error: fault,
    },
    async stop() {
      await asynchronous.stop();
      await Promise.all(pools.map((pool) => pool.stop()));
    },
  };
}

const nameIn = (requestPath: string) => decodeURIComponent(INVOKE.exec(requestPath)?.[1] ?? '*');

const arnOf = (name: string) => (name.startsWith('arn:') ? name : functionArn(name));

/** The Invoke API. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
async function handle(
  request: AwsRequest,
  find: (fn: string) => FunctionPool,
  run: (pool: FunctionPool, payload: string) => Promise<{ requestId: string; result: InvokeResult }>,
  asynchronous: AsyncInvocations,
): Promise<AwsResponse> {
  if (request.method !== 'POST' || !INVOKE.test(request.path)) {
    return fault(
      404,
      'UnknownOperationException',
      `The local runner's Lambda serves Invoke, not ${request.method} ${request.path}.`,
    );
  }
  try {
    const pool = find(nameIn(request.path));
    const payload = request.body.length > 0 ? request.body.toString() : '{}';
    JSON.parse(payload);
    const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    if (type === 'DryRun') return { status: 204, body: '' };
    if (type === 'Event') {
      asynchronous.accept(pool, payload);
      return { status: 202, body: '' };
    }
    const { requestId, result } = await run(pool, payload);
    return {
      status: 200,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': requestId,
        'x-amz-executed-version': '$LATEST',
        ...(!result.ok && { 'x-amz-function-error': 'Unhandled' }),
      },
      body: JSON.stringify(
        result.ok
          ? (result.payload ?? null)
          : { errorType: result.errorType, errorMessage: result.errorMessage, trace: result.trace },
      ),
    };
  } catch (error) {
    if (error instanceof SyntaxError) {
      return fault(400, 'InvalidRequestContentException', `Could not parse request body into json: ${error.message}`);
    }
    const { name, message } = error as Error;
    if (name === 'ResourceNotFoundException') return fault(404, name, message);
    if (name === 'RequestTooLargeException') return fault(413, name, message);
    throw error;
  }
}

function fault(status: number, code: string, message: string): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message, message }),
  };
}

function namedError(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
