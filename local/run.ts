import path from 'node:path';
import { createEventLog } from './event-log';
import { describeBackend } from './describe-backend';
import { NoPortError } from './listen';
import type { LocalSettings } from './settings';
import { startLocal } from './start';
import { OUTPUTS_FILE, STATE_DIR } from './state-dir';
import { AlreadyRunningError } from './state-lock';
import { createSteps } from './steps';

/** One Ctrl-C can arrive twice: from the terminal, and relayed by the parent process. */
const SAME_KEYSTROKE_MS = 500;

/** Starts everything, prints the addresses, and runs until Ctrl-C. */
export async function run(settings: LocalSettings): Promise<void> {
  const started = performance.now();
  const events = createEventLog();
  const steps = createSteps(process.stdout);
  const abort = new AbortController();
  let stoppingSince = 0;

  async function stop(code: number): Promise<void> {
    if (stoppingSince > 0) {
      if (Date.now() - stoppingSince < SAME_KEYSTROKE_MS) return;
      process.stderr.write('Forced to stop.\n');
      process.exit(1);
    }
    stoppingSince = Date.now();
    steps.end();
    process.stdout.write('\nStopping. Press Ctrl-C again to force it.\n');
    abort.abort();
    // An aborted start stops its own services.
    const backend = await starting.catch(() => null);
    await backend?.stop().catch((error: Error) => process.stderr.write(`${error.message}\n`));
    process.exit(code);
  }
  process.stdout.write(`${settings.name} on this machine\n`);
  const starting = startLocal(settings, {
    stateDir: STATE_DIR,
    outputsFile: OUTPUTS_FILE,
    app: true,
    seed: true,
    events,
    steps,
    signal: abort.signal,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  // After an uncaught error the state of the backend is unknown, so it stops in order.
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      process.stderr.write(`\nThe local backend failed: ${error instanceof Error ? error.stack : String(error)}\n`);
      void stop(1);
    });
  }

  const backend = await starting.catch((error: unknown) => {
    if (stoppingSince > 0) return null;
    steps.end();
    const known = error instanceof AlreadyRunningError || error instanceof NoPortError;
    process.stderr.write(`\n${known ? error.message : (error as Error).stack}\n`);
    process.exit(1);
  });
  if (!backend || stoppingSince > 0) return;
  steps.end();
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(describeBackend(settings.name, backend, seconds, path.relative(process.cwd(), OUTPUTS_FILE)));
  for (const event of events.list({ kind: 'notice' })) {
    if (event.kind === 'notice')
      process.stdout.write(`  ${event.level === 'warn' ? 'Warning: ' : ''}${event.message}\n`);
  }
  events.subscribe((event) => {
    if (event.kind === 'notice' && event.level === 'warn') process.stderr.write(`Warning: ${event.message}\n`);
    if (event.kind === 'denied') {
      process.stderr.write(`Denied: ${event.principal} may not ${event.action} on ${event.resource} ${event.reason}\n`);
    }
  });
}
