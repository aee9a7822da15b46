import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCatalogSnapshots } from '../../amplify/adapters/dynamodb-catalog-snapshots';
import type { LocalBackend } from '../../local/start';
import { startBackend } from './start-backend';
import { sampleStartup } from '../fakes/samples';
import { signInInvestor, signUpInvestor, type Investor } from './investor';
import { operatorTables } from './operator';
import { listStartups, THIRTY } from './startups';

let backend: LocalBackend;
let stateDir: string;
let ada: Investor;

const start = () => startBackend({ stateDir, wallClock: false });

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-'));
  backend = await start();
  ada = await signUpInvestor(backend, 'ada@example.com');
  await listStartups(backend, THIRTY);
});
afterAll(async () => {
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

/** Every function is cold after it. */
async function restart() {
  await backend.stop();
  backend = await start();
  ada = await signInInvestor(backend, 'ada@example.com');
}

async function withTables<T>(act: (tables: Awaited<ReturnType<typeof operatorTables>>) => Promise<T>): Promise<T> {
  const tables = await operatorTables(backend);
  try {
    return await act(tables);
  } finally {
    tables.close();
  }
}

const latestSnapshot = () =>
  withTables(({ client, catalogSnapshots }) =>
    createCatalogSnapshots({ client, tableName: catalogSnapshots }).latest(),
  );

async function search(text = ''): Promise<{ total: number; items: { id: string; name: string }[] }> {
  const { data, errors } = await ada.graphql('query ($text: String) { searchStartups(text: $text) { total items { id name } } }', { text }); // prettier-ignore
  expect(errors).toBeUndefined();
  return data.searchStartups;
}

const publish = () => backend.tick(new Date());
const warnings = () =>
  backend.events
    .list({ kind: 'log' })
    .filter((event) => event.kind === 'log' && event.line.includes('The whole table is read'));

describe('the published catalog', () => {
  it('is published by the hourly rule, and not again while nothing changes', async () => {
    expect(await latestSnapshot()).toBeNull();
    expect((await publish()).problems).toEqual([]);
    const first = await latestSnapshot();
    expect(first).toMatchObject({ startups: 30 });
    expect((await publish()).problems).toEqual([]);
    expect(await latestSnapshot()).toEqual(first);
  });

  it('is what a cold function begins with, and an edit after it is seen', async () => {
    // A row that goes without a trace is missed by nobody who begins with the snapshot: so it tells who does.
    await withTables(({ client, startups }) =>
      client.send(new DeleteCommand({ TableName: startups, Key: { id: 'web-3' } })),
    );
    const now = new Date().toISOString();
    await listStartups(backend, [{ ...THIRTY[0]!, name: 'Renamed & Sons', updatedAt: now }]);
    await restart();
    expect((await search()).total).toBe(30);
    expect((await search('renamed')).items).toMatchObject([{ id: THIRTY[0]!.id, name: 'Renamed & Sons' }]);
    expect(warnings()).toEqual([]);
  });

  it('is followed by a warm function within ten seconds of an edit', async () => {
    await search();
    const startup = sampleStartup({ id: 'brand-new', name: 'Brandnew', updatedAt: new Date().toISOString() });
    await listStartups(backend, [startup]);
    await expect
      .poll(async () => (await search('brandnew')).items, { timeout: 10_000, interval: 250 })
      .toMatchObject([{ id: 'brand-new' }]);
  });

  it('of an older format is passed over for the whole table, with a word about it, until the next hour', async () => {
    await withTables(({ client, catalogSnapshots }) =>
      client.send(
        new UpdateCommand({
          TableName: catalogSnapshots,
          Key: { id: 'manifest' },
          UpdateExpression: 'SET #format = :older',
          ExpressionAttributeNames: { '#format': 'format' },
          ExpressionAttributeValues: { ':older': '0 id name' },
        }),
      ),
    );
    await restart();
    // Thirty, less the deleted one, and the new one.
    expect((await search('web')).items.map(({ id }) => id)).not.toContain('web-3');
    expect((await search()).total).toBe(30);
    expect(warnings()).toHaveLength(1);
    expect((await publish()).problems).toEqual([]);
    expect(await latestSnapshot()).toMatchObject({ startups: 30 });
  });
});
