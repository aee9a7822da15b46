import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createStartupSource, fromStartupRow, toStartupRow } from '../../amplify/adapters/dynamodb-startups';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import { search, SEARCH_SORTS, searchInput } from '../../amplify/domain/catalog/search';
import { NO_HISTORY, rank } from '../../amplify/domain/matching/rank';
import type { Startup } from '../../amplify/domain/startup';
import { startDynaliteTable } from '../../import/dynalite-table';
import { sampleInvestors, sampleStartups } from './sample-startups';
import { memoryInUse, milliseconds, quantile } from './timing';

const COUNT = 100_000;
const NOW = new Date('2026-11-22T08:00:00Z');
/** The most that BatchWriteItem takes. */
const BATCH = 25;

/** What a cold start pays for the catalog, what a change costs a warm one, and what reading the table takes. */
export async function run(): Promise<void> {
  const startups = measureBuild();
  measureChanges(startups);
  await measureTable(startups);
}

function measureBuild(): Startup[] {
  const rows = JSON.stringify(sampleStartups(COUNT).map((startup) => toStartupRow(startup, startup.listedAt)));
  const [parsed, parsing] = took(() => JSON.parse(rows) as Record<string, unknown>[]);
  console.log(
    `${COUNT.toLocaleString('en')} startups, ${(rows.length / 1e6).toFixed(0)} MB of JSON, parsed in ${milliseconds(parsing)}`,
  );
  const [startups, checking] = took(() => parsed.map((row) => fromStartupRow(row)!));
  const before = memoryInUse();
  const [catalog, building] = took(() => Catalog.from(startups));
  const memory = memoryInUse() - before;
  console.log(
    `cold: rows read with the schema in ${milliseconds(checking)}, catalog built in ${milliseconds(building)}` +
      ('gc' in globalThis ? `, ${memory.toFixed(0)} MB beside the startups` : ''),
  );
  const builds = Array.from({ length: 7 }, () => took(() => Catalog.from(startups))[1]);
  console.log(`warm: built again in ${milliseconds(quantile(builds, 0.5))} (median of ${builds.length})`);
  const [investor] = sampleInvestors(startups);
  const [, ranking] = took(() => rank(investor!.profile, catalog, NO_HISTORY, NOW));
  const [, text] = took(() => search(catalog, searchInput.parse({ text: 'warm' })));
  const sorts = SEARCH_SORTS.filter((sort) => sort !== 'relevance').map(
    (sort) => `${sort} ${milliseconds(took(() => search(catalog, searchInput.parse({ sort })))[1])}`,
  );
  console.log(
    `first ranking ${milliseconds(ranking)}, first text search ${milliseconds(text)}, first by ${sorts.join(', ')}`,
  );
  return startups;
}

function measureChanges(startups: readonly Startup[]): void {
  const catalog = Catalog.from([...startups]);
  const [investor] = sampleInvestors(startups);
  const steps: Record<string, () => void> = {
    ranking: () => rank(investor!.profile, catalog, NO_HISTORY, NOW),
    'text search': () => search(catalog, searchInput.parse({ text: 'warm' })),
    'search by name': () => search(catalog, searchInput.parse({ sort: 'name' })),
  };
  for (const step of Object.values(steps)) step();
  const times = new Map(Object.keys(steps).map((name) => [name, [] as number[]]));
  for (let at = 0; at < 10; at++) {
    const some = startups.slice(at * 100, at * 100 + 100);
    catalog.applyChanges(some.map((startup) => ({ ...startup, name: `${startup.name} ${at}` })));
    for (const [name, step] of Object.entries(steps)) times.get(name)!.push(took(step)[1]);
  }
  const medians = [...times].map(([name, values]) => `${name} ${milliseconds(quantile(values, 0.5))}`);
  console.log(`after 100 changes, the next: ${medians.join(', ')} (medians of 10)`);
}

/** Over HTTP, with the adapter that ships. dynalite shares this process and its one thread. */
async function measureTable(startups: readonly Startup[]): Promise<void> {
  const table = await startDynaliteTable();
  try {
    await fill(table.client, table.tableName, startups);
    const source = createStartupSource(table);
    const start = performance.now();
    const loaded = await source.loadAll();
    const loading = performance.now() - start;
    const [catalog, building] = took(() => Catalog.from(loaded));
    console.log(
      `dynalite: ${loaded.length.toLocaleString('en')} startups loaded in ${milliseconds(loading)}, built in ${milliseconds(building)}`,
    );
    const newest = quantile(
      startups.map(({ updatedAt }) => Date.parse(updatedAt)),
      1,
    );
    const refresh = performance.now();
    catalog.applyChanges(await source.changedSince(new Date(newest + 1).toISOString()));
    console.log(`dynalite: a refresh without a change takes ${milliseconds(performance.now() - refresh)}`);
    // dynalite tells ids with the same index key apart by 24 bits of a hash: of 100,000, one or so is overwritten.
    const missing = startups.length - loaded.length;
    if (missing > 0) console.log(`dynalite: ${missing} of the startups are not in its index`);
    if (missing > 10) process.exitCode = 1;
  } finally {
    await table.stop();
  }
}

async function fill(client: DynamoDBDocumentClient, tableName: string, startups: readonly Startup[]): Promise<void> {
  const start = performance.now();
  for (let at = 0; at < startups.length; at += BATCH) {
    const puts = startups.slice(at, at + BATCH).map((startup) => ({
      PutRequest: { Item: toStartupRow(startup, startup.listedAt) },
    }));
    await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: puts } }));
  }
  console.log(`dynalite: table filled in ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

function took<T>(action: () => T): [result: T, elapsed: number] {
  const start = performance.now();
  const result = action();
  return [result, performance.now() - start];
}
