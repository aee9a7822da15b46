import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transitionUpdate } from '../../amplify/adapters/digest-transition-update';
import { conditional, withoutNulls } from '../../amplify/adapters/dynamodb';
import { createDigestLedger } from '../../amplify/adapters/dynamodb-digest-ledger';
import { openShard } from '../../amplify/adapters/shards';
import { DIGEST_STATUSES } from '../../amplify/domain/digest/status';
import { transitioned, type DigestRecord } from '../../amplify/domain/digest/record';
import { TRANSITIONS, type Transition, type TransitionName } from '../../amplify/domain/digest/transitions';
import { sampleMatch } from '../fakes/samples';
import { startTables } from './dynamodb-tables';

const PLANNED_AT = '2026-03-28T05:00:00.000Z';
const NOW = '2026-03-29T06:00:05.000Z';
const NAMES = Object.keys(TRANSITIONS) as TransitionName[];

/** Values of the attributes that a caller gives. */
const GIVEN: Partial<DigestRecord> = {
  dueAt: '2026-03-29T09:00:00.000Z',
  claimedBy: 'run-2',
  kind: 'instant',
  localDate: '2026-03-30',
  matches: [sampleMatch()],
  nearMisses: [{ criterion: 'location', change: 'add', value: 'DE', gain: 3 }],
  matchTotal: 7,
  reason: 'paused',
  reasonDetail: '2026-04-01',
  sentAt: '2026-03-29T06:00:04.000Z',
  sesMessageId: 'ses-2',
};

function given(name: TransitionName): Partial<DigestRecord> {
  const { writes, writesOnce = [] }: Transition = TRANSITIONS[name];
  const values = [...writes, ...writesOnce].map((attribute) => [attribute, GIVEN[attribute]]);
  return Object.fromEntries(values);
}

/** A digest that was just planned. */
function plannedRecord(investorId: string): DigestRecord {
  const digest = { investorId, key: 'daily#2026-03-29' };
  const written = { kind: 'daily', localDate: '2026-03-29', dueAt: NOW, matches: [], nearMisses: [], matchTotal: 0 };
  return transitioned(digest, null, 'plan', written as Partial<DigestRecord>, { now: PLANNED_AT })!;
}

/** Records as the table may hold them: sent or not, open or closed. */
const STATES: Partial<DigestRecord>[] = [
  { claimedBy: 'run-1', openSince: PLANNED_AT, reason: 'sendLater', reasonDetail: 'throttled', sentAt: null },
  { claimedBy: null, openSince: null, sentAt: '2026-03-29T06:00:01.000Z', sesMessageId: 'ses-1' },
];

describe('each transition on DynamoDB does what the table says', () => {
  let tables: Awaited<ReturnType<typeof startTables>>;
  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());

  it.each(NAMES)('%s, from every status, with and without a holder', async (name) => {
    const outcomes: { at: string; stored: unknown; expected: unknown }[] = [];
    for (const status of DIGEST_STATUSES) {
      for (const [at, state] of STATES.entries()) {
        for (const holder of [undefined, 'run-1', 'run-3']) {
          const investorId = `${name}-${status}-${at}-${holder}`;
          const record = { ...plannedRecord(investorId), ...state, status };
          const { key } = record;
          const shard = record.openSince === null ? {} : { openShard: openShard(investorId) };
          const row = { ...withoutNulls(record), ...shard };
          await tables.client.send(new PutCommand({ TableName: 'Digest', Item: row }));
          const update = transitionUpdate({ investorId, key }, name, given(name), { now: NOW, holder });
          const applied = await conditional(tables.client.send(new UpdateCommand({ TableName: 'Digest', ...update })));
          const next = transitioned(record, record, name, given(name), { now: NOW, holder });
          const { Item } = await tables.client.send(new GetCommand({ TableName: 'Digest', Key: { investorId, key } }));
          outcomes.push({
            at: `${investorId}: ${applied}`,
            stored: withoutTableAttributes(Item!),
            expected: withoutTableAttributes(withoutNulls(next ?? record)),
          });
          expect(applied, investorId).toBe(next !== null);
          // A digest is in the index `open` exactly while it is open.
          expect('openShard' in Item!, investorId).toBe('openSince' in Item!);
        }
      }
    }
    for (const { at, stored, expected } of outcomes) expect(stored, at).toEqual(expected);
  });

  it.each(NAMES)('%s, where there is no digest', async (name) => {
    for (const holder of [undefined, 'run-1']) {
      const id = { investorId: `${name}-none-${holder}`, key: 'daily#2026-03-29' };
      const update = transitionUpdate(id, name, given(name), { now: NOW, holder });
      const applied = await conditional(tables.client.send(new UpdateCommand({ TableName: 'Digest', ...update })));
      const next = transitioned(id, null, name, given(name), { now: NOW, holder });
      const { Item } = await tables.client.send(new GetCommand({ TableName: 'Digest', Key: id }));
      expect(applied, id.investorId).toBe(next !== null);
      expect(Item && withoutTableAttributes(Item)).toEqual(
        next ? withoutTableAttributes(withoutNulls(next)) : undefined,
      );
      if (Item)
        expect(Item).toMatchObject({ createdAt: NOW, __typename: 'Digest', openShard: openShard(id.investorId) });
    }
  });
});

describe('a row from before reasons were codes', () => {
  it('has its sentence as the detail of another reason', async () => {
    const tables = await startTables();
    try {
      const record = plannedRecord('ada');
      const row = { ...withoutNulls(record), status: 'missed', reason: 'We could not send it on its day.' };
      await tables.client.send(new PutCommand({ TableName: 'Digest', Item: row }));
      const ledger = createDigestLedger({ client: tables.client, tableName: 'Digest', now: () => new Date(NOW) });
      expect(await ledger.get('ada', record.key)).toMatchObject({
        status: 'missed',
        reason: 'other',
        reasonDetail: 'We could not send it on its day.',
      });
    } finally {
      await tables.stop();
    }
  });
});

/** The row without the attributes that the adapter adds to a record. */
function withoutTableAttributes(row: object): object {
  const { openShard: _, createdAt: _at, __typename: _type, ...rest } = row as Record<string, unknown>;
  return JSON.parse(JSON.stringify(rest, (_key, value: unknown) => value ?? undefined)) as object;
}
