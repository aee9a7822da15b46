import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';

interface Holder {
  pid: number;
  /** Once it serves: an address that answers while it runs. */
  endpoint?: string;
}

/** Another runner uses this state folder. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';
}

export interface StateLock {
  /** Adds the address by which others can tell that this runner is alive. */
  serves(endpoint: string): void;
  release(): void;
}

/**
 * Takes a state folder for this process. A lock whose process is gone, or whose number another program has taken over,
 * is stale and is replaced. @throws AlreadyRunningError
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

/** Who runs on a state folder now, if anyone. */
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
