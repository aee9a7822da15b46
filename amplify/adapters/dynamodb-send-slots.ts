import { DeleteCommand, GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { TransientError } from '../domain/errors';
import type { SendSlots } from '../domain/ports';
import { minuteOf, slotsWithin } from '../domain/sending/slots';
import { conditional, transient } from './dynamodb';
import { readRow } from './read-row';

const MINUTE = 60_000;
const DAY_SECONDS = 86_400;

/** Slots are reserved at most a day ahead. A longer backlog would exceed any daily quota. */
const MOST_MINUTES = 1_440;
/** Of concurrent reservations in the same minute one succeeds; the others try again. */
const MOST_TRIES = 100;

const minuteRow = z.object({ nextFree: z.number() });

/** Rows `slots` (one a minute, `nextFree` in milliseconds) and `lease` of the table SendingControl. */
export function createSendSlots(options: { client: DynamoDBDocumentClient; tableName: string }): SendSlots {
  const { client, tableName: TableName } = options;
  const keyOf = (minute: number) => ({ kind: 'slots', at: new Date(minute).toISOString() });
  const LEASE = { kind: 'lease', at: 'backlog' };

  async function readNextFree(minute: number): Promise<number | null> {
    const { Item } = await transient(
      client.send(new GetCommand({ TableName, Key: keyOf(minute), ConsistentRead: true })),
    );
    return Item ? readRow(minuteRow, Item, 'SendingControl', 'slots', Item['at']).nextFree : null;
  }

  /** False when another reservation was written since `seen` was read. */
  function moveOn(minute: number, seen: number | null, nextFree: number): Promise<boolean> {
    return conditional(
      client.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(minute),
          UpdateExpression: 'SET nextFree = :nextFree, expiresAt = :expiresAt',
          ConditionExpression: seen === null ? 'attribute_not_exists(nextFree)' : 'nextFree = :seen',
          ExpressionAttributeValues: {
            ':nextFree': nextFree,
            ':expiresAt': Math.floor(minute / 1000) + DAY_SECONDS,
            ...(seen !== null && { ':seen': seen }),
          },
        }),
      ),
    );
  }

  return {
    async reserve(from, count, spacing) {
      let minute = minuteOf(from);
      const last = minute + MOST_MINUTES * MINUTE;
      for (let tries = 0; minute < last && tries < MOST_TRIES;) {
        const seen = await readNextFree(minute);
        const { slots, nextFree } = slotsWithin({ minute, nextFree: seen ?? minute }, from, count, spacing);
        if (slots.length === 0) minute += MINUTE;
        else if (await moveOn(minute, seen, nextFree)) return slots;
        else tries++;
      }
      throw new TransientError('No free slot was found.');
    },

    lease(holder, now, until) {
      return conditional(
        client.send(
          new UpdateCommand({
            TableName,
            Key: LEASE,
            UpdateExpression: 'SET holder = :holder, heldUntil = :until',
            ConditionExpression: 'attribute_not_exists(holder) OR holder = :holder OR heldUntil < :now',
            ExpressionAttributeValues: { ':holder': holder, ':now': now, ':until': until },
          }),
        ),
      );
    },

    async release(holder) {
      await conditional(
        client.send(
          new DeleteCommand({
            TableName,
            Key: LEASE,
            ConditionExpression: 'holder = :holder',
            ExpressionAttributeValues: { ':holder': holder },
          }),
        ),
      );
    },
  };
}
