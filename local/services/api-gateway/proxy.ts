import type { IncomingMessage } from 'node:http';
import { ACCOUNT } from '../../runtime';
import { commonLogTime } from '../log-time';
import type { Method, RestApi } from './rest-api';

export interface Context {
  requestId: string;
  extendedRequestId: string;
  startedAt: Date;
  stage: string;
  path: string;
}

/**
 * The event of a Lambda proxy integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(
  request: IncomingMessage,
  parts: {
    api: RestApi;
    method: Method;
    pathParameters: Record<string, string> | null;
    query: URLSearchParams;
    path: string;
    body: Buffer;
    claims: Record<string, string> | null;
    context: Context;
  },
): Record<string, unknown> {
  const { api, method, pathParameters, query, path, body, claims, context } = parts;
  const multiValueHeaders: Record<string, string[]> = {};
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const [name, value] = [request.rawHeaders[i]!, request.rawHeaders[i + 1]!];
    const known = Object.keys(multiValueHeaders).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
    (multiValueHeaders[known] ??= []).push(value);
  }
  const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
  multiValueHeaders['X-Forwarded-For'] = [sourceIp];
  multiValueHeaders['X-Forwarded-Proto'] = ['http'];
  const names = [...new Set(query.keys())];
  const binary = isBinary(api, request.headers['content-type']);
  return {
    resource: method.resourcePath,
    path,
    httpMethod: request.method,
    headers: lastValues(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: names.length
      ? Object.fromEntries(names.map((name) => [name, query.getAll(name).at(-1)]))
      : null,
    multiValueQueryStringParameters: names.length
      ? Object.fromEntries(names.map((name) => [name, query.getAll(name)]))
      : null,
    pathParameters,
    stageVariables: null,
    requestContext: {
      accountId: ACCOUNT,
      apiId: api.id,
      ...(claims && { authorizer: { claims } }),
      domainName: request.headers.host?.replace(/:\d+$/, ''),
      domainPrefix: api.id,
      extendedRequestId: context.extendedRequestId,
      httpMethod: request.method,
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp,
        user: null,
        userAgent: request.headers['user-agent'] ?? null,
        userArn: null,
      },
      path: context.path,
      protocol: `HTTP/${request.httpVersion}`,
      requestId: context.requestId,
      requestTime: commonLogTime(context.startedAt),
      requestTimeEpoch: context.startedAt.getTime(),
      resourceId: method.resourceId,
      resourcePath: method.resourcePath,
      stage: context.stage,
    },
    body: body.length ? body.toString(binary ? 'base64' : 'utf8') : null,
    isBase64Encoded: binary && body.length > 0,
  };
}

const lastValues = (all: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(all).map(([name, values]) => [name, values.at(-1)!]));

function isBinary(api: RestApi, contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? 'application/json';
  return api.binaryMediaTypes.some((wanted) => wanted === '*/*' || wanted.toLowerCase() === type);
}

/**
 * Claims as a Cognito authorizer passes them on: every value is a string, lists are joined, and the times of issue and
 * expiry have the format of Java.
 */
export function claimTexts(claims: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if ((name === 'exp' || name === 'iat') && typeof value === 'number')
        return [name, javaDate(new Date(value * 1000))];
      if (Array.isArray(value)) return [name, value.join(',')];
      return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );
}

/** Sun Nov 22 10:30:00 UTC 2026 */
function javaDate(at: Date): string {
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][at.getUTCDay()];
  const [date, month] = commonLogTime(at).split('/');
  const day = `${weekday} ${month} ${date}`;
  return `${day} ${at.toISOString().slice(11, 19)} UTC ${at.getUTCFullYear()}`;
}

export interface ProxyAnswer {
  status: number;
  headers: [string, string][];
  body: Buffer;
}

/** Reads a function's answer; null when it does not have the form of a proxy response. */
export function readProxyAnswer(payload: unknown): ProxyAnswer | null {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return null;
  const known = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'];
  if (Object.keys(payload).some((key) => !known.includes(key))) return null;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = payload as Record<string, unknown>;
  const status = Number(statusCode ?? Number.NaN);
  if (!Number.isInteger(status) || status < 100 || status > 599) return null;
  if (body !== undefined && body !== null && typeof body !== 'string') return null;
  const lists = [headers, multiValueHeaders].map((value) => value ?? {});
  if (lists.some((value) => typeof value !== 'object' || Array.isArray(value))) return null;
  const [single, multiple] = lists as [Record<string, unknown>, Record<string, unknown>];
  const pairs: [string, string][] = Object.entries(multiple).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value): [string, string] => [name, String(value)]),
  );
  const named = new Set(pairs.map(([name]) => name.toLowerCase()));
  for (const [name, value] of Object.entries(single))
    if (!named.has(name.toLowerCase())) pairs.push([name, String(value)]);
  return {
    status,
    headers: pairs,
    body: Buffer.from((body as string | null) ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}
