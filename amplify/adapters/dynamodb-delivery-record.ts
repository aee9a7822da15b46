import { GetCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DeliveryRecord } from '../domain/ports';
import { conditional, transient } from './dynamodb';

const HOUR = 3_600_000;
/** Counts are kept for a month, to look back at. */
const KEPT_SECONDS = 30 * 86_400;

/** Rows `counts` (one an hour) and `hold` of the sending table. docs/operations.md names the latter's key. */
export function createDeliveryRecord(options: { client: DynamoDBDocumentClient; tableName: string }): DeliveryRecord {
  const { client, tableName: TableName } = options;
  const HOLD = { kind: 'hold', at: 'digests' };

  return {
    async count(outcome, at) {
      const hour = Math.floor(Date.parse(at) / HOUR) * HOUR;
      await transient(
        client.send(
          new UpdateCommand({
            TableName,
            Key: { kind: 'counts', at: new Date(hour).toISOString() },
            UpdateExpression: 'SET expiresAt = :expiresAt ADD #outcome :one',
            ExpressionAttributeNames: { '#outcome': outcome },
            ExpressionAttributeValues: { ':one': 1, ':expiresAt': hour / 1000 + KEPT_SECONDS },
          }),
        ),
      );
    },

    async since(hour) {
      const { Items } = await transient(
        client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: '#kind = :counts AND #at >= :hour',
            ExpressionAttributeNames: { '#kind': 'kind', '#at': 'at' },
            ExpressionAttributeValues: { ':counts': 'counts', ':hour': hour },
          }),
        ),
      );
      return (Items ?? []).map(({ at, delivered = 0, bounced = 0, complained = 0 }) => ({
        hour: at,
        delivered,
        bounced,
        complained,
      }));
    },

    async hold() {
      const { Item } = await transient(client.send(new GetCommand({ TableName, Key: HOLD, ConsistentRead: true })));
      return { pausedAt: null, reason: null, resumedAt: null, ...Item };
    },

    async pause(at, reason) {
      await conditional(
        client.send(
          new UpdateCommand({
            TableName,
            Key: HOLD,
            UpdateExpression: 'SET pausedAt = :at, reason = :reason',
            ConditionExpression: 'attribute_not_exists(pausedAt)',
            ExpressionAttributeValues: { ':at': at, ':reason': reason },
          }),
        ),
      );
    },
  };
}
