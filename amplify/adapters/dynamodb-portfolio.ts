import { QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Bookmark } from '../domain/bookmark';
import type { Portfolio } from '../domain/ports';
import { assignments, transient } from './dynamodb';

export function createPortfolio(options: { client: DynamoDBDocumentClient; tableName: string }): Portfolio {
  const { client, tableName: TableName } = options;
  return {
    async list(userId) {
      const bookmarks: Bookmark[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await transient(
          client.send(
            new QueryCommand({
              TableName,
              KeyConditionExpression: 'userId = :userId',
              ExpressionAttributeValues: { ':userId': userId },
              ...(start && { ExclusiveStartKey: start }),
            }),
          ),
        );
        bookmarks.push(...(page.Items ?? []).map(fromRow));
        start = page.LastEvaluatedKey;
      } while (start);
      return bookmarks;
    },

    async save({ userId, startupId, createdAt, ...rest }) {
      const { expression, names, values } = assignments({ ...rest, __typename: 'Bookmark' });
      const { Attributes } = await transient(
        client.send(
          new UpdateCommand({
            TableName,
            Key: { userId, startupId },
            UpdateExpression: expression.replace('SET ', 'SET #createdAt = if_not_exists(#createdAt, :createdAt), '),
            ExpressionAttributeNames: { ...names, '#createdAt': 'createdAt' },
            ExpressionAttributeValues: { ...values, ':createdAt': createdAt },
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      return fromRow(Attributes!);
    },
  };
}

function fromRow(row: Record<string, unknown>): Bookmark {
  const { __typename: _, ...bookmark } = row;
  return { status: 'saved', note: null, passReason: null, ...bookmark } as Bookmark;
}
