import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeliveryRecord } from '../../amplify/adapters/dynamodb-delivery-record';
import { createDigestLedger } from '../../amplify/adapters/dynamodb-digest-ledger';
import { createDueInvestors } from '../../amplify/adapters/dynamodb-due-investors';
import { createInvestorProfiles } from '../../amplify/adapters/dynamodb-investor-profiles';
import { createPortfolio } from '../../amplify/adapters/dynamodb-portfolio';
import { createRecommendations } from '../../amplify/adapters/dynamodb-recommendations';
import { createSendSlots } from '../../amplify/adapters/dynamodb-send-slots';
import { dueShard, openShard } from '../../amplify/adapters/shards';
import { sampleProfile } from '../fakes/samples';
import { startTables } from './dynamodb-tables';

const AT = '2026-03-30T06:00:00.000Z';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables?.stop());

const on = (tableName: string) => ({ client: tables.client, tableName });
const put = (TableName: string, Item: object) => tables.client.send(new PutCommand({ TableName, Item: { ...Item } }));

function profileRow(investorId: string, values: object) {
  const profile = sampleProfile({ investorId, nextDigestAt: AT });
  const row = { ...profile, dueShard: dueShard(investorId), ...values };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

describe('a row from before reasons were codes has its sentence as the detail of another reason', () => {
  it('in the table InvestorProfile', async () => {
    const sentence = '3 emails in a row came back: 452 mailbox full';
    const stopped = { emailStatus: 'bounced', emailStatusReason: sentence, nextDigestAt: null, dueShard: null };
    await put('InvestorProfile', profileRow('fay', stopped));
    expect(await createInvestorProfiles(on('InvestorProfile')).get('fay')).toMatchObject({
      emailStatusReason: 'other',
      emailStatusDetail: sentence,
    });
  });

  it('in the table SendingControl, also where an operator wrote it', async () => {
    const reason = 'In 24 hours 5.10 % of 800 emails bounced.';
    await put('SendingControl', { kind: 'hold', at: 'digests', pausedAt: AT, reason });
    const record = createDeliveryRecord(on('SendingControl'));
    expect(await record.hold()).toMatchObject({ pausedAt: AT, reason: 'other', reasonDetail: reason });
    await put('SendingControl', { kind: 'hold', at: 'digests', pausedAt: AT });
    expect(await record.hold()).toMatchObject({ reason: 'byOperator', reasonDetail: null });
  });

  it('in the table SendingControl, where an operator cleared a hold by NULL: the next one is written', async () => {
    await put('SendingControl', { kind: 'hold', at: 'digests', pausedAt: null });
    const record = createDeliveryRecord(on('SendingControl'));
    expect(await record.hold()).toMatchObject({ pausedAt: null });
    await record.pause(AT, { delivered: 740, bounced: 60, complained: 0 });
    expect(await record.hold()).toMatchObject({ pausedAt: AT, reason: 'limitReached' });
  });
});

describe('a stored row that its schema refuses', () => {
  it('leaves one investor out of the hour, and not the others', async () => {
    await put('InvestorProfile', profileRow('ada', {}));
    await put('InvestorProfile', profileRow('bob', { weekdays: ['someday'] }));
    const invalid: [unknown, string][] = [];
    const { due } = createDueInvestors({
      ...on('InvestorProfile'),
      onInvalid: (id, problem) => void invalid.push([id, problem]),
    });
    const found: string[] = [];
    for await (const { investorId } of due('2026-03-30T07:00:00.000Z')) found.push(investorId);
    expect(found).toEqual(['ada']);
    expect(invalid).toEqual([['bob', expect.stringContaining('weekdays.0')]]);
  });

  it('leaves one digest out of the stuck ones, and not the others', async () => {
    const openSince = '2026-03-30T06:10:00.000Z';
    const open = { kind: 'daily', dueAt: AT, localDate: '2026-03-30', matchTotal: 0, openSince, updatedAt: openSince };
    for (const [investorId, status] of [
      ['bob', 'lost'],
      ['ada', 'matched'],
    ] as const) {
      const row = { investorId, key: 'daily#stuck', ...open, status, openShard: openShard('bob') };
      await put('Digest', row);
    }
    const unreadable: string[] = [];
    const ledger = createDigestLedger({
      ...on('Digest'),
      now: () => new Date('2026-03-30T08:00:00.000Z'),
      onUnreadable: ({ message }) => void unreadable.push(message),
    });
    const found: string[] = [];
    for await (const { investorId } of ledger.stuck(60_000)) found.push(investorId);
    expect(found).toEqual(['ada']);
    expect(unreadable).toEqual([expect.stringMatching(/^Digest bob daily#stuck: status: /)]);
  });

  it('is an error that names table, key and field, and no value', async () => {
    await put('InvestorProfile', profileRow('eve', { emailStatus: 'secret' }));
    const read = createInvestorProfiles(on('InvestorProfile')).get('eve');
    await expect(read).rejects.toMatchObject({ name: 'UnreadableRowError' });
    await expect(read).rejects.toThrow(/^InvestorProfile eve: emailStatus: /);
    await expect(read).rejects.not.toThrow('secret');
  });

  it('still has a time zone that was renamed since it was saved: the schedule reports it', async () => {
    await put('InvestorProfile', profileRow('dan', { timeZone: 'Mars/Phobos' }));
    expect(await createInvestorProfiles(on('InvestorProfile')).get('dan')).toMatchObject({ timeZone: 'Mars/Phobos' });
  });

  it.each<[string, object, (investorId: string) => Promise<unknown>, RegExp]>([
    [
      'Digest',
      { key: 'daily#2026-03-30', kind: 'daily', status: 'lost', dueAt: AT, localDate: '2026-03-30', matchTotal: 0 },
      (id) => createDigestLedger({ ...on('Digest'), now: () => new Date(AT) }).get(id, 'daily#2026-03-30'),
      /^Digest ada daily#2026-03-30: status: /,
    ],
    [
      'Bookmark',
      { userId: 'ada', startupId: 'acme', startupName: 'Acme', note: 7, createdAt: AT, updatedAt: AT },
      (id) => createPortfolio(on('Bookmark')).list(id),
      /^Bookmark ada acme: note: /,
    ],
    [
      'Recommendation',
      { startupId: 'acme', startupName: 'Acme', digestKey: 'k', sentAt: 'yesterday', round: '' },
      (id) => createRecommendations(on('Recommendation')).list(id),
      /^Recommendation ada: sentAt: /,
    ],
  ])('in the table %s is reported with its field', async (table, row, read, message) => {
    await put(table, { investorId: 'ada', ...row });
    await expect(read('ada')).rejects.toThrow(message);
  });

  it.each<[object, (table: ReturnType<typeof on>) => Promise<unknown>, RegExp]>([
    [
      { kind: 'hold', at: 'digests', pausedAt: 'yesterday' },
      (table) => createDeliveryRecord(table).hold(),
      /^SendingControl hold digests: pausedAt: /,
    ],
    [
      { kind: 'counts', at: AT, bounced: '7' },
      (table) => createDeliveryRecord(table).since(AT),
      /^SendingControl counts 2026-03-30T06:00:00.000Z: bounced: /,
    ],
    [
      { kind: 'slots', at: AT, nextFree: 'soon' },
      (table) => createSendSlots(table).reserve(Date.parse(AT), 1, 100),
      /^SendingControl slots 2026-03-30T06:00:00.000Z: nextFree: /,
    ],
  ])('in the table SendingControl sends no digest: %j', async (row, read, message) => {
    await put('SendingControl', row);
    await expect(read(on('SendingControl'))).rejects.toThrow(message);
  });

  it('of an older version has the defaults of the fields that were added since', async () => {
    const match = { startupId: 'acme', name: 'Acme', score: 90, round: 'seed||', reasons: [] };
    const row = { key: 'daily#2025-01-01', kind: 'daily', status: 'sent', dueAt: AT, localDate: '2025-01-01' };
    await put('Digest', { investorId: 'old', ...row, matches: [match], matchTotal: 1, reason: 'It rained.' });
    const ledger = createDigestLedger({ ...on('Digest'), now: () => new Date(AT) });
    expect(await ledger.get('old', 'daily#2025-01-01')).toMatchObject({
      matches: [{ ...match, website: null, source: null, changed: null }],
      nearMisses: [],
      sentAt: null,
      reason: 'other',
      reasonDetail: 'It rained.',
    });
  });
});
