import type { RequestListener } from 'node:http';
import { createHttpServer, type Handlers } from './http-server';
import { listen } from './listen';
import type { EventLog, Service } from './runtime';

/** Starts the app's development server in this process, so that it can't outlive the runner. */
export type AppLauncher = () => Promise<Handlers & Service>;

export interface LocalApp extends Service {
  /** The address to open in a browser. */
  url: string;
  /** Launches and serves the app. Before that, each request gets a 503. */
  serve(): Promise<void>;
}

/** Opens the app's port. The port must be known early because emails link to it; the app starts after the backend. */
export async function openApp(port: number, events: EventLog, launch: AppLauncher): Promise<LocalApp> {
  const starting: RequestListener = (_, response) => {
    response.writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain' }).end('The app is starting.');
  };
  let app: (Handlers & Service) | null = null;
  const server = createHttpServer(
    'app',
    {
      request: (request, response) => (app?.request ?? starting)(request, response),
      upgrade: (request, socket, head) => (app?.upgrade ? app.upgrade(request, socket, head) : socket.destroy()),
    },
    events,
  );
  const { port: taken, stop } = await listen(server, port, 'app', events);
  return {
    url: `http://localhost:${taken}`,
    async serve() {
      app = await launch();
    },
    async stop() {
      await app?.stop();
      await stop();
    },
  };
}
