import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createCatalogSnapshots } from '../../../amplify/adapters/dynamodb-catalog-snapshots';
import type { Startup } from '../../../amplify/domain/startup';
import type { LocalBackend } from '../../../local/start';
import { startBackend } from '../../flow/start-backend';
import { signInInvestor, signUpInvestor } from '../../flow/investor';
import { operatorTables } from '../../flow/operator';
import { listStartups } from '../../flow/startups';
import { milliseconds, quantile } from '../timing';
import type { ColdLoadOrder, ColdLoadResult } from './cold-load';

const TARGET_MS = 600;
const SNAPSHOT_LOADS = 9;
const TABLE_LOADS = 3;
/** The most that may have changed before the next publication (functions/schedule/publish-catalog). */
const CHANGED_SHARE = 1 / 100;
const EMAIL = 'ada@example.com';

/**
 * The published catalog on the local runner: published by the real function and rule, then loaded by a new process each
 * time, from the snapshot and, for reference, from the whole table.
 */
export async function measureCarrier(startups: readonly Startup[]) {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-bench-'));
  const start = () => startBackend({ stateDir });
  let backend = await start();
  try {
    await signUpInvestor(backend, EMAIL);
    const [, filling] = await took(() => listStartups(backend, [...startups]));
    console.log(`local runner: ${startups.length.toLocaleString('en')} startups written in ${seconds(filling)}`);
    await publish(backend);

    console.log(
      `load average of the machine before: ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} processors`,
    );
    const fromTable = await coldLoads(backend, 'table', TABLE_LOADS);
    const fromSnapshot = await coldLoads(backend, 'snapshot', SNAPSHOT_LOADS);
    report('whole table (reference)', fromTable);
    report('snapshot', fromSnapshot);
    const [slow, fast] = [fromTable, fromSnapshot].map((loads) => quantile(loads.map(({ loading }) => loading), 0.5)); // prettier-ignore
    const held = fast! <= TARGET_MS;
    console.log(
      `cold load from the snapshot: ${milliseconds(fast!)}, target ${TARGET_MS} ms, ${held ? 'held' : 'MISSED'}; ` +
        `${(slow! / fast!).toFixed(1)} times as fast as from the table`,
    );
    // dynalite distinguishes ids with the same index key by 24 bits of a hash: about one of 100,000 is overwritten.
    const missing = startups.length - fromSnapshot[0]!.startups;
    if (!held || missing > 10 || fromSnapshot[0]!.startups !== fromTable[0]!.startups) process.exitCode = 1;

    const now = new Date().toISOString();
    const some = startups.slice(0, startups.length * CHANGED_SHARE);
    await listStartups(
      backend,
      some.map((startup) => ({ ...startup, name: `${startup.name} II`, updatedAt: now })),
    );
    report(`snapshot, and ${some.length} changes since`, await coldLoads(backend, 'snapshot', SNAPSHOT_LOADS));

    await backend.stop();
    backend = await start();
    const ada = await signInInvestor(backend, EMAIL);
    const [, answering] = await took(() => ada.graphql('{ searchStartups { total } }'));
    console.log(`first search of a cold function, from GraphQL to the answer: ${milliseconds(answering)}`);
    return { snapshotMs: fast!, timesTable: slow! / fast! };
  } finally {
    await backend.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function publish(backend: LocalBackend): Promise<void> {
  const [{ problems }, publishing] = await took(() => backend.tick(new Date()));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const tables = await operatorTables(backend);
  const latest = await createCatalogSnapshots({ client: tables.client, tableName: tables.catalogSnapshots }).latest();
  tables.close();
  if (!latest) throw new Error('The hourly rule published no catalog.');
  console.log(`hourly rule: ${latest.startups.toLocaleString('en')} startups published in ${seconds(publishing)}`);
}

async function coldLoads(backend: LocalBackend, carrier: ColdLoadOrder['carrier'], times: number) {
  const tables = await operatorTables(backend);
  tables.close();
  const order: ColdLoadOrder = {
    endpoint: backend.awsEndpoint,
    credentials: backend.operatorCredentials,
    startupTable: tables.startups,
    snapshotTable: tables.catalogSnapshots,
    carrier,
  };
  const script = fileURLToPath(new URL('./cold-load.ts', import.meta.url));
  const results: ColdLoadResult[] = [];
  for (let at = 0; at < times; at++) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--no-warnings', '--import', 'tsx', script, JSON.stringify(order)],
      { maxBuffer: 1 << 20 },
    );
    results.push(JSON.parse(stdout.trim().split('\n').at(-1)!) as ColdLoadResult);
  }
  return results;
}

function report(carrier: string, loads: readonly ColdLoadResult[]): void {
  const times = loads.map(({ loading }) => loading);
  const median = (of: (load: ColdLoadResult) => number) => milliseconds(quantile(loads.map(of), 0.5));
  console.log(
    `cold load, ${carrier}: median ${median(({ loading }) => loading)} of ${times.length}, ` +
      `${milliseconds(Math.min(...times))} to ${milliseconds(Math.max(...times))}, ` +
      `${median(({ processor }) => processor)} of them processor time; ` +
      `${loads[0]!.startups.toLocaleString('en')} startups; ` +
      `the first text search then takes ${median(({ firstTextSearch }) => firstTextSearch)}`,
  );
}

async function took<T>(action: () => Promise<T>): Promise<[result: T, elapsed: number]> {
  const start = performance.now();
  const result = await action();
  return [result, performance.now() - start];
}

function seconds(elapsed: number): string {
  return `${(elapsed / 1000).toFixed(1)} s`;
}
