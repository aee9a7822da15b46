import { GetCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DeliveryRecord } from '../domain/ports';
import { hourlyCounts } from '../domain/sending/delivery-health';
import { digestHold, readHoldReason } from '../domain/sending/digest-hold';
import { conditional, transient } from './dynamodb';
import { readRow } from './read-row';

const HOUR = 3_600_000;
/** Counts are kept for a month, for operators to look up. */
const KEPT_SECONDS = 30 * 86_400;

const TABLE = 'SendingControl';

/**
 * Rows `counts` (one an hour) and `hold` of the table SendingControl. docs/operations.md names the key of the hold.
 * Operators edit it by hand: a hold that cannot be read throws UnreadableRowError, so that nothing is sent.
 */
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
      return (Items ?? []).map((row) => readRow(hourlyCounts, { ...row, hour: row['at'] }, TABLE, 'counts', row['at']));
    },

    async hold() {
      const { Item } = await transient(client.send(new GetCommand({ TableName, Key: HOLD, ConsistentRead: true })));
      const row = Item ?? {};
      return readRow(digestHold, { ...row, ...readHoldReason(row) }, TABLE, HOLD.kind, HOLD.at);
    },

    async pause(at, counts) {
      await conditional(
        client.send(
          new UpdateCommand({
            TableName,
            Key: HOLD,
            UpdateExpression: 'SET pausedAt = :at, reason = :reason, #counts = :counts',
            // Operators clear a hold by hand, by removing the attribute or by NULL.
            ConditionExpression: 'attribute_not_exists(pausedAt) OR attribute_type(pausedAt, :null)',
            ExpressionAttributeNames: { '#counts': 'counts' },
            ExpressionAttributeValues: { ':at': at, ':reason': 'limitReached', ':counts': counts, ':null': 'NULL' },
          }),
        ),
      );
    },
  };
}
