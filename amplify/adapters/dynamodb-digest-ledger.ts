import { GetCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { digest as digestSchema, type Digest } from '../domain/digest/digest';
import { digestLedger, type DigestLedger } from '../domain/digest/ledger';
import { readDigestReason } from '../domain/digest/reason';
import type { DigestActor } from '../domain/digest/transitions';
import { transitionUpdate } from './digest-transition-update';
import { conditional, queryPages, transient } from './dynamodb';
import { readRow, UnreadableRowError } from './read-row';
import { OPEN_SHARDS } from './shards';

/** Name of the index (investorId, dueAt) in amplify/data/resource.ts. */
export const BY_DUE_AT_INDEX = 'byDueAt';

/** Name of the sparse index (openShard, openSince), keys only, in amplify/data/resource.ts. */
export const OPEN_INDEX = 'open';

export function createDigestLedger(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** Writes carry this clock's time as updatedAt. */
  now: () => Date;
  /** Receives each row that `stuck` leaves out because it cannot be read. Without it, the first one ends the reading. */
  onUnreadable?: (error: UnreadableRowError) => void;
}): DigestLedger<DigestActor> {
  const { client, tableName: TableName, now, onUnreadable } = options;

  async function read(investorId: string, key: string): Promise<Record<string, unknown> | null> {
    const { Item } = await transient(
      client.send(new GetCommand({ TableName, Key: { investorId, key }, ConsistentRead: true })),
    );
    return Item ?? null;
  }

  function readable(row: Record<string, unknown>): Digest[] {
    try {
      return [fromRow(row)];
    } catch (error) {
      if (!(error instanceof UnreadableRowError) || !onUnreadable) throw error;
      onUnreadable(error);
      return [];
    }
  }

  return digestLedger({
    async move(digest, name, written, holder) {
      const update = transitionUpdate(digest, name, written, { now: now().toISOString(), holder });
      return conditional(client.send(new UpdateCommand({ TableName, ...update })));
    },

    async get(investorId, key) {
      const row = await read(investorId, key);
      return row && fromRow(row);
    },

    async list(investorId, limit) {
      const { Items } = await transient(
        client.send(
          new QueryCommand({
            TableName,
            IndexName: BY_DUE_AT_INDEX,
            KeyConditionExpression: 'investorId = :investorId',
            ExpressionAttributeValues: { ':investorId': investorId },
            ScanIndexForward: false,
            Limit: limit,
          }),
        ),
      );
      return (Items ?? []).map(fromRow);
    },

    async *stuck(silentMs) {
      const before = new Date(now().getTime() - silentMs).toISOString();
      for (let shard = 0; shard < OPEN_SHARDS; shard++) {
        const pages = queryPages(client, {
          TableName,
          IndexName: OPEN_INDEX,
          KeyConditionExpression: 'openShard = :shard AND openSince < :before',
          ExpressionAttributeValues: { ':shard': String(shard), ':before': before },
        });
        for await (const keys of pages) {
          for (const { investorId, key } of keys) {
            const row = await read(String(investorId), String(key));
            if (row && isBefore(row['openSince'], before) && isBefore(row['updatedAt'], before)) yield* readable(row);
          }
        }
      }
    },
  });
}

function isBefore(stored: unknown, instant: string): boolean {
  return typeof stored === 'string' && stored < instant;
}

function fromRow(row: Record<string, unknown>): Digest {
  const stored = { ...row, ...readDigestReason(row) };
  return readRow(digestSchema, stored, 'Digest', String(row['investorId']), String(row['key']));
}
