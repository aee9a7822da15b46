import { GetCommand, PutCommand, ScanCommand, DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogSnapshots } from '../../amplify/adapters/dynamodb-catalog-snapshots';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import { UnreadableSnapshotError } from '../../amplify/domain/catalog/snapshot-sections';
import { seededRandom } from '../eval/metrics';
import { sampleStartup } from '../fakes/samples';
import { startTables } from './dynamodb-tables';

const TableName = 'CatalogSnapshot';
const AS_OF = '2026-03-01T10:00:00.000Z';

/** Text that hardly compresses, so that the snapshot has several chunks. */
const random = seededRandom(1);
const noise = () => String.fromCharCode(...Array.from({ length: 4000 }, () => 0x4e00 + Math.floor(random() * 0x5000)));
const startups = Array.from({ length: 100 }, (_, at) => sampleStartup({ id: `s${at}`, description: noise() }));

let tables: Awaited<ReturnType<typeof startTables>>;
const snapshots = () => createCatalogSnapshots({ client: tables.client, tableName: TableName });
const items = async () => (await tables.client.send(new ScanCommand({ TableName }))).Items!;
const change = async (id: string, values: object) => {
  const { Item } = await tables.client.send(new GetCommand({ TableName, Key: { id } }));
  await tables.client.send(new PutCommand({ TableName, Item: { ...Item, ...values } }));
};

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables?.stop());
beforeEach(async () => {
  for (const { id } of await items()) await tables.client.send(new DeleteCommand({ TableName, Key: { id } }));
  await snapshots().publish(Catalog.from(startups), AS_OF);
});

const chunkIds = async () => (await items()).map(({ id }) => id as string).filter((id) => id !== 'manifest');

describe('a snapshot in several chunks', () => {
  it('is read completely, and each of its items has an expiry', async () => {
    expect((await chunkIds()).length).toBeGreaterThan(1);
    const { catalog } = (await snapshots().read())!;
    expect(catalog.at(57)).toEqual(startups[57]);
    for (const { expiresAt } of await items()) expect(expiresAt).toBe(Date.parse(AS_OF) / 1000 + 3 * 86_400);
  });

  it.each<[string, () => Promise<void>]>([
    ['of an older format', () => change('manifest', { format: '0 id name' })],
    ['with an invalid manifest', () => change('manifest', { chunks: -1 })],
    [
      'that lacks a chunk',
      async () =>
        void (await tables.client.send(new DeleteCommand({ TableName, Key: { id: (await chunkIds()).at(-1) } }))),
    ],
    ['with a chunk of other data', async () => change((await chunkIds())[0]!, { bytes: new Uint8Array(1000) })],
    ['with a chunk that is not binary', async () => change((await chunkIds())[0]!, { bytes: 'text' })],
    ['whose manifest has too few chunks', () => change('manifest', { chunks: 1 })],
  ])('%s is refused and not read as a catalog', async (_, damage) => {
    await damage();
    await expect(snapshots().read()).rejects.toThrow(UnreadableSnapshotError);
  });

  it('of an older format counts as missing for the publisher, which replaces it', async () => {
    await change('manifest', { format: '0 id name' });
    expect(await snapshots().latest()).toBeNull();
    await snapshots().publish(Catalog.from(startups.slice(0, 5)), AS_OF);
    expect((await snapshots().read())!.catalog.rowCount).toBe(5);
  });
});
