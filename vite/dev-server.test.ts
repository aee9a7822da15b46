import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createDevServer, type DevServer } from './dev-server';

let app: DevServer;
const server = createServer((request, response) => app.request(request, response));
let port: number;

beforeAll(async () => {
  app = await createDevServer();
  server.on('upgrade', (request, socket, head) => app.upgrade(request, socket, head));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  ({ port } = server.address() as AddressInfo);
}, 60_000);
afterAll(async () => {
  await app.stop();
  await new Promise((closed) => server.close(closed));
}, 60_000);

it('serves the app and the WebSocket that reloads it', async () => {
  const page = await fetch(`http://localhost:${port}/`, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('/@vite/client');
  const socket = new WebSocket(`ws://localhost:${port}/`, 'vite-ping');
  await new Promise((open, failed) => socket.once('open', open).once('error', failed));
  socket.terminate();
});
