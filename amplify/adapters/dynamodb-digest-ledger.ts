import {
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import {
  DIGEST_STATUSES,
  OPEN_SHARDS,
  openShard,
  type Digest,
  type DigestMatch,
  type DigestStatus,
} from '../domain/digest';
import type { DigestLedger } from '../domain/ports';
import { assignments, conditional, transient, withoutNulls } from './dynamodb';

/** Name of the index (investorId, dueAt) in amplify/data/resource.ts. */
export const BY_DUE_AT_INDEX = 'byDueAt';

/** Name of the sparse index (openShard, openSince), keys only, in amplify/data/resource.ts. */
export const OPEN_INDEX = 'open';

/** News that a later event does not take the place of. */
const GRAVER: Record<'delivered' | 'bounced' | 'complained', DigestStatus[]> = {
  delivered: ['delivered', 'bounced', 'complained'],
  bounced: ['bounced', 'complained'],
  complained: ['complained'],
};

const CLOSED = { openShard: null, openSince: null };

interface Move {
  from: readonly DigestStatus[];
  /** Null removes. */
  values: Record<string, unknown> & { status: DigestStatus };
  /** Makes it open, if it is not: since now. */
  open?: boolean;
  /** Only if this caller holds the claim. */
  holder?: string;
}

export function createDigestLedger(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** Writes carry this clock's time as updatedAt. */
  now: () => Date;
}): DigestLedger {
  const { client, tableName: TableName, now } = options;

  /** One conditional write: moves the digest to `values.status` only from one of the given statuses. */
  function move(investorId: string, key: string, { from, values, open, holder }: Move): Promise<boolean> {
    const at = now().toISOString();
    const { expression, names, values: attributes } = assignments({ ...values, updatedAt: at });
    const allowed = Object.fromEntries(from.map((status, i) => [`:from${i}`, status]));
    const opening = 'SET openShard = :openShard, openSince = if_not_exists(openSince, :openSince), ';
    const isFrom = `#status IN (${Object.keys(allowed).join(', ')})`;
    return conditional(
      client.send(
        new UpdateCommand({
          TableName,
          Key: { investorId, key },
          UpdateExpression: open ? expression.replace(/^SET /, opening) : expression,
          ConditionExpression: holder === undefined ? isFrom : `${isFrom} AND claimedBy = :holder`,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: {
            ...attributes,
            ...allowed,
            ...(open && { ':openShard': openShard(investorId), ':openSince': at }),
            ...(holder !== undefined && { ':holder': holder }),
          },
        }),
      ),
    );
  }

  async function read(investorId: string, key: string): Promise<Record<string, any> | null> {
    const { Item } = await transient(
      client.send(new GetCommand({ TableName, Key: { investorId, key }, ConsistentRead: true })),
    );
    return Item ?? null;
  }

  return {
    async get(investorId, key) {
      const row = await read(investorId, key);
      return row && fromRow(row);
    },

    async list(investorId, limit) {
      const { Items } = await transient(
        client.send(
          new QueryCommand({
            TableName,
            IndexName: BY_DUE_AT_INDEX,
            KeyConditionExpression: 'investorId = :investorId',
            ExpressionAttributeValues: { ':investorId': investorId },
            ScanIndexForward: false,
            Limit: limit,
          }),
        ),
      );
      return (Items ?? []).map(fromRow);
    },

    async plan(digest) {
      const at = now().toISOString();
      const planned = await conditional(
        client.send(
          new PutCommand({
            TableName,
            Item: {
              ...digest,
              status: 'planned',
              matches: [],
              nearMisses: [],
              matchTotal: 0,
              openShard: openShard(digest.investorId),
              // One that is planned for later is not late before its minute.
              openSince: latest(digest.dueAt, at),
              createdAt: at,
              updatedAt: at,
              __typename: 'Digest',
            },
            ConditionExpression: 'attribute_not_exists(investorId)',
          }),
        ),
      );
      return planned ? 'planned' : 'exists';
    },

    replan(investorId, key, dueAt) {
      const openSince = latest(dueAt, now().toISOString());
      return move(investorId, key, {
        from: ['planned', 'matching', 'matched', 'noMatches', 'skipped', 'rejected', 'missed', 'failed'],
        values: { status: 'planned', reason: null, dueAt, openShard: openShard(investorId), openSince },
      });
    },

    beginMatching(investorId, key) {
      const from: DigestStatus[] = ['planned', 'matching', 'matched', 'failed'];
      return move(investorId, key, { from, values: { status: 'matching', reason: null }, open: true });
    },

    async recordMatches(investorId, key, { matches, nearMisses, matchTotal }) {
      await move(investorId, key, {
        from: ['matching'],
        values: {
          status: matches.length > 0 ? 'matched' : 'noMatches',
          ...(matches.length === 0 && CLOSED),
          matches: matches.map(matchRow),
          nearMisses: nearMisses.map(withoutNulls),
          matchTotal,
        },
      });
    },

    async claim(investorId, key, holder) {
      const values = { status: 'claimed', claimedBy: holder, reason: null } as const;
      const claimed =
        (await move(investorId, key, { from: ['matched', 'rejected'], values, open: true })) ||
        // The answer to the first try was lost on its way.
        (await move(investorId, key, { from: ['claimed'], values, holder }));
      return claimed ? 'claimed' : 'taken';
    },

    async markSending(investorId, key, holder, matches) {
      const marked = await move(investorId, key, {
        from: ['claimed', 'sending'],
        values: { status: 'sending', matches: matches.map(matchRow) },
        holder,
      });
      if (!marked) throw new Error(`Digest ${key} is no longer claimed, so it is not sent.`);
    },

    async release(investorId, key, holder, reason) {
      const from: DigestStatus[] = ['claimed', 'sending', 'unknown'];
      await move(investorId, key, { from, values: { status: 'matched', reason }, open: true, holder });
    },

    async markSent(investorId, key, at, sesMessageId) {
      const values = { sentAt: at, sesMessageId, reason: null, ...CLOSED };
      if (await move(investorId, key, { from: ['sending', 'unknown'], values: { status: 'sent', ...values } })) return;
      // The delivery event was faster than SES's answer: keep its graver status, add what only the sender knows.
      for (const status of ['delivered', 'bounced', 'complained'] as const) {
        if (await move(investorId, key, { from: [status], values: { status, ...values } })) return;
      }
    },

    async settle(investorId, key, status, reason, holder) {
      await move(investorId, key, {
        from: settledFrom(status, holder !== undefined),
        values: { status, reason, ...(status === 'rejected' && { sentAt: null }), ...CLOSED },
        ...(holder !== undefined && { holder }),
      });
    },

    async recordDelivery(investorId, key, status, at, sesMessageId) {
      const from = DIGEST_STATUSES.filter((one) => !GRAVER[status].includes(one));
      const values = { status, sesMessageId, reason: null, ...CLOSED };
      const changed = await move(investorId, key, { from, values });
      await conditional(
        client.send(
          new UpdateCommand({
            TableName,
            Key: { investorId, key },
            UpdateExpression: 'SET sentAt = if_not_exists(sentAt, :at)',
            ConditionExpression: '#status = :status',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':at': at, ':status': status },
          }),
        ),
      );
      return changed;
    },

    async *stuck(before) {
      for (let shard = 0; shard < OPEN_SHARDS; shard++) {
        let start: Record<string, unknown> | undefined;
        do {
          const page = await transient(
            client.send(
              new QueryCommand({
                TableName,
                IndexName: OPEN_INDEX,
                KeyConditionExpression: 'openShard = :shard AND openSince < :before',
                ExpressionAttributeValues: { ':shard': String(shard), ':before': before },
                ...(start && { ExclusiveStartKey: start }),
              }),
            ),
          );
          for (const { investorId, key } of page.Items ?? []) {
            const row = await read(investorId, key);
            if (row?.['openSince'] < before && row?.['updatedAt'] < before) yield fromRow(row!);
          }
          start = page.LastEvaluatedKey;
        } while (start);
      }
    },
  };
}

function settledFrom(status: DigestStatus, byHolder: boolean): readonly DigestStatus[] {
  if (status === 'unknown') return ['claimed', 'sending'];
  if (status === 'rejected') return byHolder ? ['claimed', 'sending', 'unknown'] : ['sending', 'sent', 'unknown'];
  return ['planned', 'matching', 'matched', 'claimed', 'rejected'];
}

function latest(one: string, other: string): string {
  return one > other ? one : other;
}

function matchRow(match: DigestMatch): object {
  return { ...withoutNulls(match), reasons: match.reasons.map(withoutNulls) };
}

function fromRow(row: Record<string, any>): Digest {
  const unknownFacts = { industry: null, fundingStage: null, country: null, region: null, city: null };
  return {
    sentAt: null,
    sesMessageId: null,
    reason: null,
    ...row,
    matches: (row['matches'] ?? []).map((match: any) => ({
      ...unknownFacts,
      fundingAmount: null,
      website: null,
      source: null,
      changed: null,
      ...match,
      reasons: match.reasons.map((reason: object) => ({ value: null, share: null, ...reason })),
    })),
    nearMisses: (row['nearMisses'] ?? []).map((miss: object) => ({ value: null, ...miss })),
  } as Digest;
}
