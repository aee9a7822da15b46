import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Amplify } from 'aws-amplify';
import { generateClient, type GraphQLQuery, type GraphQLSubscription } from 'aws-amplify/api';
import * as auth from 'aws-amplify/auth';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as z from 'zod';
import type { Bookmark } from '../../amplify/domain/bookmark';
import { createRuntime, type LocalRuntime } from '../../local/create-runtime';
import { resourceNames } from '../../local/resource-names';
import type { StackResource } from '../../local/runtime';
import { createAppSync } from '../../local/services/appsync/create-appsync';
import { createCognito, type CognitoService } from '../../local/services/cognito/create-cognito';
import settings from '../../local.config';
import { synthesise } from '../../local/template/synthesise';
import type { GraphqlAnswer, GraphqlData } from './answers';

/* The synthesised API with its authorization templates, real tokens and the roles of its data sources. */

// Node 20 has no WebSocket of its own.
vi.stubGlobal('WebSocket', globalThis.WebSocket ?? WebSocket);

const PASSWORD = 'Analytical-Engine-1843';

interface Api {
  local: LocalRuntime;
  cognito: CognitoService;
  graphqlUrl: string;
  stop(): Promise<void>;
}

const client = generateClient();
let api: Api;
let ada: string;
let bob: string;
let bobsToken: string;
let assemblyDir: string;

async function open(transformResources?: (resources: StackResource[]) => StackResource[]): Promise<Api> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'synthesised-api-'));
  const local = await createRuntime({
    assemblyDir,
    stateDir,
    naming: resourceNames,
    account: settings.account,
    endpointPort: 0,
    transformResources,
  });
  const codes = new Map<string, string>();
  const cognito = await createCognito(local.runtime, {
    deliverEmail: async ({ to, text }) => void codes.set(to, /\d{6}/.exec(text)![0]),
  });
  const appsync = createAppSync(local.runtime, { verifyToken: cognito.verifyToken });
  const servers = [createServer(cognito.handle), createServer(appsync.handle).on('upgrade', appsync.upgrade)];
  for (const server of servers) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [pool] = cognito.pools;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: pool!.id,
        userPoolClientId: pool!.clientIds[0]!,
        userPoolEndpoint: `${address(servers[0]!)}/`,
      },
    },
    API: { GraphQL: { endpoint: appsync.clientUrl(address(servers[1]!)), defaultAuthMode: 'userPool' } },
  });
  for (const name of ['ada', 'bob', 'root']) {
    const username = `${name}@example.com`;
    await auth.signUp({ username, password: PASSWORD, options: { userAttributes: { email: username } } });
    await auth.confirmSignUp({ username, confirmationCode: codes.get(username)! });
  }
  await cognito.call('AdminAddUserToGroup', {
    UserPoolId: pool!.id,
    Username: 'root@example.com',
    GroupName: 'ADMINS',
  });
  return {
    local,
    cognito,
    graphqlUrl: `${address(servers[1]!)}/graphql`,
    async stop() {
      await auth.signOut();
      await appsync.stop();
      for (const server of servers) await new Promise((resolve) => server.close(resolve));
      await cognito.stop();
      await local.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

async function signInAs(name: string): Promise<string> {
  await auth.signOut();
  await auth.signIn({ username: `${name}@example.com`, password: PASSWORD });
  return (await auth.getCurrentUser()).userId;
}

/** Data and the types of errors, whether the library throws or not. */
async function ask(query: string, variables?: Record<string, unknown>) {
  const result = client.graphql<GraphQLQuery<GraphqlData>>({ query, variables });
  const answer = (await result.catch((error: unknown) => error)) as GraphqlAnswer;
  return { data: answer.data, errors: (answer.errors ?? []).map((error) => error.errorType ?? error.message) };
}

const CREATE = 'mutation ($i: CreateBookmarkInput!) { createBookmark(input: $i) { userId startupId note } }';
const UPDATE =
  'mutation ($i: UpdateBookmarkInput!, $c: ModelBookmarkConditionInput) { updateBookmark(input: $i, condition: $c) { userId startupId note } }';
const DELETE = 'mutation ($i: DeleteBookmarkInput!) { deleteBookmark(input: $i) { userId startupId note } }';

beforeAll(async () => {
  assemblyDir = (await synthesise(settings.synthesis)).dir;
  api = await open();
  bob = await signInAs('bob');
  bobsToken = (await auth.fetchAuthSession()).tokens!.accessToken.toString();
  ada = await signInAs('ada');
});
afterAll(() => api?.stop());

describe('rows of an owner', () => {
  it('are created, changed under a condition, listed and removed by the owner', async () => {
    const key = { userId: ada, startupId: 's1' };
    expect(await ask(CREATE, { i: { ...key, startupName: 'Acme', note: 'a' } })).toMatchObject({ errors: [] });
    const again = await ask(CREATE, { i: { ...key, startupName: 'Acme' } });
    expect(again.errors).toEqual(['DynamoDB:ConditionalCheckFailedException']);
    const update = (note: string, expected: string) =>
      ask(UPDATE, { i: { ...key, note }, c: { note: { eq: expected } } });
    expect((await update('b', 'not a')).errors).toEqual(['DynamoDB:ConditionalCheckFailedException']);
    expect((await update('b', 'a')).data.updateBookmark.note).toBe('b');
    const list = 'query ($f: ModelBookmarkFilterInput) { listBookmarks(filter: $f) { items { startupId } } }';
    expect((await ask(list, { f: { note: { beginsWith: 'b' } } })).data.listBookmarks.items).toEqual([
      { startupId: 's1' },
    ]);
    expect((await ask(list, { f: { note: { eq: 'a' } } })).data.listBookmarks.items).toEqual([]);
    for (const f of [null, {}, { note: null }, { and: null, or: null, not: null }, { and: [null] }, { not: {} }]) {
      expect({ f, ...(await ask(list, { f })) }).toMatchObject({
        f,
        errors: [],
        data: { listBookmarks: { items: [{ startupId: 's1' }] } },
      });
    }
    expect((await ask(DELETE, { i: key })).data.deleteBookmark.note).toBe('b');
  });

  it('cannot be read or written by another investor', async () => {
    await ask(CREATE, { i: { userId: ada, startupId: 's2', startupName: 'Brix' } });
    await signInAs('bob');
    const key = { userId: ada, startupId: 's2' };
    expect((await ask(CREATE, { i: { ...key, startupId: 's3', startupName: 'x' } })).errors).toEqual(['Unauthorized']);
    expect((await ask(UPDATE, { i: { ...key, note: 'mine' } })).errors).toEqual(['Unauthorized']);
    expect((await ask(DELETE, { i: key })).errors).toEqual(['Unauthorized']);
    const read = 'query ($u: ID!) { getBookmark(userId: $u, startupId: "s2") { startupId } }';
    expect((await ask(read, { u: ada })).errors).toEqual(['Unauthorized']);
    expect((await ask('{ listBookmarks { items { startupId } } }')).data.listBookmarks.items).toEqual([]);
    await signInAs('ada');
    expect((await ask(read, { u: ada })).data.getBookmark).toEqual({ startupId: 's2' });
  });

  it('are read through an index, in its order, page by page', async () => {
    const tables = api.local.runtime.byType('Custom::AmplifyDynamoDBTable');
    const table = tables.find(({ logicalId }) => logicalId.startsWith('Digest'))!.ref;
    const dynamodb = new DynamoDBClient({
      endpoint: api.local.endpoint.url,
      region: 'eu-central-1',
      credentials: api.local.operatorCredentials,
    });
    const documents = DynamoDBDocumentClient.from(dynamodb);
    for (const day of ['03', '01', '02']) {
      const dueAt = `2026-11-${day}T07:00:00.000Z`;
      const Item = { investorId: ada, key: `daily#2026-11-${day}`, dueAt, createdAt: dueAt, updatedAt: dueAt };
      await documents.send(new PutCommand({ TableName: table, Item }));
    }
    dynamodb.destroy();
    const query = `query ($id: ID!, $next: String) {
      digestsByDueAt(investorId: $id, sortDirection: DESC, limit: 2, nextToken: $next) { items { key } nextToken }
    }`;
    const first = (await ask(query, { id: ada })).data.digestsByDueAt;
    expect(first.items).toEqual([{ key: 'daily#2026-11-03' }, { key: 'daily#2026-11-02' }]);
    const second = (await ask(query, { id: ada, next: first.nextToken })).data.digestsByDueAt;
    expect(second).toEqual({ items: [{ key: 'daily#2026-11-01' }], nextToken: null });
  });
});

describe('startups', () => {
  it('are written by the group of administrators only, and read by everyone signed in', async () => {
    const create = 'mutation ($i: CreateStartupInput!) { createStartup(input: $i) { id } }';
    const { inputs } = await startupInput();
    expect((await ask(create, { i: inputs })).errors).toEqual(['Unauthorized']);
    await signInAs('root');
    expect((await ask(create, { i: inputs })).data.createStartup).toEqual({ id: 'acme' });
    await signInAs('ada');
    expect((await ask('{ getStartup(id: "acme") { name website } }')).data.getStartup).toEqual({
      name: 'Acme "&" <b>Söhne</b> 💥',
      website: 'https://acme.example/?a=1',
    });
  });
});

const inputType = z.object({
  __type: z.object({
    inputFields: z.array(
      z.object({
        name: z.string(),
        type: z.object({
          kind: z.string(),
          ofType: z.object({ kind: z.string(), name: z.string().nullable() }).nullable(),
        }),
      }),
    ),
  }),
});

/** Values for every field that the schema requires of a startup. */
async function startupInput() {
  const result = await client.graphql<GraphQLQuery<unknown>>({
    query: '{ __type(name: "CreateStartupInput") { inputFields { name type { kind ofType { kind name } } } } }',
  });
  const { __type } = inputType.parse(result.data);
  const filler: Record<string, unknown> = {
    Boolean: true,
    Float: 1,
    Int: 1,
    AWSDateTime: '2026-11-01T00:00:00.000Z',
    String: 'x',
  };
  const required = __type.inputFields
    .filter(({ type }) => type.kind === 'NON_NULL')
    .map(({ name, type }) => [name, type.ofType!.kind === 'LIST' ? [] : filler[type.ofType!.name!]]);
  return {
    inputs: {
      ...Object.fromEntries(required),
      id: 'acme',
      name: 'Acme "&" <b>Söhne</b> 💥',
      website: 'https://acme.example/?a=1',
    },
  };
}

describe('a function', () => {
  it('is invoked for a query', async () => {
    const { data, errors } = await ask('{ searchStartups(text: "acme") { total } }');
    expect([errors, data.searchStartups.total]).toEqual([[], expect.any(Number)]);
  });
});

describe('a subscription', () => {
  it('sends the owner their own bookmarks and no others', async () => {
    const received: Bookmark[] = [];
    const bookmarks = client.graphql<GraphQLSubscription<Pick<GraphqlData, 'onCreateBookmark'>>>({
      query: 'subscription { onCreateBookmark { userId startupId note } }',
    });
    const subscription = bookmarks.subscribe({ next: ({ data }) => received.push(data.onCreateBookmark) });
    let n = 0;
    const save = async (user: string, note: string) =>
      ask(CREATE, { i: { userId: user, startupId: `live-${++n}`, startupName: 'x', note } });
    await vi.waitUntil(async () => (await save(ada, 'first')) && received.length > 0, {
      timeout: 20_000,
      interval: 100,
    });
    await fetch(api.graphqlUrl, {
      method: 'POST',
      headers: { authorization: bobsToken },
      body: JSON.stringify({ query: CREATE, variables: { i: { userId: bob, startupId: 'b', startupName: 'x' } } }),
    }).then(async (answer) => expect(await answer.json()).toMatchObject({ data: { createBookmark: { userId: bob } } }));
    await save(ada, 'last');
    await vi.waitUntil(() => received.some(({ note }) => note === 'last'), { timeout: 10_000 });
    expect(new Set(received.map(({ userId }) => userId))).toEqual(new Set([ada]));
    subscription.unsubscribe();
  });
});

describe('the role of a data source', () => {
  it('is used for reads and writes: without its grant the mutation fails, and an event has the denied action', async () => {
    await api.stop();
    const withoutPut = (resources: StackResource[]) =>
      resources.map((resource) =>
        resource.type === 'AWS::IAM::Role' && /^Bookmark.*Role/.test(resource.logicalId)
          ? (JSON.parse(
              JSON.stringify(resource).replaceAll('"dynamodb:PutItem"', '"dynamodb:Nothing"'),
            ) as StackResource)
          : resource,
      );
    api = await open(withoutPut);
    const ada = await signInAs('ada');
    const { errors } = await ask(CREATE, { i: { userId: ada, startupId: 's1', startupName: 'Acme' } });
    expect(errors).toEqual(['DynamoDB:AccessDeniedException']);
    expect(api.local.runtime.events.list({ kind: 'denied' })).toMatchObject([
      { action: 'dynamodb:PutItem', principal: 'BookmarkDataSource' },
    ]);
  });
});
