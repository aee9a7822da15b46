import { GetCommand, PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { readEmailStatusReason } from '../domain/email-status-reason';
import type { InvestorProfiles } from '../domain/ports';
import { DEFAULT_PREFERENCES } from '../domain/preferences';
import { investorProfile, type InvestorProfile } from '../domain/profile';
import { assignments, conditional, isConditionFailure, transient, withoutNulls } from './dynamodb';
import { readRow } from './read-row';
import { dueShard } from './shards';

const VERSION = '#preferencesVersion';

export function createInvestorProfiles(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
}): InvestorProfiles {
  const { client, tableName: TableName } = options;

  async function update(
    investorId: string,
    values: Record<string, unknown>,
    condition: string,
    more = {},
    changesPreferences = false,
  ) {
    const { expression, names, values: attributes } = assignments(values);
    const raised = changesPreferences && { ':none': 0, ':one': 1 };
    return transient(
      client.send(
        new UpdateCommand({
          TableName,
          Key: { investorId },
          UpdateExpression: raised
            ? expression.replace('SET ', `SET ${VERSION} = if_not_exists(${VERSION}, :none) + :one, `)
            : expression,
          ConditionExpression: condition,
          ExpressionAttributeNames: {
            ...names,
            '#investorId': 'investorId',
            ...(raised && { [VERSION]: 'preferencesVersion' }),
          },
          ExpressionAttributeValues: { ...attributes, ...more, ...raised },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
  }

  /** Reverts only the unsubscription that was read. A later one stays. */
  async function resume(profile: InvestorProfile, now: string): Promise<InvestorProfile> {
    const { investorId, emailStatus, emailStatusAt } = profile;
    if (emailStatus !== 'unsubscribed') return profile;
    const resumed = {
      emailStatus: 'active' as const,
      emailStatusReason: null,
      emailStatusDetail: null,
      emailStatusAt: now,
    };
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

  async function get(investorId: string): Promise<InvestorProfile | null> {
    const { Item } = await transient(
      client.send(new GetCommand({ TableName, Key: { investorId }, ConsistentRead: true })),
    );
    return Item ? fromRow(Item) : null;
  }

  return {
    get,

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
      const { investorId, email, updatedAt } = profile;
      const isOther = 'attribute_exists(#investorId) AND #email <> :email';
      const reachable = {
        emailStatus: 'active',
        emailStatusReason: null,
        emailStatusDetail: null,
        emailStatusAt: updatedAt,
      };
      const done = await conditional(
        update(investorId, { email, updatedAt, ...reachable }, `${isOther} AND #emailStatus IN (:active, :bounced)`, {
          ':active': 'active',
          ':bounced': 'bounced',
        }),
      );
      if (!done) await conditional(update(investorId, { email, updatedAt }, isOther));
    },

    async savePreferences(investorId, preferences, nextDigestAt, now, expectedVersion) {
      const isExpected =
        expectedVersion === 0
          ? `(attribute_not_exists(${VERSION}) OR ${VERSION} = :expected)`
          : `${VERSION} = :expected`;
      try {
        const { Attributes } = await update(
          investorId,
          {
            ...preferences,
            ...dueAt(investorId, nextDigestAt),
            onboarded: true,
            updatedAt: now,
          },
          `attribute_exists(#investorId)${expectedVersion === undefined ? '' : ` AND ${isExpected}`}`,
          expectedVersion === undefined ? {} : { ':expected': expectedVersion },
          true,
        );
        const profile = fromRow(Attributes!);
        return preferences.dailyRecommendations ? await resume(profile, now) : profile;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return expectedVersion !== undefined && (await get(investorId)) ? 'stale' : null;
      }
    },

    advance(investorId, from, to, updatedAt) {
      return conditional(
        update(
          investorId,
          dueAt(investorId, to),
          'attribute_exists(#investorId) AND #nextDigestAt = :from AND updatedAt = :updatedAt',
          { ':from': from, ':updatedAt': updatedAt },
        ),
      );
    },

    async setEmailStatus(investorId, status, reason, at) {
      const why = { emailStatusReason: reason.code, emailStatusDetail: reason.detail ?? null };
      const values = { emailStatus: status, ...why, emailStatusAt: at, updatedAt: at };
      const exists = 'attribute_exists(#investorId)';
      if (status === 'unsubscribed') {
        const isOn = `${exists} AND #emailStatus = :active`;
        await conditional(update(investorId, values, isOn, { ':active': 'active' }, true));
        return;
      }
      const isNew = '(#emailStatus <> :active OR attribute_not_exists(#emailStatusAt) OR #emailStatusAt <= :since)';
      const notGraver = status === 'complained' ? '' : ' AND #emailStatus <> :complained';
      const more = { ':active': 'active', ':since': at, ...(notGraver && { ':complained': 'complained' }) };
      await conditional(update(investorId, values, `${exists} AND ${isNew}${notGraver}`, more));
    },

    async resumeEmail(investorId, from, now) {
      try {
        const { Attributes } = await update(
          investorId,
          {
            emailStatus: 'active',
            emailStatusReason: null,
            emailStatusDetail: null,
            emailStatusAt: now,
            updatedAt: now,
          },
          'attribute_exists(#investorId) AND #emailStatus = :from',
          { ':from': from },
          from === 'unsubscribed',
        );
        return fromRow(Attributes!);
      } catch (error) {
        if (isConditionFailure(error)) return null;
        throw error;
      }
    },
  };
}

/** The key of the due index. Without a next digest the row is not in the index. */
function dueAt(investorId: string, nextDigestAt: string | null) {
  return { nextDigestAt, dueShard: nextDigestAt ? dueShard(investorId) : null };
}

/** Any text is accepted as a time zone: the schedule reports a zone that was renamed since it was saved. */
const storedProfile = investorProfile.extend({ timeZone: z.string() });

function fromRow(row: Record<string, unknown>): InvestorProfile {
  const stored = { ...DEFAULT_PREFERENCES, ...row, ...readEmailStatusReason(row) };
  return readRow(storedProfile, stored, 'InvestorProfile', String(row['investorId']));
}
