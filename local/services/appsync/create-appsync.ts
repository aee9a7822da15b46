import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { StackResource, Runtime, Service } from '../../runtime';
import { assetFinder } from '../../template/assets';
import { readProperties } from '../../template/read-properties';
import type { VerifyToken } from '../cognito/tokens';
import { readBody } from '../local-http';
import { apiProperties, schemaProperties } from './appsync-properties';
import { authorize, RequestRefused, type ApiAuthorization } from './authorize';
import { readRequest, requestContext, runOperation } from './graphql-api';
import { createRealtime } from './realtime';
import { loadResolvers } from './resolvers';
import { buildApiSchema } from './schema';

/** AppSync's limit for a request. */
const MOST_BYTES = 1_048_576;

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent',
};

export interface AppSyncService extends Service {
  /** POST /graphql */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** WebSockets at /graphql/realtime */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Logical id and id of the served API; null when the backend has none. */
  api: { logicalId: string; id: string } | null;
  /**
   * The address for amplify_outputs.json. The scheme is in capitals on purpose: for subscriptions Amplify changes
   * `http://` into `wss://`, which needs a certificate. It leaves `HTTP://` unchanged, and a browser reads that as
   * `http:` for fetch and as `ws:` for a WebSocket.
   */
  clientUrl(origin: string): string;
}

/** Serves the GraphQL API of the cloud assembly with its schema, resolvers and data sources. */
export function createAppSync(
  runtime: Pick<Runtime, 'byType' | 'assemblyDir' | 'lambda' | 'call' | 'events' | 'clock'>,
  { verifyToken }: { verifyToken: VerifyToken },
): AppSyncService {
  const warn = (message: string) => runtime.events.append({ kind: 'notice', level: 'warn', message });
  const [resource, ...others] = runtime.byType('AWS::AppSync::GraphQLApi');
  for (const { logicalId } of others)
    warn(`${logicalId}: the local runner serves one GraphQL API, ${resource!.logicalId}`);
  const api = resource ? serve(resource) : null;

  function serve(one: StackResource) {
    const findAsset = assetFinder(runtime.assemblyDir);
    const resolvers = loadResolvers(one, runtime, findAsset);
    for (const message of resolvers.unsupported) warn(message);
    const authorization = authorizationOf(one, verifyToken, warn);
    const userPoolIsDefault = one.properties['AuthenticationType'] === 'AMAZON_COGNITO_USER_POOLS';
    const definition = schemaText(one, runtime, findAsset);
    if (definition === null) {
      warn(`${one.logicalId} is not served: no schema of this API is served`);
      return null;
    }
    const { schema, subscriptions } = buildApiSchema(definition, resolvers, userPoolIsDefault);
    return { schema, authorization, realtime: createRealtime(schema, subscriptions, authorization) };
  }

  async function answer(request: IncomingMessage) {
    if (request.method === 'OPTIONS')
      return {
        status: 200,
        headers: {
          'access-control-allow-methods': 'POST, OPTIONS',
          'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
          'access-control-max-age': '172800',
        },
        body: null,
      };
    if (!api || (request.url ?? '').split('?')[0] !== '/graphql')
      throw new RequestRefused(404, 'NotFoundException', 'There is no GraphQL API at this address.');
    if (request.method !== 'POST') throw new RequestRefused(405, 'MethodNotAllowed', 'Use POST.');
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value!]),
    );
    const body = await readBody(request, MOST_BYTES);
    if (!body) {
      throw new RequestRefused(413, 'RequestEntityTooLargeException', 'A GraphQL request has at most 1 MB.');
    }
    const identity = await authorize(headers, request.socket.remoteAddress ?? '127.0.0.1', api.authorization);
    const context = requestContext(identity, headers);
    const result = await runOperation(api.schema, readRequest(parse(body)), context, api.realtime.publish);
    return { status: 200, headers: {}, body: result };
  }

  return {
    api: resource ? { logicalId: resource.logicalId, id: resource.attributes.ApiId! } : null,
    clientUrl: (origin) => `${origin.replace(/^http:/, 'HTTP:')}/graphql`,
    handle(request, response) {
      answer(request)
        .catch((error: unknown) => refusal(error, warn))
        .then(({ status, headers, body }) => {
          const type = { 'content-type': 'application/json;charset=UTF-8' };
          response.writeHead(status, { ...CORS, ...type, ...headers });
          response.end(body === null ? '' : JSON.stringify(body));
        })
        .catch(() => response.destroy());
    },
    upgrade(request, socket, head) {
      if (api && (request.url ?? '').split('?')[0] === '/graphql/realtime') api.realtime.upgrade(request, socket, head);
      else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    },
    stop: async () => api?.realtime.stop(),
  };
}

function authorizationOf(
  api: StackResource,
  verifyToken: VerifyToken,
  warn: (message: string) => void,
): ApiAuthorization {
  const { AdditionalAuthenticationProviders, ...first } = readProperties(api, apiProperties);
  const providers = [first, ...AdditionalAuthenticationProviders];
  const pool = providers.find(({ AuthenticationType }) => AuthenticationType === 'AMAZON_COGNITO_USER_POOLS');
  for (const { AuthenticationType } of providers)
    // Amplify always adds IAM, for its console; no local caller uses it.
    if (!['AMAZON_COGNITO_USER_POOLS', 'AWS_IAM'].includes(AuthenticationType))
      warn(`${api.logicalId}: the local runner does not serve the authorization ${AuthenticationType} of AppSync`);
  const config = pool?.UserPoolConfig;
  return {
    verifyToken,
    userPoolId: config?.UserPoolId ?? '',
    defaultAction: config?.DefaultAction === 'DENY' ? 'DENY' : 'ALLOW',
    clientIds: config?.AppIdClientRegex ? new RegExp(`^(?:${config.AppIdClientRegex})$`) : null,
  };
}

/** Null when the API's schema is not served. */
function schemaText(
  api: StackResource,
  runtime: Pick<Runtime, 'byType'>,
  findAsset: (reference: string) => string,
): string | null {
  const resource = runtime
    .byType('AWS::AppSync::GraphQLSchema')
    .find(({ properties }) => properties['ApiId'] === api.attributes.ApiId);
  if (!resource) return null;
  const { Definition, DefinitionS3Location = '' } = readProperties(resource, schemaProperties);
  return Definition ?? readFileSync(findAsset(DefinitionS3Location), 'utf8');
}

function refusal(error: unknown, warn: (message: string) => void) {
  if (error instanceof RequestRefused) {
    const { status, errorType, message } = error;
    return { status, headers: { 'x-amzn-ErrorType': errorType }, body: { errors: [{ errorType, message }] } };
  }
  warn(`AppSync: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return {
    status: 500,
    headers: { 'x-amzn-ErrorType': 'InternalFailure' },
    body: { errors: [{ errorType: 'InternalFailure', message: 'Internal failure' }] },
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new RequestRefused(400, 'MalformedHttpRequestException', 'Request body contained invalid JSON.', { cause });
  }
}
