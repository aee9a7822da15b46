import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ACCOUNT, REGION, type InvokeResult, type Runtime, type Service } from '../../runtime';
import { InFlight, STOP_PATIENCE_MS } from '../in-flight';
import { readBody } from '../local-http';
import { TokenBucket } from '../token-bucket';
import { FAULTS, renderFault, type GatewayFault } from './gateway-response';
import { claimTexts, proxyEvent, readProxyAnswer, type Context, type ProxyAnswer } from './proxy';
import { matchMethod, readRestApis, type Method, type RestApi } from './rest-api';

const MOST_BYTES = 10 * 1024 * 1024;

export interface ApiGatewayOptions {
  /** The claims of a valid token. Throws otherwise; for an expired token the error's name is JwtExpiredError. */
  verifyToken(token: string): Promise<Record<string, unknown>>;
  /** The time in milliseconds, for throttling. */
  now?: () => number;
}

export interface ApiGatewayService extends Service {
  /** Serves every stage under `/<stage>/`. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  apis: { id: string; logicalId: string; stage: string }[];
}

/** Serves the REST APIs of the cloud assembly. */
export function createApiGateway(
  runtime: Pick<Runtime, 'byType' | 'lambda' | 'events' | 'clock'>,
  { verifyToken, now = Date.now }: ApiGatewayOptions,
): ApiGatewayService {
  const apis = readRestApis(runtime);
  const buckets = new Map<Method, TokenBucket>();
  const inFlight = new InFlight();

  async function answer(request: IncomingMessage): Promise<ProxyAnswer> {
    const url = new URL(request.url ?? '/', 'http://api');
    const [, stage = '', rest = ''] = /^\/([^/]*)(\/.*)?$/.exec(url.pathname) ?? [];
    const context: Context = {
      requestId: randomUUID(),
      extendedRequestId: `${randomBytes(11).toString('base64url')}=`,
      startedAt: runtime.clock.now(),
      stage,
      path: url.pathname,
    };
    const api = apis.find((candidate) => candidate.stage === stage) ?? null;
    const answered = api ? await serve(api, request, url, rest || '/', context) : FAULTS.forbidden;
    const { status, headers, body } = 'type' in answered ? renderFault(api, answered, context) : answered;
    const own: [string, string][] = [
      ['x-amzn-requestid', context.requestId],
      ['x-amz-apigw-id', context.extendedRequestId],
    ];
    return { status, headers: [...own, ...headers], body };
  }

  async function serve(
    api: RestApi,
    request: IncomingMessage,
    url: URL,
    path: string,
    context: Context,
  ): Promise<ProxyAnswer | GatewayFault> {
    const matched = matchMethod(api, request.method ?? 'GET', path);
    if (!matched) return FAULTS.missingToken;
    const { method, pathParameters } = matched;
    if (method.integration.type === 'UNSERVED') return FAULTS.misconfigured;
    if (!bucketOf(method).take(1, now())) return FAULTS.throttled;
    const caller = method.authorization === 'NONE' ? { claims: null } : await authorized(request, method.authorization);
    if ('type' in caller) return caller;
    const body = await readBody(request, MOST_BYTES);
    if (!body) return FAULTS.tooLarge;
    if (method.integration.type === 'MOCK') {
      const { status, headers } = method.integration;
      return { status, headers: Object.entries(headers), body: Buffer.alloc(0) };
    }
    const parts = { api, method, pathParameters, query: url.searchParams, path, body, claims: caller.claims, context };
    return integrate(api, method, method.integration, proxyEvent(request, parts), path);
  }

  async function integrate(
    api: RestApi,
    method: Method,
    integration: Extract<Method['integration'], { type: 'AWS_PROXY' }>,
    event: object,
    path: string,
  ): Promise<ProxyAnswer | GatewayFault> {
    const sourceArn = `arn:aws:execute-api:${REGION}:${ACCOUNT}:${api.id}/${api.stage}/${method.httpMethod}${method.resourcePath}`;
    const invoked = runtime.lambda.invoke(integration.functionArn, event, {
      arn: 'apigateway.amazonaws.com',
      sourceArn,
    });
    const result = await within(integration.timeoutMs, invoked).catch((error: unknown) => error as Error);
    if (result === 'late') return FAULTS.timeout;
    if (result instanceof Error) {
      warn(`${label(method)} ${path}: ${result.message}`);
      return FAULTS.misconfigured;
    }
    if (!result.ok) return FAULTS.badAnswer;
    const answered = readProxyAnswer(result.payload);
    if (answered) return answered;
    warn(
      `${label(method)} ${path}: the function's answer is not a proxy response: ${JSON.stringify(result.payload)?.slice(0, 200)}`,
    );
    return FAULTS.badAnswer;
  }

  const label = (method: Method) => `REST API ${method.httpMethod}`;
  const warn = (message: string) => runtime.events.append({ kind: 'notice', level: 'warn', message });

  /** A Cognito authorizer accepts id tokens. With scopes, it accepts access tokens instead. */
  async function authorized(
    request: IncomingMessage,
    { header, providerArns, scopes }: Exclude<Method['authorization'], 'NONE'>,
  ): Promise<{ claims: Record<string, string> } | GatewayFault> {
    const value = request.headers[header.toLowerCase()];
    const token = typeof value === 'string' ? value.replace(/^Bearer\s+/i, '').trim() : '';
    if (!token) return FAULTS.unauthorized;
    try {
      const claims = await verifyToken(token);
      const pool = String(claims['iss']).split('/').at(-1)!;
      if (!providerArns.some((arn) => arn.endsWith(`:userpool/${pool}`))) return FAULTS.unauthorized;
      if (claims['token_use'] !== (scopes.length ? 'access' : 'id')) return FAULTS.unauthorized;
      const granted = String(claims['scope'] ?? '').split(' ');
      if (scopes.length && !scopes.some((scope) => granted.includes(scope))) return FAULTS.unauthorized;
      return { claims: claimTexts(claims) };
    } catch (error) {
      return (error as Error).name === 'JwtExpiredError' ? FAULTS.expired : FAULTS.unauthorized;
    }
  }

  function bucketOf(method: Method): TokenBucket {
    const known = buckets.get(method);
    if (known) return known;
    const bucket = new TokenBucket(method.throttle.rate, method.throttle.burst, now());
    buckets.set(method, bucket);
    return bucket;
  }

  return {
    apis: apis.map(({ id, logicalId, stage }) => ({ id, logicalId, stage })),
    handle(request, response) {
      inFlight.track(
        answer(request).then(
          (answered) => respond(response, answered),
          (error: Error) => {
            warn(`REST API: ${error.message}`);
            response.destroy();
          },
        ),
      );
    },
    stop: () => inFlight.settledWithin(STOP_PATIENCE_MS),
  };
}

/** Hop-by-hop headers belong to the connection; a function can't set them. */
const NOT_FORWARDED = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

function respond(response: ServerResponse, { status, headers, body }: ProxyAnswer): void {
  const byName = new Map<string, string[]>();
  for (const [name, value] of headers) {
    if (NOT_FORWARDED.has(name.toLowerCase())) continue;
    byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), value]);
  }
  if (!byName.has('content-type') && body.length) byName.set('content-type', ['application/json']);
  try {
    for (const [name, values] of byName) response.setHeader(name, values.length === 1 ? values[0]! : values);
    response.writeHead(status).end(status === 204 || status === 304 ? undefined : body);
  } catch {
    // An invalid header counts as a malformed answer.
    for (const name of byName.keys()) response.removeHeader(name);
    response.writeHead(502, { 'content-type': 'application/json' }).end('{"message":"Internal server error"}');
  }
}

async function within(ms: number, work: Promise<InvokeResult>): Promise<InvokeResult | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
