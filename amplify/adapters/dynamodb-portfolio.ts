import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { bookmark as bookmarkSchema, type Bookmark } from '../domain/bookmark';
import type { Portfolio } from '../domain/ports';
import { assignments, queryPages, transient } from './dynamodb';
import { readRow } from './read-row';

export function createPortfolio(options: { client: DynamoDBDocumentClient; tableName: string }): Portfolio {
  const { client, tableName: TableName } = options;
  return {
    async list(userId) {
      const bookmarks: Bookmark[] = [];
      const pages = queryPages(client, {
        TableName,
        KeyConditionExpression: 'userId = :userId',
        ExpressionAttributeValues: { ':userId': userId },
      });
      for await (const rows of pages) bookmarks.push(...rows.map(fromRow));
      return bookmarks;
    },

    async save({ userId, startupId, createdAt, ...rest }) {
      const given = Object.entries(rest).filter(([, value]) => value !== undefined);
      const { expression, names, values } = assignments({ ...Object.fromEntries(given), __typename: 'Bookmark' });
      const first = { createdAt, ...(rest.status === undefined && { status: 'saved' }) };
      const once = Object.keys(first).map((name) => `#${name} = if_not_exists(#${name}, :${name})`);
      const { Attributes } = await transient(
        client.send(
          new UpdateCommand({
            TableName,
            Key: { userId, startupId },
            UpdateExpression: expression.replace('SET ', `SET ${once.join(', ')}, `),
            ExpressionAttributeNames: { ...names, '#createdAt': 'createdAt', '#status': 'status' },
            ExpressionAttributeValues: {
              ...values,
              ...Object.fromEntries(Object.entries(first).map(([name, value]) => [`:${name}`, value])),
            },
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      return fromRow(Attributes!);
    },
  };
}

function fromRow(row: Record<string, unknown>): Bookmark {
  return readRow(bookmarkSchema, row, 'Bookmark', String(row['userId']), String(row['startupId']));
}
