import { fork } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createDocumentClient } from '../../amplify/adapters/dynamodb';
import { createDueInvestors } from '../../amplify/adapters/dynamodb-due-investors';
import { quantile } from './timing';

const INVESTORS = 1_000_000;
const DUE = 100_000;
const RUNS = 5;
const GOAL_MS = 2_000;
const BEFORE = '2026-03-30T07:00:00.000Z';

/**
 * Finds 100,000 due investors among 1,000,000 with the adapter that the batch uses, and counts what is read. dynalite
 * takes too long to fill, so a process that answers Query simulates the index (sample-due-table.ts).
 */
export async function run() {
  const table = fork(fileURLToPath(new URL('./sample-due-table.ts', import.meta.url)), [
    String(INVESTORS),
    String(DUE),
  ]);
  try {
    console.log(`due: generating ${INVESTORS} investors of whom ${DUE} are due within the hour`);
    const { port } = await new Promise<{ port: number }>((ready, failed) => {
      table.once('message', (message) => ready(message as { port: number }));
      table.once('exit', (code) => failed(new Error(`The table's process ended with ${code}.`)));
    });
    const endpoint = `http://127.0.0.1:${port}`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });
    const client = createDocumentClient();
    const { due } = createDueInvestors({
      client,
      tableName: 'InvestorProfile',
      onInvalid: (investorId, problem) => {
        throw new Error(`${String(investorId)}: ${problem}`);
      },
    });
    const counted = async () => (await (await fetch(`${endpoint}/counted`)).json()) as Record<string, number>;

    const times: number[] = [];
    const processor = process.cpuUsage();
    for (let i = 0; i < RUNS; i++) {
      const ids = new Set<string>();
      let last = '';
      const started = performance.now();
      for await (const { investorId, nextDigestAt } of due(BEFORE)) {
        ids.add(investorId);
        if (nextDigestAt < last) throw new Error('not earliest first');
        last = nextDigestAt;
      }
      times.push(performance.now() - started);
      if (ids.size !== DUE) throw new Error(`${ids.size} were found instead of ${DUE}`);
    }
    const processorMs = process.cpuUsage(processor).user / 1000 / RUNS;
    const { queries = 0, units = 0, rows = 0, others = 0 } = await counted();
    client.destroy();
    if (others > 0) throw new Error(`${others} calls were no Query of the index`);

    const median = quantile(times, 0.5);
    console.log(
      '  the index is a stand-in over HTTP on this machine, its answers made beforehand; no network is in it',
    );
    console.log(`  selected         ${DUE} of ${INVESTORS}, each once, earliest first, no Scan`);
    console.log(
      `  first run        ${times[0]!.toFixed(0)} ms, median of ${RUNS} ${median.toFixed(0)} ms (goal <= ${GOAL_MS} ms)`,
    );
    console.log(`  processor time   ${processorMs.toFixed(0)} ms a run`);
    console.log(
      `  read in a run    ${queries / RUNS} queries, ${rows / RUNS} rows (${(rows / RUNS / DUE).toFixed(3)} a due investor), ` +
        `${(units / RUNS).toFixed(1)} read units (${(units / RUNS / DUE).toFixed(4)} a due investor)`,
    );
    if (median > GOAL_MS) throw new Error(`selecting took ${median.toFixed(0)} ms, more than ${GOAL_MS} ms`);
    return { investors: INVESTORS, due: DUE, medianMs: median, unitsPerDue: units / RUNS / DUE };
  } finally {
    table.kill();
  }
}
