import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StartupSource } from '../domain/ports';
import { startup as startupSchema, type Startup } from '../domain/startup';
import { queryPages, transient, withoutNulls, type Stored } from './dynamodb';
import { CATALOG_SHARDS, catalogShard } from './shards';

/** Name of the index (catalogShard, updatedAt) in amplify/data/resource.ts. */
export const CATALOG_INDEX = 'catalog';

/** A row of the Startup table, as AppSync's generated resolvers read and write it. */
export type StartupRow = Stored<Startup> & {
  id: string;
  createdAt: string;
  catalogShard: string;
  __typename: 'Startup';
};

/** Unknown facts are left out of the row. `createdAt` is an ISO 8601 instant in UTC. */
export function toStartupRow(startup: Startup, createdAt: string): StartupRow {
  return {
    ...withoutNulls(startup),
    id: startup.id,
    createdAt,
    catalogShard: catalogShard(startup.id),
    __typename: 'Startup',
  };
}

export type StartupRead = { startup: Startup; problem: null } | { startup: null; problem: string };

/**
 * Parses a row, because administrators write rows that no importer has checked. The fields are listed one by one: a
 * cold catalog load reads 100,000 rows, and spreading objects of this size takes ten times as long.
 */
export function readStartupRow(row: Record<string, unknown>): StartupRead {
  const parsed = startupSchema.safeParse({
    id: row.id,
    name: row.name,
    industry: row.industry ?? null,
    fundingStage: row.fundingStage ?? null,
    country: row.country ?? null,
    region: row.region ?? null,
    city: row.city ?? null,
    description: row.description ?? null,
    website: row.website ?? null,
    fundingAmount: row.fundingAmount ?? null,
    tags: row.tags ?? [],
    foundedYear: row.foundedYear ?? null,
    teamSize: row.teamSize ?? null,
    source: row.source ?? null,
    listedAt: row.listedAt ?? null,
    updatedAt: row.updatedAt,
    listed: row.listed ?? true,
  } satisfies Record<keyof Startup, unknown>);
  if (parsed.success) return { startup: parsed.data, problem: null };
  const issue = parsed.error.issues[0]!;
  return { startup: null, problem: `${issue.path.join('.')}: ${issue.message}` };
}

/** Null for a row that is not a startup; `readStartupRow` returns the reason. */
export function fromStartupRow(row: Record<string, unknown>): Startup | null {
  return readStartupRow(row).startup;
}

/**
 * Reads the Startup table and its catalog index, whose shards are read concurrently. Rows that are not valid startups
 * are left out and passed to `onInvalid`.
 */
export function createStartupSource(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
  onInvalid?: (id: unknown, problem: string) => void;
}): StartupSource {
  const { client, tableName: TableName, onInvalid } = options;

  async function readShard(shard: string, since: string | null): Promise<Startup[]> {
    const startups: Startup[] = [];
    const pages = queryPages(client, {
      TableName,
      IndexName: CATALOG_INDEX,
      KeyConditionExpression: `catalogShard = :shard${since ? ' AND updatedAt >= :since' : ''}`,
      ExpressionAttributeValues: { ':shard': shard, ...(since && { ':since': since }) },
    });
    for await (const rows of pages) {
      for (const row of rows) {
        const { startup, problem } = readStartupRow(row);
        if (startup) startups.push(startup);
        else onInvalid?.(row.id, problem);
      }
    }
    return startups;
  }

  async function readShards(since: string | null): Promise<Startup[]> {
    const shards = Array.from({ length: CATALOG_SHARDS }, (_, shard) => readShard(String(shard), since));
    return (await Promise.all(shards)).flat();
  }

  return {
    loadAll: () => readShards(null),
    changedSince: (instant) => readShards(instant),
    async get(id) {
      const { Item } = await transient(client.send(new GetCommand({ TableName, Key: { id } })));
      if (!Item) return null;
      const { startup, problem } = readStartupRow(Item);
      if (problem !== null) onInvalid?.(id, problem);
      return startup;
    },
  };
}
