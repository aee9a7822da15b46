import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { parse } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventLog } from './event-log';
import { createHttpServer } from './http-server';
import { listen, type Listening } from './listen';

const events = createEventLog();
let listening: Listening;
let upgraded: (socket: Duplex) => void;

beforeEach(async () => {
  const handlers = {
    // connect reads an absolute target with `url.parse`, which throws for an invalid one.
    request: (request: { url?: string }, response: { end(text: string): void }) =>
      response.end(parse(request.url!).pathname ?? ''),
    upgrade: (request: { url?: string }, socket: Duplex) => {
      if (new URL(`http://example.com${request.url}`).pathname === '/throws') throw new Error('a fault of the handler');
      upgraded(socket);
    },
  };
  upgraded = (socket) => void socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
  listening = await listen(createHttpServer('trial', handlers, events), 0, 'trial', events);
});
afterEach(() => listening.stop());

const UPGRADE = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';

/** Sends raw bytes and resolves with the server's answer. */
function answerTo(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(listening.port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', reject).on('close', () => resolve(answer));
  });
}

describe('a server of the local runner', () => {
  it.each(['http://[', 'http://:x/', '//:99999999', '//'])('answers 400 to the target %s', async (target) => {
    expect(await answerTo(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 /);
    expect(await answerTo(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n${UPGRADE}\r\n`)).toMatch(/^HTTP\/1.1 400 /);
  });

  it.each(['garbage\r\n\r\n', '\x16\x03\x01\x02\x00', 'GET / HTTP/9.9\r\n\r\n', 'GET @ HTTP/1.1\r\n\r\n'])(
    'answers 400 to %j',
    async (bytes) => {
      expect(await answerTo(bytes)).toMatch(/^HTTP\/1.1 400 /);
    },
  );

  it('keeps running after a handler throws, and logs the error', async () => {
    expect(await answerTo(`GET /throws HTTP/1.1\r\nHost: localhost\r\n${UPGRADE}\r\n`)).toBe('');
    const [notice] = events.list({ kind: 'notice' }).slice(-1);
    expect(notice).toMatchObject({ level: 'warn', message: expect.stringContaining('trial: Error: a fault of the') });
    expect(await answerTo('GET /still HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toContain('/still');
  });

  it('keeps running after a WebSocket is reset', async () => {
    const closed = new Promise<void>((resolve) => (upgraded = (socket) => socket.once('close', () => resolve())));
    const socket = connect(listening.port, '127.0.0.1', () => {
      socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\n${UPGRADE}\r\n`);
      setTimeout(() => socket.resetAndDestroy(), 50);
    });
    await closed;
    expect(await answerTo('GET /still HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toContain('/still');
  });
});
