import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import settings from '../local.config';
import { parseInstant } from './console/instant';
import type { TickSummary } from './services/events/tick';
import { OUTPUTS_FILE } from './state-dir';

/** `npm run local:tick -- --at 2026-03-29T06:00:00Z`: simulates the hour that begins then on the running backend. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { at: { type: 'string' } } });
  const at = parseInstant(values.at);
  const summary = await askConsole(consoleUrl(), at);
  const schedules =
    summary.schedulesFired === 1 ? '1 one-time schedule' : `${summary.schedulesFired} one-time schedules`;
  console.log(
    `${summary.time}  fired ${summary.rule}: ${summary.started} started immediately, ${schedules} fired within the hour.`,
  );
  for (const { status, input, output, error } of summary.executions) {
    const result = error ?? JSON.stringify(output);
    console.log(`  ${status.padEnd(9)}  ${labelsOf(input).join(' ') || JSON.stringify(input)}  ${result}`);
  }
  for (const problem of summary.problems) console.error(`  ${problem}`);
  const failed = summary.executions.some(({ status }) => status !== 'SUCCEEDED');
  if (failed || summary.problems.length) process.exitCode = 1;
}

function labelsOf(input: unknown): unknown[] {
  const fields = (input ?? {}) as Record<string, unknown>;
  return settings.console.executionLabels.map((name) => fields[name]).filter(Boolean);
}

function consoleUrl(): string {
  let outputs: { custom?: { local?: { consoleUrl?: string } } };
  try {
    outputs = JSON.parse(readFileSync(OUTPUTS_FILE, 'utf8'));
  } catch {
    throw new Error(`There is no local backend: amplify_outputs.json is missing. Start it with npm start.`);
  }
  const url = outputs.custom?.local?.consoleUrl;
  if (!url) throw new Error('amplify_outputs.json does not belong to a local backend. Start one with npm start.');
  return url;
}

async function askConsole(url: string, at: Date): Promise<TickSummary> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ at: at.toISOString() }),
  };
  const response = await fetch(new URL('/tick', url), request).catch(() => {
    throw new Error(`The local backend does not run at ${url}. Start it with npm start.`);
  });
  const body = (await response.json()) as TickSummary & { message?: string };
  if (!response.ok) throw new Error(body.message ?? `The local backend answered ${response.status}.`);
  return body;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
