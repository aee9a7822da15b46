import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStartupSource, fromStartupRow } from '../amplify/adapters/dynamodb-startups';
import { catalogShard } from '../amplify/adapters/shards';
import { startDynaliteTable } from './dynalite-table';
import { readFiles } from './import-startups';
import { createStartupTable, TableBusyError, type StartupTable, type TableRow } from './startup-table';
import { upsert } from './upsert';

let folder: string;
let dynalite: Awaited<ReturnType<typeof startDynaliteTable>>;
let table: StartupTable;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upsert-'));
  dynalite = await startDynaliteTable();
  table = createStartupTable(dynalite);
});
afterAll(async () => {
  await dynalite.stop();
  await rm(folder, { recursive: true });
});

async function load(csv: string, at: string, options: { dryRun?: boolean; into?: StartupTable } = {}) {
  const path = join(folder, 'startups.csv');
  await writeFile(path, csv);
  const { assembled } = await readFiles([path], { source: null, now: new Date(at) });
  return upsert(assembled.candidates, options.into ?? table, {
    dryRun: options.dryRun ?? false,
    now: () => new Date(at),
    onProgress: () => {},
  });
}

async function stored(id: string): Promise<TableRow> {
  return (await table.get([id])).get(id)!;
}

describe('upsert', () => {
  const first = '2026-11-22T10:00:00.000Z';
  const later = '2026-11-23T10:00:00.000Z';

  it('keeps the id under which a startup with a running number was stored before', async () => {
    await table.put([
      { id: 'angels-7', name: 'Seven', tags: [], listed: true, listedAt: first, updatedAt: first } as never,
    ]);
    const path = join(folder, 'numbers.csv');
    await writeFile(path, 'id,name,city\n7,Seven,Berlin\n');
    const { assembled } = await readFiles([path], { source: 'angels', now: new Date(later) });
    const options = { dryRun: false, now: () => new Date(later), onProgress: () => {} };
    expect(await upsert(assembled.candidates, table, options)).toMatchObject({ added: 0, updated: 1 });
    expect(await stored('angels-7')).toMatchObject({ name: 'Seven' });
  });

  it('adds rows in the shape of the generated model, without unknown facts', async () => {
    expect(await load('id,name,city\nshape,Acme,\n', first)).toEqual({ added: 1, updated: 0, unchanged: 0 });
    expect(await stored('shape')).toEqual({
      id: 'shape',
      name: 'Acme',
      tags: [],
      listed: true,
      createdAt: first,
      updatedAt: first,
      catalogShard: catalogShard('shape'),
      __typename: 'Startup',
    });
  });

  it('writes nothing the second time, a day later and without a date', async () => {
    const csv = `id,name,amount\n${Array.from({ length: 260 }, (_, i) => `twice-${i},Name ${i},${i}M`).join('\n')}\n`;
    expect(await load(csv, first)).toEqual({ added: 260, updated: 0, unchanged: 0 });
    expect(await load(csv, later)).toEqual({ added: 0, updated: 0, unchanged: 260 });
    expect(await stored('twice-7')).toMatchObject({ updatedAt: first });
  });

  const known = '2013-06-30T00:00:00.000Z';
  it.each([
    ['a file without the column', 'id,name\nID,Acme\n', known],
    ['an empty cell', 'id,name,date\nID,Acme,\n', known],
    ['a refused date', 'id,name,date\nID,Acme,1/2/2014\n', known],
    ['a date in the future', 'id,name,date\nID,Acme,2099-01-01\n', known],
    ['another date', 'id,name,date\nID,Acme,2014-02-01\n', '2014-02-01T00:00:00.000Z'],
    ['the word unknown', 'id,name,date\nID,Acme,Unknown\n', undefined],
  ])('stores no date for a round without one, and keeps a known date: %s', async (what, csv, then) => {
    const isDated = what === 'another date';
    const [fresh, dated] = [`${what} fresh`, `${what} dated`].map((id) => id.replaceAll(' ', '-'));
    await load(csv.replace('ID', fresh!), first);
    expect((await stored(fresh!)).listedAt).toBe(isDated ? then : undefined);
    await load(`id,name,date\n${dated},Acme,2013-06-30\n`, first);
    await load(csv.replace('ID', dated!), later);
    expect((await stored(dated!)).listedAt).toBe(then);
  });

  it('updates what differs, keeps createdAt, and removes facts that became unknown', async () => {
    await load('id,name,city,stage\nchange,Acme,Berlin,seed\n', first);
    expect(await load('id,name,city,stage\nchange,Acme,,series-a\n', later)).toEqual({
      added: 0,
      updated: 1,
      unchanged: 0,
    });
    const row = await stored('change');
    expect(row).toMatchObject({ fundingStage: 'series-a', createdAt: first, updatedAt: later });
    expect(row).not.toHaveProperty('city');
  });

  it('keeps fields for which the file has no column, and unknown attributes', async () => {
    await table.put([
      { ...(await rowOf('other')), description: 'By an administrator', editedBy: 'ada', createdAt: first },
    ]);
    expect(await load('id,name\nother,New name\n', later)).toMatchObject({ updated: 1 });
    expect(await stored('other')).toMatchObject({
      name: 'New name',
      description: 'By an administrator',
      editedBy: 'ada',
    });
  });

  it('repairs a stored row that is not a valid startup', async () => {
    await table.put([{ ...(await rowOf('broken')), website: 'javascript:alert(1)' }]);
    expect(await load('id,name\nbroken,Acme\n', later)).toMatchObject({ updated: 1 });
    expect(fromStartupRow(await stored('broken'))).toMatchObject({ name: 'Acme', website: null });
  });

  it('compares but writes nothing in a dry run', async () => {
    expect(await load('id,name\ndry,Acme\n', first, { dryRun: true })).toMatchObject({ added: 1 });
    expect(await stored('dry')).toBeUndefined();
  });

  it('gives the catalog the full load and the changes since', async () => {
    const source = createStartupSource(dynalite);
    await load('id,name\nseen-1,One\nseen-2,Two\n', '2026-12-01T00:00:00.000Z');
    await load('id,name\nseen-2,Two changed\n', '2026-12-02T00:00:00.000Z');
    const all = await source.loadAll();
    expect(all.filter(({ id }) => id.startsWith('seen-'))).toHaveLength(2);
    expect(await source.changedSince('2026-12-02T00:00:00.000Z')).toMatchObject([
      { id: 'seen-2', name: 'Two changed' },
    ]);
    expect(await source.get('seen-1')).toMatchObject({ name: 'One' });
    expect(await source.get('nobody')).toBeNull();
  });

  async function rowOf(id: string): Promise<TableRow> {
    await load(`id,name\n${id},Acme\n`, first);
    return stored(id);
  }
});

describe('a table that processes only part of a batch', () => {
  /** Answers as DynamoDB does under load: takes `takes` items of a batch and hands the rest back. */
  function busy(takes: number) {
    const taken: string[] = [];
    const client = {
      async send(command: { input: { RequestItems: Record<string, unknown> } }) {
        const request = command.input.RequestItems.Startup;
        if (!Array.isArray(request)) return { Responses: { Startup: [] } };
        taken.push(...request.slice(0, takes).map(({ PutRequest }) => PutRequest.Item.id));
        return { UnprocessedItems: request.length > takes ? { Startup: request.slice(takes) } : {} };
      },
    };
    const pauses: number[] = [];
    const pause = async (attempt: number) => void pauses.push(attempt);
    return {
      taken,
      pauses,
      table: createStartupTable({ client: client as never, tableName: 'Startup', pause }),
    };
  }

  it('receives the unprocessed rest again, with backoff', async () => {
    const { table: into, taken, pauses } = busy(2);
    await load('id,name\na,A\nb,B\nc,C\nd,D\ne,E\n', '2026-11-22T10:00:00.000Z', { into });
    expect(taken).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(pauses).toEqual([1, 2]);
  });

  it('ends the import with a clear error when it processes nothing', async () => {
    const { table: into } = busy(0);
    await expect(load('id,name\na,A\n', '2026-11-22T10:00:00.000Z', { into })).rejects.toThrow(TableBusyError);
  });
});
