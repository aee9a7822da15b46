import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DueInvestors } from '../domain/ports';
import { schedulePreferences } from '../domain/preferences';
import type { DueInvestor } from '../domain/profile';
import { queryPages } from './dynamodb';
import { rowProblems } from './read-row';
import { DUE_SHARDS } from './shards';

/** Name of the sparse index (dueShard, nextDigestAt) in amplify/data/resource.ts. */
export const DUE_INDEX = 'due';

interface DueTable {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** Receives each row that cannot be read. It is left out, so that the others get their email. */
  onInvalid: (investorId: unknown, problem: string) => void;
}

/** Separate from the profiles' adapter, so that only the batch bundles it. */
export function createDueInvestors(table: DueTable): DueInvestors {
  return { due: (before, notBefore) => readDue(table, before, notBefore) };
}

/**
 * The attributes that the schedule needs; the rest of the profile is not read. Any text is accepted as a time zone: the
 * schedule reports a zone that was renamed since it was saved.
 */
const dueInvestor = schedulePreferences.extend({
  timeZone: z.string(),
  investorId: z.string(),
  nextDigestAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
const WANTED = Object.keys(dueInvestor.shape);

/** Merges all shards, earliest first. The next page of each shard loads while the current one is used. */
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

/** Reads one partition of the index, one page ahead. */
class ShardReader {
  at = 0;
  #rows: DueInvestor[] = [];
  readonly #pages: AsyncIterator<Record<string, unknown>[]>;
  #next: Promise<IteratorResult<Record<string, unknown>[]>>;

  constructor(
    private readonly table: DueTable,
    shard: number,
    private readonly before: string,
    private readonly notBefore: string,
  ) {
    this.#pages = queryPages(table.client, {
      TableName: table.tableName,
      IndexName: DUE_INDEX,
      KeyConditionExpression: notBefore
        ? '#shard = :shard AND #nextDigestAt BETWEEN :notBefore AND :before'
        : '#shard = :shard AND #nextDigestAt < :before',
      ProjectionExpression: WANTED.map((name) => `#${name}`).join(', '),
      ExpressionAttributeNames: {
        '#shard': 'dueShard',
        ...Object.fromEntries(WANTED.map((name) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ':shard': String(shard),
        ':before': before,
        ...(notBefore && { ':notBefore': notBefore }),
      },
    });
    this.#next = this.#request();
  }

  get head(): DueInvestor | undefined {
    return this.#rows[this.at];
  }

  /** Advances to the next page that has a due investor, or to the end. */
  async fill(): Promise<void> {
    while (!this.head) {
      const { done, value } = await this.#next;
      if (done) return;
      this.#next = this.#request();
      this.#rows = value.flatMap((row) => this.#parse(row));
      this.at = 0;
    }
  }

  #request(): Promise<IteratorResult<Record<string, unknown>[]>> {
    const page = this.#pages.next();
    // A reader that stops early must not cause an unhandled rejection.
    page.catch(() => undefined);
    return page;
  }

  #parse(row: Record<string, unknown>): DueInvestor[] {
    const parsed = dueInvestor.safeParse(row);
    if (!parsed.success) {
      this.table.onInvalid(row['investorId'], rowProblems(parsed.error));
      return [];
    }
    // BETWEEN includes its upper end, which belongs to the next hour.
    return this.notBefore && parsed.data.nextDigestAt >= this.before ? [] : [parsed.data];
  }
}
