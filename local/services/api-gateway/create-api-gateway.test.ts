import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { functionArn } from '../lambda/lambda-names';
import { trialRuntime, type TrialFunction } from '../trial-runtime';
import { createApiGateway } from './create-api-gateway';

const POOL = 'arn:aws:cognito-idp:eu-central-1:000000000000:userpool/eu-central-1_Pool';
const CLAIMS = {
  sub: 'ada',
  iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Pool',
  token_use: 'id',
  exp: 1795343400,
  'cognito:groups': ['ADMINS', 'X'],
  email_verified: true,
};
const TEMPLATE = '{"error":{"code":"$context.error.responseType","message":$context.error.messageString}}';

let server: Server;
let url: string;
let trial: ReturnType<typeof trialRuntime>;
let time: number;

const method = (logicalId: string, resource: string, httpMethod: string, fn: string, more: object = {}) => ({
  type: 'AWS::ApiGateway::Method',
  logicalId,
  properties: {
    RestApiId: 'api',
    ResourceId: resource,
    HttpMethod: httpMethod,
    AuthorizationType: 'COGNITO_USER_POOLS',
    AuthorizerId: 'authorizer',
    Integration: {
      Type: 'AWS_PROXY',
      Uri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${functionArn(fn)}/invocations`,
      TimeoutInMillis: 200,
    },
    ...more,
  },
});
const resource = (ref: string, parent: string, part: string) => ({
  type: 'AWS::ApiGateway::Resource',
  logicalId: ref,
  ref,
  properties: { RestApiId: 'api', ParentId: parent, PathPart: part },
});
const gatewayResponse = (type: string) => ({
  type: 'AWS::ApiGateway::GatewayResponse',
  properties: {
    RestApiId: 'api',
    ResponseType: type,
    ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
    ResponseTemplates: { 'application/json': TEMPLATE },
  },
});

const RESOURCES = [
  { type: 'AWS::ApiGateway::RestApi', ref: 'api', attributes: { RootResourceId: 'root' }, properties: {} },
  {
    type: 'AWS::ApiGateway::Stage',
    ref: 'v1',
    properties: {
      RestApiId: 'api',
      MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 3 }],
    },
  },
  {
    type: 'AWS::ApiGateway::Authorizer',
    ref: 'authorizer',
    properties: { RestApiId: 'api', ProviderARNs: [POOL], IdentitySource: 'method.request.header.Authorization' },
  },
  resource('startups', 'root', 'startups'),
  resource('one', 'startups', '{id}'),
  resource('rest', 'startups', '{rest+}'),
  method('List', 'startups', 'GET', 'list'),
  method('Post', 'startups', 'POST', 'list'),
  method('One', 'one', 'GET', 'one', { AuthorizationType: 'NONE' }),
  method('Rest', 'rest', 'ANY', 'rest', { AuthorizationType: 'NONE' }),
  method('Options', 'startups', 'OPTIONS', '', {
    AuthorizationType: 'NONE',
    Integration: {
      Type: 'MOCK',
      IntegrationResponses: [
        { StatusCode: '204', ResponseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" } },
      ],
    },
  }),
  method('Put', 'one', 'PUT', '', { Integration: { Type: 'HTTP_PROXY', Uri: 'https://example.com' } }),
  gatewayResponse('DEFAULT_4XX'),
  gatewayResponse('DEFAULT_5XX'),
];

async function serve(functions: Record<string, TrialFunction> = {}) {
  trial = trialRuntime({
    stateDir: '',
    resources: RESOURCES,
    functions: Object.fromEntries(Object.entries(functions).map(([name, run]) => [functionArn(name), run])),
  });
  const gateway = createApiGateway(trial.runtime, {
    now: () => time,
    async verifyToken(token) {
      if (token === 'good') return CLAIMS;
      if (token === 'access') return { ...CLAIMS, token_use: 'access' };
      if (token === 'other')
        return { ...CLAIMS, iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Other' };
      throw Object.assign(new Error('no'), { name: token === 'old' ? 'JwtExpiredError' : 'JwtInvalidSignatureError' });
    },
  });
  server = createServer(gateway.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function call(path: string, init: RequestInit = {}) {
  const response = await fetch(url + path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const signedIn = (token = 'good') => ({ headers: { authorization: `Bearer ${token}` } });
const ok: TrialFunction = () => ({
  statusCode: 200,
  body: '{"ok":true}',
  headers: { 'X-One': '1' },
  multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] },
});

beforeEach(() => {
  time = 0;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('a proxied route', () => {
  it('with an integration that is not served is named in a warning, and fails when it is called', async () => {
    await serve();
    expect(trial.events).toMatchObject([
      {
        level: 'warn',
        message: "The local runner can't serve the method Put: an integration of type HTTP_PROXY.",
      },
    ]);
    expect(await call('/v1/startups/a', { method: 'PUT' })).toMatchObject({
      status: 500,
      text: '{"error":{"code":"API_CONFIGURATION_ERROR","message":"Internal server error"}}',
    });
  });

  it('passes the REST event to the function and returns its answer', async () => {
    await serve({ list: ok });
    const body = '{"name":"Acmé"}';
    const { status, headers, text } = await call('/v1/startups?stage=seed&stage=a&text=%C3%A9', {
      method: 'POST',
      body,
      ...signedIn(),
    });
    expect({ status, text, one: headers.get('x-one'), cookies: headers.getSetCookie() }).toEqual({
      status: 200,
      text: '{"ok":true}',
      one: '1',
      cookies: ['a=1', 'b=2'],
    });
    const { payload, principal } = trial.invocations[0]!;
    expect(payload).toMatchObject({
      resource: '/startups',
      path: '/startups',
      httpMethod: 'POST',
      queryStringParameters: { stage: 'a', text: 'é' },
      multiValueQueryStringParameters: { stage: ['seed', 'a'] },
      pathParameters: null,
      body,
      isBase64Encoded: false,
      requestContext: {
        stage: 'v1',
        path: '/v1/startups',
        resourcePath: '/startups',
        identity: { sourceIp: '127.0.0.1' },
        authorizer: {
          claims: {
            sub: 'ada',
            'cognito:groups': 'ADMINS,X',
            email_verified: 'true',
            exp: 'Sun Nov 22 10:30:00 UTC 2026',
          },
        },
      },
    });
    expect(principal).toEqual({
      arn: 'apigateway.amazonaws.com',
      sourceArn: 'arn:aws:execute-api:eu-central-1:000000000000:api/v1/POST/startups',
    });
  });

  it('prefers literal parts to parameters, and parameters to a greedy path', async () => {
    const echo: TrialFunction = (event) => ({ statusCode: 200, body: JSON.stringify(event.pathParameters) });
    await serve({ one: echo, rest: echo });
    expect((await call('/v1/startups/a%20b')).text).toBe('{"id":"a b"}');
    expect((await call('/v1/startups/a/b')).text).toBe('{"rest":"a/b"}');
  });

  it.each<[string, TrialFunction, number, string]>([
    ['an answer without a status', () => ({ body: '' }), 502, 'DEFAULT_5XX'],
    ['a body that is not a string', () => ({ statusCode: 200, body: {} }), 502, 'DEFAULT_5XX'],
    [
      'a function that throws',
      () => {
        throw new Error('x');
      },
      502,
      'DEFAULT_5XX',
    ],
    [
      'a function that takes too long',
      () => new Promise((resolve) => setTimeout(resolve, 400)),
      504,
      'INTEGRATION_TIMEOUT',
    ],
    [
      'a function without permission to be invoked',
      () => {
        throw Object.assign(new Error('denied'), { name: 'AccessDeniedException' });
      },
      500,
      'API_CONFIGURATION_ERROR',
    ],
  ])('turns %s into %i %s', async (_what, run, status, code) => {
    await serve({ list: run });
    const answer = await call('/v1/startups', signedIn());
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).error.code).toBe(code);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('the gateway', () => {
  it.each([
    ['no token', {}, 401, 'Unauthorized'],
    ['a forged token', signedIn('forged'), 401, 'Unauthorized'],
    ['an expired token', signedIn('old'), 401, 'The incoming token has expired'],
    ['an access token', signedIn('access'), 401, 'Unauthorized'],
    ['a token of another pool', signedIn('other'), 401, 'Unauthorized'],
  ])('rejects %s and calls no function', async (_what, init, status, message) => {
    await serve({ list: ok });
    const answer = await call('/v1/startups', init);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({ error: { code: 'UNAUTHORIZED', message } });
    expect(trial.invocations).toEqual([]);
  });

  it.each([
    ['/v1/nothing', 'GET', 'MISSING_AUTHENTICATION_TOKEN'],
    ['/v1/startups', 'DELETE', 'MISSING_AUTHENTICATION_TOKEN'],
    ['/v1/', 'GET', 'MISSING_AUTHENTICATION_TOKEN'],
  ])('answers the unknown route %s %s with 403', async (path, httpMethod, code) => {
    await serve();
    const answer = await call(path, { method: httpMethod });
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([403, code]);
  });

  it('answers an unknown stage with 403 and no template', async () => {
    await serve();
    expect(await call('/v2/startups')).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
  });

  it('answers a preflight request with the headers of the template', async () => {
    await serve();
    const { status, headers } = await call('/v1/startups', { method: 'OPTIONS' });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  });

  it('throttles at the rate of the stage after its burst', async () => {
    await serve({ list: ok });
    const statuses = async (times: number) => {
      const all: number[] = [];
      for (let i = 0; i < times; i++) all.push((await call('/v1/startups', signedIn())).status);
      return all;
    };
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
    time += 100;
    expect(await statuses(2)).toEqual([200, 429]);
  });

  it('rejects a body over 10 MB', async () => {
    await serve({ list: ok });
    const answer = await call('/v1/startups', {
      method: 'POST',
      body: Buffer.alloc(10 * 1024 * 1024 + 1),
      ...signedIn(),
    });
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([413, 'REQUEST_TOO_LARGE']);
  });
});
