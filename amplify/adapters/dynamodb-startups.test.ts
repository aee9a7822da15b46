import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, type QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Startup } from '../domain/startup';
import { createStartupSource, fromStartupRow, readStartupRow, toStartupRow } from './dynamodb-startups';
import { catalogShard } from './shards';

const acme: Startup = {
  id: 'acme',
  name: 'Acme',
  industry: 'biotech',
  fundingStage: 'seed',
  country: 'US',
  region: null,
  city: null,
  description: null,
  website: null,
  fundingAmount: 0,
  tags: [],
  foundedYear: null,
  teamSize: null,
  source: null,
  listedAt: '2013-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  listed: false,
};

describe('a row of the Startup table', () => {
  it('leaves unknown facts out, and is read as the same startup', () => {
    const row = toStartupRow(acme, '2025-01-01T00:00:00.000Z');
    expect(Object.values(row)).not.toContain(null);
    expect(row).toMatchObject({
      __typename: 'Startup',
      catalogShard: catalogShard('acme'),
      createdAt: '2025-01-01T00:00:00.000Z',
      fundingAmount: 0,
    });
    expect(fromStartupRow(row)).toEqual(acme);
  });

  it('that an administrator wrote, with nulls and without tags, is read as well', () => {
    expect(fromStartupRow({ ...acme, tags: null, region: null })).toEqual(acme);
  });

  it.each([
    ['website', 'javascript:alert(1)'],
    ['country', 'Germany'],
    ['fundingAmount', -1],
    ['listedAt', 'yesterday'],
  ])('with a %s of %j is not a startup, and the reason names the field', (field, value) => {
    const { startup, problem } = readStartupRow({ ...acme, [field]: value });
    expect(startup).toBeNull();
    expect(problem).toMatch(new RegExp(`^${field}: `));
  });
});

describe('the startup source', () => {
  it('reads all shards page by page, and reports rows that are not startups', async () => {
    const pages: Record<string, unknown[][]> = {
      '0': [[{ ...acme, id: 'a' }], [{ ...acme, id: 'b' }]],
      '7': [[{ id: 'bad' }]],
    };
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
    client.send = async ({ input }: QueryCommand) => {
      const shard = pages[input.ExpressionAttributeValues![':shard']] ?? [[]];
      const page: number = input.ExclusiveStartKey?.['page'] ?? 0;
      return { Items: shard[page], LastEvaluatedKey: page + 1 < shard.length ? { page: page + 1 } : undefined };
    };
    const invalid: unknown[] = [];
    const source = createStartupSource({
      client,
      tableName: 'Startup',
      onInvalid: (id, problem) => invalid.push([id, problem]),
    });
    expect((await source.loadAll()).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(invalid).toEqual([['bad', expect.stringContaining('name')]]);
  });
});
