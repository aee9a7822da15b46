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

/** Restarts the backend, so that every function is cold. */
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
    .filter((event) => event.kind === 'log' && event.line.includes('The snapshot cannot be read'));

describe('the published catalog', () => {
  it('is published by the hourly rule, and not again while nothing changes', async () => {
    expect(await latestSnapshot()).toBeNull();
    expect((await publish()).problems).toEqual([]);
    const first = await latestSnapshot();
    expect(first).toMatchObject({ startups: 30 });
    expect((await publish()).problems).toEqual([]);
    expect(await latestSnapshot()).toEqual(first);
  });

  it('is loaded by a cold function, which then applies later edits', async () => {
    // Deletes a row without a change record. A function that loads the snapshot still has the row.
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

  it('is updated in a warm function within ten seconds of an edit', async () => {
    await search();
    const startup = sampleStartup({ id: 'brand-new', name: 'Brandnew', updatedAt: new Date().toISOString() });
    await listStartups(backend, [startup]);
    await expect
      .poll(async () => (await search('brandnew')).items, { timeout: 10_000, interval: 250 })
      .toMatchObject([{ id: 'brand-new' }]);
  });

  it('is replaced by a read of the whole table, with a warning, while its format is an older one', async () => {
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
    // Thirty startups, minus the deleted one, plus the new one.
    expect((await search('web')).items.map(({ id }) => id)).not.toContain('web-3');
    expect((await search()).total).toBe(30);
    expect(warnings()).toHaveLength(1);
    expect((await publish()).problems).toEqual([]);
    expect(await latestSnapshot()).toMatchObject({ startups: 30 });
  });
});
