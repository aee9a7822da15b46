import { createServer, type RequestListener } from 'node:http';
import { listen } from './listen';
import type { EventLog, Service } from './runtime';
import { PROJECT_ROOT } from './template/synthesise';

export interface LocalApp extends Service {
  /** Where a browser opens it. */
  url: string;
  /** Loads Vite and serves the app; until then the address answers that it is starting. */
  serve(): Promise<void>;
}

/**
 * The app's development server. Its port is taken first, since emails link to it; Vite itself starts last, when the
 * backend that the app asks for is there. It runs inside this process, so nothing of it can be left behind.
 */
export async function openApp(port: number, events: EventLog): Promise<LocalApp> {
  let handle: RequestListener = (_, response) => {
    response.writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain' }).end('The app is starting.');
  };
  const server = createServer((request, response) => handle(request, response));
  const { port: taken, stop } = await listen(server, port, 'app', events);
  let closeVite = () => Promise.resolve();
  return {
    url: `http://localhost:${taken}`,
    async serve() {
      const { createServer: createVite } = await import('vite');
      const vite = await createVite({
        root: PROJECT_ROOT,
        logLevel: 'error',
        clearScreen: false,
        // Without this, Vite would take SIGTERM for itself and end the process before the backend is closed.
        server: {
          middlewareMode: { server },
          ws: { server },
          // The state folder changes with every write of the backend.
          watch: { ignored: ['**/.local/**', '**/{local,import,tests,docs}/**'] },
        },
        appType: 'spa',
      });
      handle = vite.middlewares;
      closeVite = () => vite.close();
    },
    async stop() {
      await closeVite();
      await stop();
    },
  };
}
