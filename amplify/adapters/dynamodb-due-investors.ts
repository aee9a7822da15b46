import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DueInvestors } from '../domain/ports';
import { schedulePreferences } from '../domain/preferences';
import type { DueInvestor } from '../domain/profile';
import { transient } from './dynamodb';
import { problemsOf } from './read-row';
import { DUE_SHARDS } from './shards';

/** Name of the sparse index (dueShard, nextDigestAt) in amplify/data/resource.ts. */
export const DUE_INDEX = 'due';

interface DueTable {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** Receives each row that cannot be read. It is left out, so that the others get their email. */
  onInvalid: (investorId: unknown, problem: string) => void;
}

/** A port of its own, so that only the batch bundles it. */
export function createDueInvestors(table: DueTable): DueInvestors {
  return { due: (before, notBefore) => readDue(table, before, notBefore) };
}

/**
 * The attributes that the schedule needs; the rest of the profile is not read. Any text is a time zone here: one that was
 * renamed since it was saved is reported by the schedule.
 */
const dueInvestor = schedulePreferences.extend({
  timeZone: z.string(),
  investorId: z.string(),
  nextDigestAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
const WANTED = Object.keys(dueInvestor.shape);

/** Earliest first over all shards, whose next pages are under way while this one is used. */
async function* readDue(table: DueTable, before: string, notBefore = ''): AsyncGenerator<DueInvestor> {
  const shards = Array.from({ length: DUE_SHARDS }, (_, shard) => new ShardReader(table, shard, before, notBefore));
  await Promise.all(shards.map((shard) => shard.fill()));
  for (;;) {
    let first: ShardReader | null = null;
    for (const shard of shards) {
      if (shard.head && (!first || shard.head.nextDigestAt < first.head!.nextDigestAt)) first = shard;
    }
    if (!first) return;
    yield first.head!;
    first.at++;
    if (!first.head) await first.fill();
  }
}

interface Page {
  rows: DueInvestor[];
  /** Where the next page begins; absent on the last one. */
  end?: Record<string, unknown>;
}

/** One partition of the index, one page ahead of its reader. */
class ShardReader {
  at = 0;
  #rows: DueInvestor[] = [];
  #next: Promise<Page> | null;

  constructor(
    private readonly table: DueTable,
    private readonly shard: number,
    private readonly before: string,
    private readonly notBefore: string,
  ) {
    this.#next = this.#read();
  }

  get head(): DueInvestor | undefined {
    return this.#rows[this.at];
  }

  /** Turns to the next page with somebody on it, or to the end. */
  async fill(): Promise<void> {
    while (!this.head && this.#next) {
      const { rows, end } = await this.#next;
      this.#next = end ? this.#read(end) : null;
      this.#rows = rows;
      this.at = 0;
    }
  }

  #read(start?: Record<string, unknown>): Promise<Page> {
    const page = this.#query(start);
    // A reader that stops early must not cause an unhandled rejection.
    page.catch(() => undefined);
    return page;
  }

  #parse(row: Record<string, unknown>): DueInvestor[] {
    const parsed = dueInvestor.safeParse(row);
    if (parsed.success) return [parsed.data];
    this.table.onInvalid(row['investorId'], problemsOf(parsed.error));
    return [];
  }

  async #query(start?: Record<string, unknown>): Promise<Page> {
    const { client, tableName } = this.table;
    const { Items = [], LastEvaluatedKey } = await transient(
      client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: DUE_INDEX,
          KeyConditionExpression: this.notBefore
            ? '#shard = :shard AND #nextDigestAt BETWEEN :notBefore AND :before'
            : '#shard = :shard AND #nextDigestAt < :before',
          ProjectionExpression: WANTED.map((name) => `#${name}`).join(', '),
          ExpressionAttributeNames: {
            '#shard': 'dueShard',
            ...Object.fromEntries(WANTED.map((name) => [`#${name}`, name])),
          },
          ExpressionAttributeValues: {
            ':shard': String(this.shard),
            ':before': this.before,
            ...(this.notBefore && { ':notBefore': this.notBefore }),
          },
          ...(start && { ExclusiveStartKey: start }),
        }),
      ),
    );
    const rows = Items.flatMap((row) => this.#parse(row));
    // BETWEEN takes in its upper end, which is the next hour's.
    return {
      rows: this.notBefore ? rows.filter((row) => row.nextDigestAt < this.before) : rows,
      end: LastEvaluatedKey,
    };
  }
}
