import {
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { InvestorProfiles } from '../domain/ports';
import { DEFAULT_PREFERENCES } from '../domain/preferences';
import { DUE_SHARDS, dueShard, type InvestorProfile } from '../domain/profile';
import { assignments, conditional, isConditionFailure, transient, withoutNulls } from './dynamodb';

/** Name of the sparse index (dueShard, nextDigestAt) in amplify/data/resource.ts. */
export const DUE_INDEX = 'due';

export function createInvestorProfiles(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
}): InvestorProfiles {
  const { client, tableName: TableName } = options;

  async function update(investorId: string, values: Record<string, unknown>, condition: string, more = {}) {
    const { expression, names, values: attributes } = assignments(values);
    return transient(
      client.send(
        new UpdateCommand({
          TableName,
          Key: { investorId },
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeNames: { ...names, '#investorId': 'investorId' },
          ExpressionAttributeValues: { ...attributes, ...more },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
  }

  /** Only the unsubscribing that was read is taken back: one that comes meanwhile is the later wish. */
  async function resume(profile: InvestorProfile, now: string): Promise<InvestorProfile> {
    const { investorId, emailStatus, emailStatusAt } = profile;
    if (emailStatus !== 'unsubscribed') return profile;
    const resumed = { emailStatus: 'active' as const, emailStatusReason: null, emailStatusAt: now };
    const done = await conditional(
      update(
        investorId,
        resumed,
        'attribute_exists(#investorId) AND #emailStatus = :unsubscribed AND #emailStatusAt = :since',
        {
          ':unsubscribed': 'unsubscribed',
          ':since': emailStatusAt,
        },
      ),
    );
    return done ? { ...profile, ...resumed } : profile;
  }

  return {
    async get(investorId) {
      const { Item } = await transient(
        client.send(new GetCommand({ TableName, Key: { investorId }, ConsistentRead: true })),
      );
      return Item ? fromRow(Item) : null;
    },

    async register(profile) {
      const created = await conditional(
        client.send(
          new PutCommand({
            TableName,
            Item: { ...withoutNulls(profile), __typename: 'InvestorProfile' },
            ConditionExpression: 'attribute_not_exists(investorId)',
          }),
        ),
      );
      if (created) return;
      await conditional(
        update(
          profile.investorId,
          { email: profile.email, updatedAt: profile.updatedAt },
          'attribute_exists(#investorId) AND #email <> :email',
        ),
      );
    },

    async savePreferences(investorId, preferences, nextDigestAt, now) {
      try {
        const { Attributes } = await update(
          investorId,
          {
            ...preferences,
            nextDigestAt,
            dueShard: nextDigestAt ? dueShard(investorId) : null,
            onboarded: true,
            updatedAt: now,
          },
          'attribute_exists(#investorId)',
        );
        const profile = fromRow(Attributes!);
        return preferences.dailyRecommendations ? await resume(profile, now) : profile;
      } catch (error) {
        if (isConditionFailure(error)) return null;
        throw error;
      }
    },

    advance(investorId, from, to, updatedAt) {
      return conditional(
        update(
          investorId,
          { nextDigestAt: to, dueShard: to ? dueShard(investorId) : null },
          'attribute_exists(#investorId) AND #nextDigestAt = :from AND updatedAt = :updatedAt',
          { ':from': from, ':updatedAt': updatedAt },
        ),
      );
    },

    async setEmailStatus(investorId, status, reason, at) {
      const values = { emailStatus: status, emailStatusReason: reason, emailStatusAt: at, updatedAt: at };
      const exists = 'attribute_exists(#investorId)';
      await conditional(
        status === 'unsubscribed'
          ? update(investorId, values, `${exists} AND #emailStatus = :active`, { ':active': 'active' })
          : update(investorId, values, exists),
      );
    },

    async resumeEmail(investorId, from, now) {
      try {
        const { Attributes } = await update(
          investorId,
          { emailStatus: 'active', emailStatusReason: null, emailStatusAt: now, updatedAt: now },
          'attribute_exists(#investorId) AND #emailStatus = :from',
          { ':from': from },
        );
        return fromRow(Attributes!);
      } catch (error) {
        if (isConditionFailure(error)) return null;
        throw error;
      }
    },

    async *due(before) {
      for (let shard = 0; shard < DUE_SHARDS; shard++) {
        let start: Record<string, unknown> | undefined;
        do {
          const page = await transient(
            client.send(
              new QueryCommand({
                TableName,
                IndexName: DUE_INDEX,
                KeyConditionExpression: 'dueShard = :shard AND nextDigestAt < :before',
                ExpressionAttributeValues: { ':shard': String(shard), ':before': before },
                ...(start && { ExclusiveStartKey: start }),
              }),
            ),
          );
          for (const row of page.Items ?? []) yield fromRow(row);
          start = page.LastEvaluatedKey;
        } while (start);
      }
    },
  };
}

function fromRow(row: Record<string, unknown>): InvestorProfile {
  return {
    ...DEFAULT_PREFERENCES,
    emailStatusAt: null,
    emailStatusReason: null,
    nextDigestAt: null,
    dueShard: null,
    ...row,
  } as InvestorProfile;
}
