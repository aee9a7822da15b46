import { DeleteCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { recommendation } from '../domain/digest/recommendation';
import type { Recommendation, Recommendations } from '../domain/ports';
import { conditional, queryPages, withoutNulls } from './dynamodb';
import { readRow } from './read-row';

/** The attributes that matching needs; the rest of a row is not read. */
const sentStartup = recommendation.pick({ startupId: true, sentAt: true, digestKey: true, round: true });

/** The Recommendation table: one row per investor and startup, the newest round that was sent. */
export function createRecommendations(options: { client: DynamoDBDocumentClient; tableName: string }): Recommendations {
  const { client, tableName: TableName } = options;
  return {
    async list(investorId) {
      const sent: Recommendation[] = [];
      const pages = queryPages(client, {
        TableName,
        KeyConditionExpression: 'investorId = :investorId',
        ProjectionExpression: Object.keys(sentStartup.shape).join(', '),
        ExpressionAttributeValues: { ':investorId': investorId },
        ConsistentRead: true,
      });
      for await (const rows of pages) {
        sent.push(...rows.map((row) => readRow(sentStartup, row, 'Recommendation', investorId)));
      }
      return sent;
    },

    async reserve(investorId, digestKey, at, matches) {
      const free = 'attribute_not_exists(investorId) OR digestKey = :digestKey';
      const taken = await Promise.all(
        matches.map((match) =>
          conditional(
            client.send(
              new PutCommand({
                TableName,
                Item: {
                  investorId,
                  startupId: match.startupId,
                  startupName: match.name,
                  digestKey,
                  sentAt: at,
                  round: match.round,
                  score: match.score,
                  reasons: match.reasons.map(withoutNulls),
                  createdAt: at,
                  updatedAt: at,
                  __typename: 'Recommendation',
                },
                ConditionExpression: match.changed === null ? free : `${free} OR round <> :round`,
                ExpressionAttributeValues: {
                  ':digestKey': digestKey,
                  ...(match.changed !== null && { ':round': match.round }),
                },
              }),
            ),
          ),
        ),
      );
      return matches.filter((_, index) => taken[index]);
    },

    async giveBack(investorId, digestKey, matches) {
      await Promise.all(
        matches.map(({ startupId }) =>
          conditional(
            client.send(
              new DeleteCommand({
                TableName,
                Key: { investorId, startupId },
                ConditionExpression: 'digestKey = :digestKey',
                ExpressionAttributeValues: { ':digestKey': digestKey },
              }),
            ),
          ),
        ),
      );
    },
  };
}
