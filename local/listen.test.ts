import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createEventLog } from './event-log';
import { listen, type Listening } from './listen';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

async function take(port: number, events = createEventLog()): Promise<Listening> {
  const listening = await listen(createServer(), port, 'inbox', events);
  open.push(listening);
  return listening;
}

it('takes the next port and says so where the wished one is busy', async () => {
  const events = createEventLog();
  const first = await take(0);
  const second = await take(first.port, events);
  expect(second.port).toBeGreaterThan(first.port);
  const [notice] = events.list({ kind: 'notice' });
  expect(notice).toMatchObject({ message: expect.stringContaining(`Port ${first.port} is busy, the inbox takes`) });
});

it('leaves a port alone that another program has on IPv6, where a browser would look for localhost first', async (t) => {
  const other = createServer();
  const port = await listenOnIpv6(other);
  if (port === null) return t.skip('this machine has no IPv6');
  open.push({ stop: () => new Promise((resolve) => other.close(() => resolve())) });
  expect((await take(port)).port).not.toBe(port);
});

function listenOnIpv6(server: Server): Promise<number | null> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(0, '::1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : null);
    });
  });
}
