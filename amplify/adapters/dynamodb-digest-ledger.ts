import {
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { Digest, DigestStatus } from '../domain/digest';
import type { DigestLedger } from '../domain/ports';
import { assignments, conditional, transient, withoutNulls } from './dynamodb';

/** Name of the index (investorId, dueAt) in amplify/data/resource.ts. */
export const BY_DUE_AT_INDEX = 'byDueAt';

/** From which statuses each delivery event is taken; the gravest news stays. */
const DELIVERY_FROM: Record<'delivered' | 'bounced' | 'complained', DigestStatus[]> = {
  delivered: ['sending', 'sent', 'unknown'],
  bounced: ['sending', 'sent', 'unknown', 'delivered'],
  complained: ['sending', 'sent', 'unknown', 'delivered', 'bounced'],
};

export function createDigestLedger(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** Writes carry this clock's time as updatedAt. */
  now: () => Date;
}): DigestLedger {
  const { client, tableName: TableName, now } = options;

  /** One conditional write: moves the digest to `values.status` only from one of the given statuses. */
  function move(
    investorId: string,
    key: string,
    from: readonly DigestStatus[],
    values: Partial<Digest> & { status: DigestStatus },
  ): Promise<boolean> {
    const { expression, names, values: attributes } = assignments({ ...values, updatedAt: now().toISOString() });
    const allowed = Object.fromEntries(from.map((status, i) => [`:from${i}`, status]));
    return conditional(
      client.send(
        new UpdateCommand({
          TableName,
          Key: { investorId, key },
          UpdateExpression: expression,
          ConditionExpression: `#status IN (${Object.keys(allowed).join(', ')})`,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ...attributes, ...allowed },
        }),
      ),
    );
  }

  return {
    async get(investorId, key) {
      const { Item } = await transient(
        client.send(new GetCommand({ TableName, Key: { investorId, key }, ConsistentRead: true })),
      );
      return Item ? fromRow(Item) : null;
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

    beginMatching(investorId, key) {
      return move(investorId, key, ['planned', 'matching', 'matched', 'failed'], { status: 'matching', reason: null });
    },

    async recordMatches(investorId, key, { matches, nearMisses, matchTotal }) {
      await move(investorId, key, ['matching'], {
        status: matches.length > 0 ? 'matched' : 'noMatches',
        matches: matches.map((match) => ({
          ...withoutNulls(match),
          reasons: match.reasons.map(withoutNulls),
        })) as never,
        nearMisses: nearMisses.map(withoutNulls) as never,
        matchTotal,
      });
    },

    async claim(investorId, key) {
      return (await move(investorId, key, ['matched', 'rejected'], { status: 'claimed' })) ? 'claimed' : 'taken';
    },

    async markSending(investorId, key) {
      const marked = await move(investorId, key, ['claimed'], { status: 'sending' });
      if (!marked) throw new Error(`Digest ${key} is no longer claimed, so it is not sent.`);
    },

    async markSent(investorId, key, at, sesMessageId) {
      if (await move(investorId, key, ['sending'], { status: 'sent', sentAt: at, sesMessageId })) return;
      // The delivery event was faster than SES's answer: keep its graver status, add what only the sender knows.
      for (const status of ['delivered', 'bounced', 'complained'] as const) {
        if (await move(investorId, key, [status], { status, sentAt: at, sesMessageId })) return;
      }
    },

    async settle(investorId, key, status, reason) {
      const from: DigestStatus[] =
        status === 'unknown' || status === 'rejected'
          ? ['claimed', 'sending']
          : ['planned', 'matching', 'matched', 'claimed', 'rejected'];
      await move(investorId, key, from, { status, reason });
    },

    async recordDelivery(investorId, key, status, at, sesMessageId) {
      const changed = await move(investorId, key, DELIVERY_FROM[status], { status, sesMessageId });
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
  };
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
      changed: null,
      ...match,
      reasons: match.reasons.map((reason: object) => ({ value: null, share: null, ...reason })),
    })),
    nearMisses: (row['nearMisses'] ?? []).map((miss: object) => ({ value: null, ...miss })),
  } as Digest;
}
