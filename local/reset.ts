import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { findHolder } from './state-lock';
import { STATE_DIR } from './state-dir';

/** `npm run local:reset`: deletes tables, users, emails and executions. The synthesised assemblies stay. */
const holder = await findHolder(STATE_DIR);
if (holder) {
  process.stderr.write(`The local backend is running (process ${holder.pid}). Stop it with Ctrl-C first.\n`);
  process.exitCode = 1;
} else {
  const existed = existsSync(STATE_DIR);
  await rm(STATE_DIR, { recursive: true, force: true });
  const name = path.relative(process.cwd(), STATE_DIR);
  process.stdout.write(existed ? `Deleted everything in ${name}.\n` : 'There was nothing to delete.\n');
}
