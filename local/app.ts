import type { RequestListener } from 'node:http';
import { createHttpServer, type Handlers } from './http-server';
import { listen } from './listen';
import type { EventLog, Service } from './runtime';

/** Starts the app's development server inside this process, so that nothing of it can be left behind. */
export type AppLauncher = () => Promise<Handlers & Service>;

export interface LocalApp extends Service {
  /** Where a browser opens it. */
  url: string;
  /** Launches the app and serves it; until then the address answers that it is starting. */
  serve(): Promise<void>;
}

/** Takes the app's port first, since emails link to it; the app itself starts last, when its backend is there. */
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
