import { createServer, type Server } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { createEventLog } from './event-log';
import { listen, type Listening, NoPortError } from './listen';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

async function take(port: number, events = createEventLog()): Promise<Listening> {
  const listening = await listen(createServer(), port, 'inbox', events);
  open.push(listening);
  return listening;
}

it('takes the next port and reports it when the preferred one is busy', async () => {
  const events = createEventLog();
  const first = await take(0);
  const second = await take(first.port, events);
  expect(second.port).toBeGreaterThan(first.port);
  const [notice] = events.list({ kind: 'notice' });
  expect(notice).toMatchObject({ message: expect.stringContaining(`Port ${first.port} is busy, the inbox takes`) });
});

it('skips a port that another program uses on IPv6, which a browser tries first for localhost', async (t) => {
  const other = createServer();
  const port = await listenOnIpv6(other);
  if (port === null) return t.skip('this machine has no IPv6');
  open.push({ stop: () => new Promise((resolve) => other.close(() => resolve())) });
  expect((await take(port)).port).not.toBe(port);
});

it('finds ports for five runners that prefer the same ones', async () => {
  const { port: base } = await take(0);
  const preferred = [0, 1, 2, 3, 4, 5, 6, 1173].map((offset) => base + offset);
  const warned = vi.spyOn(process, 'emitWarning');
  const taken = new Set<number>();
  for (let runner = 0; runner < 5; runner++) {
    for (const port of preferred) taken.add((await take(port <= 65_535 ? port : base)).port);
  }
  expect(taken.size).toBe(5 * preferred.length);
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
});

it.each([1, 20, 45])('finds a port when the next %i are busy', async (count) => {
  const { port: preferred } = await take(0);
  const others = Array.from({ length: count - 1 }, (_, at) => preferred + 1 + at).filter((port) => port <= 65_535);
  for (const port of others) await occupy(port);
  const { port } = await take(preferred);
  expect([preferred, ...others]).not.toContain(port);
});

it('finds another port when the last one, 65535, is busy', async () => {
  await occupy(65_535);
  expect((await take(65_535)).port).toBeLessThan(65_535);
});

it('reports in one sentence that the system has no free port', async () => {
  const server = createServer();
  const full = Object.assign(new Error('listen EADDRINUSE: address already in use'), { code: 'EADDRINUSE' });
  server.listen = () => (queueMicrotask(() => server.emit('error', full)), server);
  const failed = listen(server, 4005, 'inbox', createEventLog());
  await expect(failed).rejects.toThrow(NoPortError);
  await expect(failed).rejects.toThrow(
    /^No free port for the inbox: .+\. Stop a program that listens, and start again\.$/,
  );
});

/** Occupies the port as another program would. A port that is in use already counts as occupied. */
async function occupy(port: number): Promise<void> {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.once('error', () => resolve());
    other.listen(port, '127.0.0.1', () => {
      open.push({ stop: () => new Promise((stopped) => other.close(() => stopped())) });
      resolve();
    });
  });
}

function listenOnIpv6(server: Server): Promise<number | null> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(0, '::1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : null);
    });
  });
}
