import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';

export type TableRow = Record<string, unknown> & { id: string };

/** The operations of the Startup table that the importer uses. */
export interface StartupTable {
  /** At most 100 ids. */
  get(ids: readonly string[]): Promise<Map<string, TableRow>>;
  /** At most 25 rows, each replaced as a whole. */
  put(rows: readonly TableRow[]): Promise<void>;
}

/** The table kept throttling. A second run continues where this one stopped. */
export class TableBusyError extends Error {
  override readonly name = 'TableBusyError';
}

const TRIES = 10;

/** Milliseconds before a retry: exponential backoff up to 5 s with full jitter (AWS Architecture Blog, 2015). */
function backoff(attempt: number): Promise<void> {
  return sleep(Math.random() * Math.min(5000, 50 * 2 ** attempt));
}

export function createStartupTable({
  client,
  tableName,
  pause = backoff,
}: {
  client: DynamoDBDocumentClient;
  tableName: string;
  pause?: (attempt: number) => Promise<void>;
}): StartupTable {
  async function untilDone<T>(pending: T, send: (pending: T) => Promise<T | null>): Promise<void> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (attempt > 0) await pause(attempt);
      const left = await send(pending);
      if (left === null) return;
      pending = left;
    }
    throw new TableBusyError(`${tableName} takes no more for now. Import again: what is stored is not written twice.`);
  }

  return {
    async get(ids) {
      const found = new Map<string, TableRow>();
      await untilDone<Record<string, unknown>[]>(
        ids.map((id) => ({ id })),
        async (keys) => {
          const answer = await client.send(new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys } } }));
          for (const row of answer.Responses?.[tableName] ?? []) found.set(row.id as string, row as TableRow);
          const left = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
          return left.length > 0 ? left : null;
        },
      );
      return found;
    },

    async put(rows) {
      await untilDone(
        rows.map((Item) => ({ PutRequest: { Item: Item as Record<string, unknown> } })),
        async (requests) => {
          const answer = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
          const left = (answer.UnprocessedItems?.[tableName] ?? []) as typeof requests;
          return left.length > 0 ? left : null;
        },
      );
    },
  };
}
