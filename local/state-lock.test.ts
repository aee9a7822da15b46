import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findHolder, lockState } from './state-lock';

/** Larger than any process id of Linux, macOS and Windows. */
const UNUSED_PID = 2 ** 30;

let dir: string;
const file = () => path.join(dir, 'running.json');

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lock-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('the lock of a state folder', () => {
  it('admits one runner, and the next one after the release', async () => {
    const lock = await lockState(dir);
    await expect(lockState(dir)).rejects.toThrow(`process ${process.pid}`);
    lock.release();
    (await lockState(dir)).release();
    expect(await findHolder(dir)).toBeNull();
  });

  it('is stale when its process has ended', async () => {
    await writeFile(file(), JSON.stringify({ pid: UNUSED_PID }));
    await lockState(dir);
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual({ pid: process.pid });
  });

  it('is stale when another program has its process id and does not serve', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const lock = await lockState(dir);
    lock.serves(`http://127.0.0.1:${port}`);
    expect(await findHolder(dir)).toMatchObject({ pid: process.pid });
    await new Promise((resolve) => server.close(resolve));
    expect(await findHolder(dir)).toBeNull();
  });

  it('is ignored when its file can not be read', async () => {
    await writeFile(file(), '{');
    expect(await findHolder(dir)).toBeNull();
  });
});
