import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import * as auth from 'aws-amplify/auth';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Runtime } from '../../runtime';
import { createCognito, type CognitoService } from '../cognito/create-cognito';
import { openSigningKey, signJwt } from '../cognito/tokens';
import { POST_CONFIRMATION, trialResources } from '../cognito/trial-pool';
import { functionArn, trialRuntime } from '../trial-runtime';
import { createAppSync, type AppSyncService } from './create-appsync';
import { TABLE_ROLE, trialApi } from './trial-api';

/* A small API in the manner of Amplify's, called with real tokens; the synthesised one is tried in tests/flow. */

vi.stubGlobal('WebSocket', globalThis.WebSocket ?? WebSocket);

const PASSWORD = 'Analytical-Engine-1843';
let stateDir: string;
let cognito: CognitoService;
let appsync: AppSyncService;
let trial: ReturnType<typeof trialRuntime>;
let servers: Server[];
const tokens: Record<string, string> = {};
const subs: Record<string, string> = {};
let table: Runtime['call'];

const address = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const answered = (status: number, body: object) => Promise.resolve({ status, body: JSON.stringify(body) });

async function post(body: unknown, token: string | null = tokens.ada!, headers: Record<string, string> = {}) {
  const response = await fetch(`${address(servers[1]!)}/graphql`, {
    method: 'POST',
    headers: { ...(token && { authorization: token }), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}

const ask = async (query: string, variables?: object, who = 'ada') =>
  (await post({ query, variables }, tokens[who])).body;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'appsync-'));
  await writeFile(
    join(stateDir, 'manifest.json'),
    JSON.stringify({
      artifacts: {
        root: { type: 'aws:cdk:stack', properties: { templateFile: 'root.json' } },
        assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
      },
    }),
  );
  await writeFile(join(stateDir, 'assets.json'), '{}');
  const pool = trialResources();
  trial = trialRuntime({
    resources: [...pool, ...trialApi(pool[0]!.ref)],
    stateDir,
    functions: {
      [POST_CONFIRMATION]: (event) => event,
      [functionArn('ask')]: ({ arguments: args, identity }) => {
        if (args.text === 'fail') throw new Error('There is no answer.');
        return { text: `${identity.sub} asks ${args.text}` };
      },
    },
    now: () => new Date('2026-03-29T06:00:00Z'),
    call: (...given) => table(...given),
  });
  cognito = await createCognito(trial.runtime, { deliverEmail: async () => undefined });
  appsync = createAppSync(trial.runtime, { verifyToken: cognito.verifyToken });
  servers = [createServer(cognito.handle), createServer(appsync.handle).on('upgrade', appsync.upgrade)];
  for (const server of servers) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [{ id: UserPoolId, clientIds }] = cognito.pools as [CognitoService['pools'][number]];
  for (const name of ['ada', 'bob']) {
    const Username = `${name}@example.com`;
    await cognito.call('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
    await cognito.call('AdminSetUserPassword', { UserPoolId, Username, Password: PASSWORD, Permanent: true });
    if (name === 'bob') await cognito.call('AdminAddUserToGroup', { UserPoolId, Username, GroupName: 'ADMINS' });
    const { AuthenticationResult } = await cognito.call('InitiateAuth', {
      ClientId: clientIds[0],
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD },
    });
    tokens[name] = AuthenticationResult.AccessToken;
    subs[name] = (await cognito.verifyToken(tokens[name]!)).sub;
  }
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: UserPoolId,
        userPoolClientId: clientIds[0]!,
        userPoolEndpoint: `${address(servers[0]!)}/`,
      },
    },
    API: { GraphQL: { endpoint: appsync.clientUrl(address(servers[1]!)), defaultAuthMode: 'userPool' } },
  });
});

afterAll(async () => {
  await appsync.stop();
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  await cognito.stop();
  await rm(stateDir, { recursive: true, force: true });
});

beforeEach(() => {
  table = () => answered(200, {});
});

describe('a request', () => {
  it.each([
    ['no token', null, 'Missing authorization header'],
    ['a forged token', () => `${tokens.ada!.slice(0, -8)}AAAAAAAA`, 'Unable to parse JWT token.'],
    ['an IAM signature', () => 'AWS4-HMAC-SHA256 Credential=x', 'takes no IAM signatures'],
  ])('with %s is answered 401', async (_, token, message) => {
    const { status, headers, body } = await post({ query: '{ me { sub } }' }, token && token());
    expect(status).toBe(401);
    expect(headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
    expect(body).toEqual({
      errors: [{ errorType: 'UnauthorizedException', message: expect.stringContaining(message) }],
    });
  });

  it('with an expired token is told so', async () => {
    const key = await openSigningKey(join(stateDir, 'cognito', `${cognito.pools[0]!.id}.key.json`));
    const claims = { ...(await cognito.verifyToken(tokens.ada!)), exp: 1_700_000_000 };
    const { status, body } = await post({ query: '{ me { sub } }' }, signJwt(claims, key));
    expect([status, body.errors[0].message]).toEqual([401, 'Token has expired.']);
  });

  it.each([
    ['{', 'Request body contained invalid JSON.'],
    ['{}', 'Unable to parse GraphQL query.'],
    ['{"query": "subscription { onSaveNote { id } }"}', 'Subscriptions run over the real-time endpoint.'],
  ])('with the body %s is answered 400', async (text, message) => {
    const { status, body } = await post(text);
    expect([status, body.errors[0].message]).toEqual([400, message]);
  });

  it('of more than a megabyte is refused', async () => {
    expect((await post({ query: '{ me { sub } }', variables: { x: 'x'.repeat(1_048_576) } })).status).toBe(413);
  });

  it('that does not fit the schema says where', async () => {
    expect(await ask('{ me { nope } }')).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: [{ line: 1, column: 8, sourceName: null }],
          message: 'Validation error: Cannot query field "nope" on type "Me".',
        },
      ],
    });
  });

  it('from another site is allowed by CORS', async () => {
    const response = await fetch(`${address(servers[1]!)}/graphql`, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'authorization,x-amz-user-agent' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization,x-amz-user-agent');
  });
});

describe('a field', () => {
  it('knows the caller', async () => {
    expect(await ask('{ me { sub groups strategy at } }', undefined, 'bob')).toEqual({
      data: { me: { sub: subs.bob, groups: ['ADMINS'], strategy: 'ALLOW', at: '2026-03-29T06:00:00.000Z' } },
    });
  });

  it('is open to those whom the schema names', async () => {
    expect(await ask('{ secret }', undefined, 'bob')).toEqual({ data: { secret: 'for admins' } });
    const refusal = (field: string) => ({
      data: { [field]: null },
      errors: [
        {
          path: [field],
          data: null,
          errorType: 'Unauthorized',
          errorInfo: null,
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: `Not Authorized to access ${field} on type Query`,
        },
      ],
    });
    expect(await ask('{ secret }')).toEqual(refusal('secret'));
    expect(await ask('{ machines }', undefined, 'bob')).toEqual(refusal('machines'));
  });

  it('is answered by a function, as the role of its data source', async () => {
    expect(await ask('query($t: String!) { ask(text: $t) { text } }', { t: 'why' })).toEqual({
      data: { ask: { text: `${subs.ada} asks why` } },
    });
    expect(trial.invocations.at(-1)!.principal).toEqual({
      arn: 'arn:aws:iam::000000000000:role/ask',
      logicalId: 'AskSource',
    });
  });

  it('says what its function threw', async () => {
    const { data, errors } = await ask('{ ask(text: "fail") { text } }');
    expect(data).toEqual({ ask: null });
    expect(errors).toMatchObject([{ errorType: 'Lambda:Unhandled', message: 'There is no answer.', path: ['ask'] }]);
  });

  it('that needs JavaScript fails, and is named at start', async () => {
    const message = 'scriptResolver: the local runner does not run APPSYNC_JS resolvers';
    expect(trial.events).toContainEqual(expect.objectContaining({ kind: 'notice', level: 'warn', message }));
    expect((await ask('{ script }')).errors).toMatchObject([{ message }]);
  });
});

describe('a table', () => {
  const NOTE = { id: { S: 'n1' }, owner: { S: '' }, text: { S: 'hello' }, size: { N: '5' } };
  const save = 'mutation($t: String!) { saveNote(id: "n1", text: $t) { id owner text } }';

  it('is read and written as the role of its data source', async () => {
    const calls: unknown[] = [];
    table = (service, { headers, body }, principal) => {
      calls.push([service, headers['x-amz-target'], principal, JSON.parse(String(body))]);
      return answered(200, {});
    };
    expect(await ask(save, { t: 'hello' })).toEqual({
      data: { saveNote: { id: 'n1', owner: subs.ada, text: 'hello' } },
    });
    expect(calls).toEqual([
      [
        'dynamodb',
        'DynamoDB_20120810.PutItem',
        { arn: TABLE_ROLE, logicalId: 'NotesSource' },
        {
          TableName: 'notes',
          Item: { id: { S: 'n1' }, owner: { S: subs.ada }, text: { S: 'hello' } },
          ConditionExpression: 'attribute_not_exists(#id)',
          ExpressionAttributeNames: { '#id': 'id' },
        },
      ],
    ]);
  });

  it('gives the owner their row, and nobody else', async () => {
    table = () => answered(200, { Item: { ...NOTE, owner: { S: subs.ada! } } });
    expect(await ask('{ note(id: "n1") { text size } }')).toEqual({ data: { note: { text: 'hello', size: 5 } } });
    const { data, errors } = await ask('{ note(id: "n1") { text size } }', undefined, 'bob');
    expect([data, errors[0].errorType]).toEqual([{ note: null }, 'Unauthorized']);
  });

  it('pages by a token', async () => {
    const inputs: any[] = [];
    table = (_, { body }) => {
      inputs.push(JSON.parse(String(body)));
      return answered(200, { Items: [NOTE], LastEvaluatedKey: inputs.length === 1 ? { id: { S: 'n1' } } : undefined });
    };
    const list = 'query($next: String) { notes(next: $next) { items { id } nextToken } }';
    const { data } = await ask(list);
    expect(data.notes.items).toEqual([{ id: 'n1' }]);
    expect((await ask(list, { next: data.notes.nextToken })).data.notes.nextToken).toBeNull();
    expect(inputs[1].ExclusiveStartKey).toEqual({ id: { S: 'n1' } });
    expect((await ask(list, { next: '%%%' })).errors[0].message).toBe('Invalid pagination token given.');
  });

  it('refuses what a condition refuses', async () => {
    table = () =>
      answered(400, { __type: 'x#ConditionalCheckFailedException', message: 'The conditional request failed' });
    expect((await ask(save, { t: 'x' })).errors).toMatchObject([
      {
        errorType: 'DynamoDB:ConditionalCheckFailedException',
        message: 'The conditional request failed (Service: DynamoDb, Status Code: 400)',
      },
    ]);
  });

  it('refuses what the role may not do', async () => {
    const denial = Object.assign(new Error('User: x is not authorized'), { name: 'AccessDeniedException' });
    table = () => Promise.reject(denial);
    expect((await ask(save, { t: 'x' })).errors).toMatchObject([
      { errorType: 'DynamoDB:AccessDeniedException', message: 'User: x is not authorized' },
    ]);
  });
});

describe('a subscription', () => {
  const client = generateClient();

  function subscribe(query: string, variables?: Record<string, any>) {
    const received: any[] = [];
    const failures: any[] = [];
    const observable = client.graphql({ query, variables }) as any;
    const subscription = observable.subscribe({
      next: ({ data }: any) => received.push(data),
      error: (error: any) => failures.push(error),
    });
    return { received, failures, stop: () => subscription.unsubscribe() };
  }

  const save = (text: string, who = 'ada', selection = 'id owner text') =>
    ask(`mutation($text: String!) { saveNote(id: "n1", text: $text) { ${selection} } }`, { text }, who);

  /** Saves until one arrives: the library gives no sign of being ready. */
  async function savesUntil(arrived: () => boolean) {
    await vi.waitUntil(async () => (await save('hello')) && arrived(), { timeout: 10_000, interval: 50 });
  }

  beforeAll(async () => {
    await auth.signIn({ username: 'ada@example.com', password: PASSWORD });
  });
  afterAll(() => auth.signOut());

  it('reaches the browser’s library with what both sides selected, and only the owner', async () => {
    const mine = subscribe('subscription { onSaveNote { id words: text size __typename } }');
    const byArgument = subscribe('subscription($owner: String) { onSaveNote(owner: $owner) { words: text } }', {
      owner: subs.ada,
    });
    await savesUntil(() => mine.received.length > 0 && byArgument.received.length > 0);
    expect(mine.received[0]).toEqual({
      onSaveNote: { id: 'n1', words: 'hello', size: null, __typename: 'Note' },
    });
    await save('of another', 'bob');
    await save('without its owner', 'ada', 'id text');
    await save('last');
    for (const { received } of [mine, byArgument]) {
      const words = () => received.map(({ onSaveNote }) => onSaveNote.words);
      await vi.waitUntil(() => words().includes('last'), { timeout: 5_000 });
      expect(new Set(words())).toEqual(new Set(['hello', 'last']));
    }
    mine.stop();
    byArgument.stop();
  });

  it('to another’s rows is refused', async () => {
    const theirs = subscribe('subscription($owner: String) { onSaveNote(owner: $owner) { id } }', { owner: subs.bob });
    await vi.waitUntil(() => theirs.failures.length > 0, { timeout: 10_000 });
    expect(JSON.stringify(theirs.failures[0])).toContain('Not Authorized to access onSaveNote on type Subscription');
    theirs.stop();
  });

  it('needs a valid token to connect', async () => {
    const header = Buffer.from(JSON.stringify({ Authorization: 'nonsense' })).toString('base64url');
    const socket = new WebSocket(`${address(servers[1]!)}/graphql/realtime`.replace('http', 'ws'), [
      'graphql-ws',
      `header-${header}`,
    ]);
    const messages: any[] = [];
    socket.on('message', (data) => messages.push(JSON.parse(String(data))));
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    const code = await new Promise((resolve) => socket.on('close', resolve));
    expect([code, messages]).toEqual([
      1008,
      [
        {
          type: 'connection_error',
          payload: {
            errors: [{ errorType: 'UnauthorizedException', message: 'Unable to parse JWT token.', errorCode: 401 }],
          },
        },
      ],
    ]);
  });
});
