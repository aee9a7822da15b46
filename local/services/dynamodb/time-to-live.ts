import { z } from 'zod';
import type { StackResource } from '../../runtime';
import { flag, readProperties } from '../../template/read-properties';
import type { Dynalite } from './dynalite';
import type { TableDefinition } from './table-definition';

const expiryProperties = z.object({
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: flag.default(false) }).optional(),
});

/** The attribute that holds when an item expires, in seconds since the epoch; null for a table that keeps its items. */
export function expiryAttribute(table: StackResource): string | null {
  const { TimeToLiveSpecification: setting } = readProperties(table, expiryProperties);
  return setting?.Enabled ? (setting.AttributeName ?? null) : null;
}

/**
 * Deletes what has expired. DynamoDB does it within a few days, so once at the start is as good.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export async function deleteExpired(
  dynalite: Pick<Dynalite, 'call'>,
  { TableName, KeySchema }: TableDefinition,
  attribute: string,
  now: Date,
): Promise<void> {
  const keys = KeySchema.map(({ AttributeName }) => AttributeName);
  let ExclusiveStartKey: object | undefined;
  do {
    const page = await dynalite.call('Scan', {
      TableName,
      ExclusiveStartKey,
      FilterExpression: '#expiry < :now',
      ProjectionExpression: keys.map((_, at) => `#k${at}`).join(', '),
      ExpressionAttributeNames: {
        '#expiry': attribute,
        ...Object.fromEntries(keys.map((key, at) => [`#k${at}`, key])),
      },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(now.getTime() / 1000)) } },
    });
    for (const Key of page.Items) await dynalite.call('DeleteItem', { TableName, Key });
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}
