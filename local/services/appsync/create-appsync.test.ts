import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSigningKey, signJwt } from '../cognito/tokens';
import { trialRuntime } from '../trial-runtime';
import { createAppSync } from './create-appsync';
import { answered, ServedApi } from './served-api';
import { TABLE_ROLE } from './trial-api';

/* A small API in the style of Amplify's, called with real tokens. tests/flow tests the synthesised API. */

let api: ServedApi;
beforeAll(async () => {
  api = await ServedApi.start();
});
afterAll(() => api.stop());
beforeEach(() => {
  api.table = () => answered(200, {});
});

describe('a request', () => {
  it.each([
    ['no token', null, 'Missing authorization header'],
    ['a forged token', () => `${api.tokens.ada!.slice(0, -8)}AAAAAAAA`, 'Unable to parse JWT token.'],
    ['an IAM signature', () => 'AWS4-HMAC-SHA256 Credential=x', 'accepts no IAM signatures'],
  ])('with %s is answered 401', async (_, token, message) => {
    const { status, headers, body } = await api.post({ query: '{ me { sub } }' }, token && token());
    expect(status).toBe(401);
    expect(headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
    expect(body).toEqual({
      errors: [{ errorType: 'UnauthorizedException', message: expect.stringContaining(message) }],
    });
  });

  it('with an expired token is answered 401 with the reason', async () => {
    const key = await openSigningKey(join(api.stateDir, 'cognito', `${api.cognito.pools[0]!.id}.key.json`));
    const claims = { ...(await api.cognito.verifyToken(api.tokens.ada!)), exp: 1_700_000_000 };
    const { status, body } = await api.post({ query: '{ me { sub } }' }, signJwt(claims, key));
    expect([status, body.errors[0].message]).toEqual([401, 'Token has expired.']);
  });

  it.each([
    ['{', 'Request body contained invalid JSON.'],
    ['{}', 'Unable to parse GraphQL query.'],
    ['{"query": "subscription { onSaveNote { id } }"}', 'Subscriptions run over the real-time endpoint.'],
  ])('with the body %s is answered 400', async (text, message) => {
    const { status, body } = await api.post(text, api.tokens.ada!);
    expect([status, body.errors[0].message]).toEqual([400, message]);
  });

  it('of more than a megabyte is rejected', async () => {
    expect((await api.post({ query: '{ me { sub } }', variables: { x: 'x'.repeat(1_048_576) } }, null)).status).toBe(
      413,
    );
  });

  it('that does not match the schema is answered with the location', async () => {
    expect(await api.ask('{ me { nope } }')).toEqual({
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
    const response = await fetch(`${api.origin}/graphql`, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'authorization,x-amz-user-agent' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization,x-amz-user-agent');
  });
});

describe('a field', () => {
  it('gets the identity of the caller', async () => {
    expect(await api.ask('{ me { sub groups strategy at } }', undefined, 'bob')).toEqual({
      data: { me: { sub: api.subs.bob, groups: ['ADMINS'], strategy: 'ALLOW', at: '2026-03-29T06:00:00.000Z' } },
    });
  });

  it('is open only to the callers that the schema names', async () => {
    expect(await api.ask('{ secret }', undefined, 'bob')).toEqual({ data: { secret: 'for admins' } });
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
    expect(await api.ask('{ secret }')).toEqual(refusal('secret'));
    expect(await api.ask('{ machines }', undefined, 'bob')).toEqual(refusal('machines'));
  });

  it('is answered by a function, as the role of its data source', async () => {
    expect(await api.ask('query($t: String!) { ask(text: $t) { text } }', { t: 'why' })).toEqual({
      data: { ask: { text: `${api.subs.ada} asks why` } },
    });
    expect(api.trial.invocations.at(-1)!.principal).toEqual({
      arn: 'arn:aws:iam::000000000000:role/ask',
      logicalId: 'AskSource',
    });
  });

  it('returns the error of its function', async () => {
    const { data, errors } = await api.ask('{ ask(text: "fail") { text } }');
    expect(data).toEqual({ ask: null });
    expect(errors).toMatchObject([{ errorType: 'Lambda:Unhandled', message: 'There is no answer.', path: ['ask'] }]);
  });

  it('that needs JavaScript fails, and is named in a warning at the start', async () => {
    const message = 'scriptResolver: the local runner does not run APPSYNC_JS resolvers';
    expect(api.trial.events).toContainEqual(expect.objectContaining({ kind: 'notice', level: 'warn', message }));
    expect((await api.ask('{ script }')).errors).toMatchObject([{ message }]);
  });
});

describe('a table', () => {
  const NOTE = { id: { S: 'n1' }, owner: { S: '' }, text: { S: 'hello' }, size: { N: '5' } };
  const save = 'mutation($t: String!) { saveNote(id: "n1", text: $t) { id owner text } }';

  it('is read and written as the role of its data source', async () => {
    const calls: unknown[] = [];
    api.table = (service, { headers, body }, principal) => {
      calls.push([service, headers['x-amz-target'], principal, JSON.parse(String(body))]);
      return answered(200, {});
    };
    expect(await api.ask(save, { t: 'hello' })).toEqual({
      data: { saveNote: { id: 'n1', owner: api.subs.ada, text: 'hello' } },
    });
    expect(calls).toEqual([
      [
        'dynamodb',
        'DynamoDB_20120810.PutItem',
        { arn: TABLE_ROLE, logicalId: 'NotesSource' },
        {
          TableName: 'notes',
          Item: { id: { S: 'n1' }, owner: { S: api.subs.ada }, text: { S: 'hello' } },
          ConditionExpression: 'attribute_not_exists(#id)',
          ExpressionAttributeNames: { '#id': 'id' },
        },
      ],
    ]);
  });

  it('returns a row to its owner only', async () => {
    api.table = () => answered(200, { Item: { ...NOTE, owner: { S: api.subs.ada! } } });
    expect(await api.ask('{ note(id: "n1") { text size } }')).toEqual({ data: { note: { text: 'hello', size: 5 } } });
    const { data, errors } = await api.ask('{ note(id: "n1") { text size } }', undefined, 'bob');
    expect([data, errors[0].errorType]).toEqual([{ note: null }, 'Unauthorized']);
  });

  it('paginates with a token', async () => {
    const inputs: { ExclusiveStartKey?: object }[] = [];
    api.table = (_, { body }) => {
      inputs.push(JSON.parse(String(body)));
      return answered(200, { Items: [NOTE], LastEvaluatedKey: inputs.length === 1 ? { id: { S: 'n1' } } : undefined });
    };
    const list = 'query($next: String) { notes(next: $next) { items { id } nextToken } }';
    const { data } = await api.ask(list);
    expect(data.notes.items).toEqual([{ id: 'n1' }]);
    expect((await api.ask(list, { next: data.notes.nextToken })).data.notes.nextToken).toBeNull();
    expect(inputs[1]!.ExclusiveStartKey).toEqual({ id: { S: 'n1' } });
    expect((await api.ask(list, { next: '%%%' })).errors[0].message).toBe('Invalid pagination token given.');
  });

  it('returns the error of a failed condition', async () => {
    api.table = () =>
      answered(400, { __type: 'x#ConditionalCheckFailedException', message: 'The conditional request failed' });
    expect((await api.ask(save, { t: 'x' })).errors).toMatchObject([
      {
        errorType: 'DynamoDB:ConditionalCheckFailedException',
        message: 'The conditional request failed (Service: DynamoDb, Status Code: 400)',
      },
    ]);
  });

  it('returns the error of a denied call', async () => {
    const denial = Object.assign(new Error('User: x is not authorized'), { name: 'AccessDeniedException' });
    api.table = () => Promise.reject(denial);
    expect((await api.ask(save, { t: 'x' })).errors).toMatchObject([
      { errorType: 'DynamoDB:AccessDeniedException', message: 'User: x is not authorized' },
    ]);
  });
});

it('an API without a served schema is left out with a warning', () => {
  const resources = [
    { type: 'AWS::AppSync::GraphQLApi', logicalId: 'Api', properties: { AuthenticationType: 'AWS_IAM' } },
  ];
  const { runtime, events } = trialRuntime({ stateDir: api.stateDir, resources });
  createAppSync(runtime, { verifyToken: api.cognito.verifyToken });
  expect(events).toMatchObject([{ level: 'warn', message: 'Api is not served: no schema of this API is served' }]);
});
