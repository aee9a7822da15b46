import { PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SentStartup, SentStartups } from '../domain/ports';
import { transient, withoutNulls } from './dynamodb';

/** The Recommendation table: one row per investor and startup, the newest round that was sent. */
export function createSentStartups(options: { client: DynamoDBDocumentClient; tableName: string }): SentStartups {
  const { client, tableName: TableName } = options;
  return {
    async list(investorId) {
      const sent: SentStartup[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await transient(
          client.send(
            new QueryCommand({
              TableName,
              KeyConditionExpression: 'investorId = :investorId',
              ProjectionExpression: 'startupId, sentAt, digestKey, round',
              ExpressionAttributeValues: { ':investorId': investorId },
              ConsistentRead: true,
              ...(start && { ExclusiveStartKey: start }),
            }),
          ),
        );
        sent.push(...((page.Items ?? []) as SentStartup[]));
        start = page.LastEvaluatedKey;
      } while (start);
      return sent;
    },

    async record(investorId, digestKey, sentAt, matches) {
      await Promise.all(
        matches.map((match) =>
          transient(
            client.send(
              new PutCommand({
                TableName,
                Item: {
                  investorId,
                  startupId: match.startupId,
                  startupName: match.name,
                  digestKey,
                  sentAt,
                  round: match.round,
                  score: match.score,
                  reasons: match.reasons.map(withoutNulls),
                  createdAt: sentAt,
                  updatedAt: sentAt,
                  __typename: 'Recommendation',
                },
              }),
            ),
          ),
        ),
      );
    },
  };
}
