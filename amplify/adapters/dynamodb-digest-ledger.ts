import {
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { digest as digestSchema, type Digest } from '../domain/digest/digest';
import { readDigestReason } from '../domain/digest/reason';
import {
  plannedRecord,
  reasonAttributes,
  REPORT_TRANSITIONS,
  SENT_TRANSITIONS,
  settlingTransition,
  type TransitionName,
  type Written,
} from '../domain/digest/transitions';
import type { DigestLedger } from '../domain/ports';
import { transitionUpdate } from './digest-transition-update';
import { conditional, transient, withoutNulls } from './dynamodb';
import { readRow, UnreadableRowError } from './read-row';
import { OPEN_SHARDS, openShard } from './shards';

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
}): DigestLedger {
  const { client, tableName: TableName, now, onUnreadable } = options;

  /** One conditional write. True when the transition applied. */
  function move<Name extends TransitionName>(
    investorId: string,
    key: string,
    name: Name,
    written: Written<Name>,
    holder?: string,
  ): Promise<boolean> {
    const update = transitionUpdate({ investorId, key }, name, written, { now: now().toISOString(), holder });
    return conditional(client.send(new UpdateCommand({ TableName, ...update })));
  }

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

  return {
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

    async plan(digest) {
      const at = now().toISOString();
      const planned = await conditional(
        client.send(
          new PutCommand({
            TableName,
            Item: {
              ...withoutNulls(plannedRecord(digest, at)),
              openShard: openShard(digest.investorId),
              createdAt: at,
              __typename: 'Digest',
            },
            ConditionExpression: 'attribute_not_exists(investorId)',
          }),
        ),
      );
      return planned ? 'planned' : 'exists';
    },

    replan: (investorId, key, dueAt) => move(investorId, key, 'replan', { dueAt }),

    beginMatching: (investorId, key) => move(investorId, key, 'beginMatching', {}),

    async recordMatches(investorId, key, result) {
      await move(investorId, key, result.matches.length > 0 ? 'recordMatches' : 'recordNoMatches', result);
    },

    async claim(investorId, key, holder) {
      const claimed =
        (await move(investorId, key, 'claim', { claimedBy: holder })) ||
        (await move(investorId, key, 'claimAgain', {}, holder));
      return claimed ? 'claimed' : 'taken';
    },

    async markSending(investorId, key, holder, matches) {
      const marked = await move(investorId, key, 'markSending', { matches }, holder);
      if (!marked) throw new Error(`Digest ${key} is no longer claimed, so it is not sent.`);
    },

    async release(investorId, key, holder, reason) {
      await move(investorId, key, 'release', reasonAttributes(reason), holder);
    },

    async markSent(investorId, key, sentAt, sesMessageId) {
      for (const name of SENT_TRANSITIONS) {
        if (await move(investorId, key, name, { sentAt, sesMessageId })) return;
      }
    },

    async settle(investorId, key, status, reason, holder) {
      await move(investorId, key, settlingTransition(status, holder), reasonAttributes(reason), holder);
    },

    recordDelivery: (investorId, key, status, sentAt, sesMessageId) =>
      move(investorId, key, REPORT_TRANSITIONS[status], { sentAt, sesMessageId }),

    async *stuck(silentMs) {
      const before = new Date(now().getTime() - silentMs).toISOString();
      for (let shard = 0; shard < OPEN_SHARDS; shard++) {
        let start: Record<string, unknown> | undefined;
        do {
          const page = await transient(
            client.send(
              new QueryCommand({
                TableName,
                IndexName: OPEN_INDEX,
                KeyConditionExpression: 'openShard = :shard AND openSince < :before',
                ExpressionAttributeValues: { ':shard': String(shard), ':before': before },
                ...(start && { ExclusiveStartKey: start }),
              }),
            ),
          );
          for (const { investorId, key } of page.Items ?? []) {
            const row = await read(investorId, key);
            if (row && isBefore(row['openSince'], before) && isBefore(row['updatedAt'], before)) yield* readable(row);
          }
          start = page.LastEvaluatedKey;
        } while (start);
      }
    },
  };
}

function isBefore(stored: unknown, instant: string): boolean {
  return typeof stored === 'string' && stored < instant;
}

function fromRow(row: Record<string, unknown>): Digest {
  const stored = { ...row, ...readDigestReason(row) };
  return readRow(digestSchema, stored, 'Digest', String(row['investorId']), String(row['key']));
}
