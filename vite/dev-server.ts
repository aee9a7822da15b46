import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer as createVite } from 'vite';

export interface DevServer {
  request: RequestListener;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): Promise<void>;
}

/** The app's development server as handlers for a server that is already listening. */
export async function createDevServer(): Promise<DevServer> {
  // Never listens. Vite registers its WebSocket handler on it, so an error of Vite reaches the caller of `upgrade`.
  const server = createServer();
  const vite = await createVite({
    root: resolve(import.meta.dirname, '..'),
    logLevel: 'error',
    clearScreen: false,
    // Outside middleware mode, Vite handles SIGTERM and ends the process before the backend is closed.
    server: {
      middlewareMode: { server },
      ws: { server },
      // The state folder changes with every write of the backend.
      watch: { ignored: ['**/.local/**', '**/{local,import,tests,docs}/**'] },
    },
    appType: 'spa',
  });
  return {
    request: vite.middlewares,
    upgrade: (request, socket, head) => void server.emit('upgrade', request, socket, head),
    stop: () => vite.close(),
  };
}
