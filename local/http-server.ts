import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { EventLog } from './runtime';

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface Handlers {
  request: RequestListener;
  /** Accepts WebSockets. Without it, an upgrade request is served as a plain request. */
  upgrade?: Upgrade;
}

/**
 * An HTTP server that no request can crash. A request target that is not a valid URL gets a 400 before a handler parses
 * it. An error that a handler throws becomes a 500 and a notice.
 */
export function createHttpServer(name: string, { request, upgrade }: Handlers, events: EventLog): Server {
  const report = (error: unknown) => {
    const message = `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    events.append({ kind: 'notice', level: 'warn', message });
  };
  const server = createServer((incoming, response) => {
    if (!hasValidTarget(incoming)) return void response.writeHead(400, { connection: 'close' }).end();
    try {
      request(incoming, response);
    } catch (error) {
      report(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { connection: 'close' }).end();
    }
  });
  if (upgrade) {
    server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
      // Node does not handle errors of an upgraded socket; an unhandled one would end the process.
      socket.on('error', () => socket.destroy());
      if (!hasValidTarget(incoming)) return void socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      try {
        upgrade(incoming, socket, head);
      } catch (error) {
        report(error);
        socket.destroy();
      }
    });
  }
  return server;
}

/** Node's parser accepts targets that are not valid URLs, such as `http://[` or `//:99999999`. */
const hasValidTarget = ({ url = '' }: IncomingMessage) => URL.canParse(url, 'http://localhost');
