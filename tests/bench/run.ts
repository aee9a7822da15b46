import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startBackend } from '../flow/start-backend';
import { ANY, digestsTo, SAVE_PREFERENCES, settledDigest, signUpInvestor } from '../flow/investor';
import { listStartups } from '../flow/startups';
import { sampleStartups } from './sample-startups';
import { milliseconds, quantile } from './timing';

const RUNS = 30;

/**
 * Time from the mutation to the digest sent and the email in the inbox, on the local runner, warm, and the share of each
 * state of the workflow. `npm run bench -- run [startups]`, 100,000 by default.
 */
export async function run() {
  const count = Number(process.argv.slice(3).find((argument) => /^\d+$/.test(argument)) ?? 100_000);
  const stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-bench-'));
  const backend = await startBackend({ stateDir });
  try {
    console.log(`Loading ${count} startups`);
    await listStartups(backend, sampleStartups(count));
    const ada = await signUpInvestor(backend, 'ada@example.com');
    await ada.graphql(SAVE_PREFERENCES, ANY);
    const request = async () => {
      const started = performance.now();
      const { data } = await ada.graphql('mutation { requestRecommendations { digestKey } }');
      await settledDigest(ada, data.requestRecommendations.digestKey, 60_000, 20);
      return performance.now() - started;
    };
    const cold = await request();
    const before = backend.events.list({ kind: 'state' }).length;
    const times: number[] = [];
    for (let i = 0; i < RUNS; i++) times.push(await request());
    const emails = (await digestsTo(backend, 'ada@example.com')).length;
    if (emails !== RUNS + 1) throw new Error(`${emails} emails for ${RUNS + 1} runs`);

    console.log(`click to email, ${count} startups: first (cold functions) ${milliseconds(cold)}`);
    console.log(
      `${RUNS} warm runs: median ${milliseconds(quantile(times, 0.5))}, p95 ${milliseconds(quantile(times, 0.95))}`,
    );
    const figures = { startups: count, runs: RUNS, medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
    const states = backend.events.list({ kind: 'state' }).slice(before);
    for (const name of ['MatchStartups', 'CheckMatches', 'SendEmail']) {
      const took = states.flatMap((event) =>
        event.kind === 'state' && event.state === name && event.phase === 'succeeded' ? [event.ms ?? 0] : [],
      );
      if (took.length > 0) console.log(`  ${name}: median ${milliseconds(quantile(took, 0.5))}`);
    }
    return figures;
  } finally {
    await backend.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}
