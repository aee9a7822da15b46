import { z } from 'zod';
import type { StackResource } from '../../runtime';
import { flag, readProperties } from '../../template/read-properties';
import type { Dynalite } from './dynalite';
import type { TableDefinition } from './table-definition';

const expiryProperties = z.object({
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: flag.default(false) }).optional(),
});

/** The attribute with the expiry of an item, in seconds since the epoch; null for a table without expiry. */
export function expiryAttribute(table: StackResource): string | null {
  const { TimeToLiveSpecification: setting } = readProperties(table, expiryProperties);
  return setting?.Enabled ? (setting.AttributeName ?? null) : null;
}

/**
 * Deletes expired items. DynamoDB deletes them within a few days, so the runner does it once, at the start.
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
