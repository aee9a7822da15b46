import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventLog } from '../../event-log';
import type { StackResource } from '../../runtime';
import { createDynamodb, type DynamodbService } from './create-dynamodb';
import { tableArn } from './dynamodb-names';

const key = (attributeName: string, keyType: string) => ({ attributeName, keyType });

function table(properties: Record<string, unknown> = {}): StackResource {
  return {
    logicalId: 'StartupTable',
    type: 'Custom::AmplifyDynamoDBTable',
    stack: 'data',
    path: '',
    ref: 'Startup',
    attributes: { TableArn: tableArn('Startup') },
    properties: {
      tableName: 'Startup',
      attributeDefinitions: [
        { attributeName: 'id', attributeType: 'S' },
        { attributeName: 'shard', attributeType: 'S' },
      ],
      keySchema: [key('id', 'HASH')],
      globalSecondaryIndexes: [
        { indexName: 'catalog', keySchema: [key('shard', 'HASH')], projection: { projectionType: 'ALL' } },
      ],
      billingMode: 'PAY_PER_REQUEST',
      sseSpecification: { sseEnabled: true },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      streamSpecification: { streamViewType: 'NEW_AND_OLD_IMAGES' },
      ...properties,
    },
  };
}

let stateDir: string;
let dynamodb: DynamodbService;
const events = createEventLog();

async function open(...resources: StackResource[]) {
  dynamodb = await createDynamodb({ resources, stateDir, events });
}

function request(operation: string, input: object) {
  return {
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
    principal: { arn: 'operator' },
  };
}

async function call(operation: string, input: object) {
  const { status, body } = await dynamodb.api.handle(request(operation, input));
  return { status, body: JSON.parse(String(body)) };
}

const item = (id: string) => ({ id: { S: id }, shard: { S: '0' } });

beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'dynamodb-'));
  await open(table());
});
afterEach(async () => {
  await dynamodb.stop();
  await rm(stateDir, { recursive: true, force: true });
});

describe('the tables', () => {
  it('have the keys and indexes of the templates', async () => {
    await call('PutItem', { TableName: 'Startup', Item: item('a') });
    const query = {
      TableName: 'Startup',
      IndexName: 'catalog',
      KeyConditionExpression: '#shard = :s',
      ExpressionAttributeNames: { '#shard': 'shard' },
      ExpressionAttributeValues: { ':s': { S: '0' } },
    };
    expect((await call('Query', query)).body.Items).toEqual([item('a')]);
  });

  it('keep their items after a restart', async () => {
    await call('PutItem', { TableName: 'Startup', Item: item('a') });
    await dynamodb.stop();
    await open(table());
    expect((await call('GetItem', { TableName: 'Startup', Key: { id: { S: 'a' } } })).body.Item).toEqual(item('a'));
  });

  it('are rebuilt with their items when an index is new', async () => {
    for (const id of ['a', 'b']) await call('PutItem', { TableName: 'Startup', Item: { ...item(id), at: { S: id } } });
    await dynamodb.stop();
    await open(
      table({
        attributeDefinitions: ['id', 'shard', 'at'].map((attributeName) => ({ attributeName, attributeType: 'S' })),
        globalSecondaryIndexes: [
          {
            indexName: 'byTime',
            keySchema: [key('shard', 'HASH'), key('at', 'RANGE')],
            projection: { projectionType: 'ALL' },
          },
        ],
      }),
    );
    const query = {
      TableName: 'Startup',
      IndexName: 'byTime',
      KeyConditionExpression: '#shard = :s and #at > :a',
      ExpressionAttributeNames: { '#at': 'at', '#shard': 'shard' },
      ExpressionAttributeValues: { ':s': { S: '0' }, ':a': { S: 'a' } },
    };
    expect((await call('Query', query)).body.Items).toEqual([{ ...item('b'), at: { S: 'b' } }]);
  });

  it('are not deleted when their key has changed: the start fails', async () => {
    await dynamodb.stop();
    const changed = table({ keySchema: [key('shard', 'HASH')], globalSecondaryIndexes: undefined });
    await expect(open(changed)).rejects.toThrow('The key of Startup has changed');
  });

  it('warn of a property that is not supported', async () => {
    await dynamodb.stop();
    await open(table({ kinesisStreamSpecification: { streamArn: 'a' } }));
    expect(events.list({ kind: 'notice' }).at(-1)).toMatchObject({
      message: 'StartupTable: the local runner ignores KinesisStreamSpecification.',
    });
  });

  it('delete only expired items at the start', async () => {
    const own = {
      ...table(),
      type: 'AWS::DynamoDB::Table',
      properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
      ref: 'Snapshot',
    };
    await dynamodb.stop();
    await open(own);
    const seconds = (milliseconds: number) => ({ N: String(Math.floor(milliseconds / 1000)) });
    const items = {
      expired: { expiresAt: seconds(Date.now() - 60_000) },
      later: { expiresAt: seconds(Date.now() + 60_000) },
      ever: {},
    };
    for (const [id, values] of Object.entries(items)) {
      await call('PutItem', { TableName: 'Snapshot', Item: { id: { S: id }, ...values } });
    }
    await dynamodb.stop();
    await open(own);
    const { body } = await call('Scan', { TableName: 'Snapshot' });
    expect(body.Items.map(({ id }: { id: { S: string } }) => id.S).toSorted()).toEqual(['ever', 'later']);
  });

  it('enforce the limits of DynamoDB', async () => {
    const { status, body } = await call('PutItem', {
      TableName: 'Startup',
      Item: { ...item('a'), text: { S: 'x'.repeat(400 * 1024) } },
    });
    expect([status, body.message]).toEqual([400, 'Item size has exceeded the maximum allowed size']);
  });
});

describe('a query', () => {
  const plain = {
    TableName: 'Startup',
    IndexName: 'catalog',
    KeyConditionExpression: '#shard = :s',
    ExpressionAttributeNames: { '#shard': 'shard' },
    ExpressionAttributeValues: { ':s': { S: '0' } },
  };
  /** A query with its consumed capacity is answered by dynalite, a plain query by raw-query.ts. */
  async function bothWays(query: object) {
    const short = (await call('Query', query)).body;
    const { ConsumedCapacity, ...usual } = (await call('Query', { ...query, ReturnConsumedCapacity: 'TOTAL' })).body;
    expect(ConsumedCapacity).toBeDefined();
    expect(short).toEqual(usual);
    return short as { Items: { id: { S: string } }[]; LastEvaluatedKey?: object };
  }

  beforeEach(async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await call('PutItem', { TableName: 'Startup', Item: { ...item(id), text: { S: '"ünï' }, n: { N: '1.50' } } });
    }
    await call('PutItem', { TableName: 'Startup', Item: { id: { S: 'f' }, shard: { S: '1' } } });
  });

  it.each([
    ['of all', {}],
    ['backwards', { ScanIndexForward: false }],
    ['without results', { ExpressionAttributeValues: { ':s': { S: 'none' } } }],
    ['with a limit', { Limit: 2 }],
    ['with a limit, backwards', { Limit: 2, ScanIndexForward: false }],
    ['with a limit equal to the number of items', { Limit: 5 }],
    ['with a limit above the number of items', { Limit: 6 }],
    [
      'of a table by its key',
      {
        IndexName: undefined,
        KeyConditionExpression: 'id = :s',
        ExpressionAttributeNames: undefined,
        ExpressionAttributeValues: { ':s': { S: 'c' } },
      },
    ],
  ])('%s has the same answer from both implementations', async (_, more) => {
    await bothWays({ ...plain, ...more });
  });

  it('paginates through all items once', async () => {
    for (const ScanIndexForward of [true, false]) {
      const seen: string[] = [];
      let ExclusiveStartKey: object | undefined;
      do {
        const page = await bothWays({ ...plain, Limit: 2, ScanIndexForward, ExclusiveStartKey });
        seen.push(...page.Items.map(({ id }) => id.S));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    }
  });

  it('ends a page at 1 MB', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await call('PutItem', { TableName: 'Startup', Item: { ...item(id), text: { S: 'x'.repeat(300_000) } } });
    }
    const { Items, LastEvaluatedKey } = (await call('Query', plain)).body;
    expect(Items).toHaveLength(4);
    expect((await call('Query', { ...plain, ExclusiveStartKey: LastEvaluatedKey })).body.Items).toHaveLength(1);
  });

  it('without a key is a scan of the table', async () => {
    const { body } = await call('Scan', { TableName: 'Startup' });
    expect(body.Count).toBe(6);
    expect(body.Items.map(({ id }: { id: { S: string } }) => id.S).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});

describe('what a request needs', () => {
  const t = tableArn('Startup');
  it.each<[string, object, string[], string[]]>([
    ['GetItem', { TableName: 'Startup' }, ['dynamodb:GetItem'], [t]],
    ['GetItem', { TableName: t }, ['dynamodb:GetItem'], [t]],
    ['Query', { TableName: 'Startup', IndexName: 'catalog' }, ['dynamodb:Query'], [`${t}/index/catalog`]],
    ['Query', { TableName: 'Startup' }, ['dynamodb:Query'], [t]],
    ['BatchGetItem', { RequestItems: { Startup: {}, Digest: {} } }, ['dynamodb:BatchGetItem'], [t, tableArn('Digest')]],
    ['ListTables', {}, ['dynamodb:ListTables'], ['*']],
  ])('%s of %o', (operation, input, actions, resources) => {
    const needed = dynamodb.api.authorize(request(operation, input));
    expect(needed.map(({ action }) => action)).toEqual(actions);
    expect(needed[0]!.resources).toEqual(resources);
  });

  it('is an error with a clear message for transactions', async () => {
    const { status, body } = await call('TransactWriteItems', { TransactItems: [] });
    expect([status, body.__type, body.message]).toEqual([
      400,
      'com.amazonaws.dynamodb.v20120810#UnknownOperationException',
      "The local runner's DynamoDB does not serve TransactWriteItems; write single items with conditions instead.",
    ]);
  });
});
