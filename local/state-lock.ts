import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';

interface Holder {
  pid: number;
  /** An address that answers while the process runs; set once it serves. */
  endpoint?: string;
}

/** Another runner uses the state folder. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';
}

export interface StateLock {
  /** Adds the address that shows to others that this runner is alive. */
  serves(endpoint: string): void;
  release(): void;
}

/**
 * Locks a state folder for this process. A lock is stale when its process has ended, or when another program has its
 * process id. A stale lock is replaced. @throws AlreadyRunningError
 */
export async function lockState(stateDir: string): Promise<StateLock> {
  mkdirSync(stateDir, { recursive: true });
  const file = path.join(stateDir, 'running.json');
  const holder = await findHolder(stateDir);
  if (holder) {
    throw new AlreadyRunningError(
      `Another local backend is running on ${stateDir} (process ${holder.pid}). Stop it with Ctrl-C in its terminal first.`,
    );
  }
  rmSync(file, { force: true });
  const write = (content: Holder, flag: string) => writeFileSync(file, JSON.stringify(content), { flag });
  write({ pid: process.pid }, 'wx');
  return {
    serves: (endpoint) => write({ pid: process.pid, endpoint }, 'w'),
    release: () => rmSync(file, { force: true }),
  };
}

/** The process that uses the state folder, or null. */
export async function findHolder(stateDir: string): Promise<Holder | null> {
  let holder: Holder;
  try {
    holder = JSON.parse(readFileSync(path.join(stateDir, 'running.json'), 'utf8')) as Holder;
  } catch {
    return null;
  }
  if (!isAlive(holder.pid)) return null;
  return !holder.endpoint || (await answers(holder.endpoint)) ? holder : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function answers(endpoint: string): Promise<boolean> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: 1_000 });
    const done = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}
