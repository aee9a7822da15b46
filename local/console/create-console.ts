import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildPage, type Page } from '../pages/page';
import type { EventLog, RunnerEvent, Runtime, Service } from '../runtime';
import { isLocalHost, mayChange, readBody, send } from '../services/local-http';
import type { EventsService } from '../services/events/create-events';
import type { Execution } from '../services/step-functions/execution-history';
import type { StepFunctionsService } from '../services/step-functions/create-step-functions';
import type { LocalSettings } from '../settings';
import { parseInstant } from './instant';

export interface ConsoleOptions {
  settings: Pick<LocalSettings, 'name' | 'console'>;
  runtime: Pick<Runtime, 'events' | 'byType'>;
  stepFunctions: Pick<StepFunctionsService, 'machines' | 'history'>;
  events: Pick<EventsService, 'tick' | 'nextFirings'>;
  /** Addresses of the rest of the backend. */
  inboxUrl: string;
  appUrl: string | null;
}

export interface ConsoleService extends Service {
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** How many past events a new page gets. */
const BACKLOG = 1500;
const HEARTBEAT_MS = 20_000;

/** Serves the operator's page: executions, logs, denied calls, notices and the clock. */
export function createConsole({
  settings,
  runtime,
  stepFunctions,
  events,
  inboxUrl,
  appUrl,
}: ConsoleOptions): ConsoleService {
  const streams = new Set<ServerResponse>();
  const title = `${settings.name} operator`;
  let page: Page | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://console');
    if (!isLocalHost(request)) return send(response, 403, { message: "Open the operator's page as localhost." });
    const route = `${request.method} ${url.pathname}`;
    if (route === 'GET /') {
      page ??= buildPage({
        title,
        folder: 'console',
        settings: { ...settings.console, title },
        frames: loopbackNames(inboxUrl),
      });
      return send(response, 200, page.html, page.headers);
    }
    if (route === 'GET /state') return send(response, 200, state());
    if (route === 'GET /events') return stream(request, response, runtime.events);
    if (route === 'GET /execution') {
      const execution = stepFunctions.history.get(url.searchParams.get('arn') ?? '');
      return execution
        ? send(response, 200, execution)
        : send(response, 404, { message: 'There is no such execution.' });
    }
    if (route === 'POST /tick') return tick(request, response);
    return send(response, 404, { message: `The operator's page has no ${route}.` });
  }

  function state(): object {
    return {
      inboxUrl,
      appUrl,
      machines: stepFunctions.machines.map(({ arn, name, logicalId, definition }) => ({
        arn,
        name,
        logicalId,
        definition,
      })),
      executions: stepFunctions.history.list().map(summary),
      functions: runtime
        .byType('AWS::Lambda::Function')
        .map(({ ref, logicalId }) => ({ name: ref, logicalId }))
        .sort((a, b) => a.name.localeCompare(b.name)),
      nextFirings: events.nextFirings(),
    };
  }

  async function tick(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!mayChange(request)) return send(response, 403, { message: 'Send JSON from this page, or from a program.' });
    const body = (await readBody(request, 10_000))?.toString() ?? '';
    let at: Date;
    try {
      at = parseInstant(JSON.parse(body || '{}').at);
    } catch (error) {
      const message = error instanceof SyntaxError ? 'The body is not JSON.' : (error as Error).message;
      return send(response, 400, { message });
    }
    return send(response, 200, await events.tick(at));
  }

  function stream(request: IncomingMessage, response: ServerResponse, log: EventLog): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const write = (event: RunnerEvent) => response.write(`data: ${JSON.stringify(light(event))}\n\n`);
    for (const event of log.list({ limit: BACKLOG })) write(event);
    response.write('event: live\ndata: {}\n\n');
    const unsubscribe = log.subscribe(write);
    const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
    streams.add(response);
    request.on('close', () => {
      clearInterval(heartbeat);
      unsubscribe();
      streams.delete(response);
    });
  }

  return {
    handle(request, response) {
      answer(request, response).catch((error: Error) => {
        if (response.headersSent) response.destroy();
        else send(response, 500, { message: error.message });
      });
    },
    stop() {
      for (const response of streams) response.end();
      return Promise.resolve();
    },
  };
}

/** Inputs and outputs of states can be long; the page requests those that it shows. */
function light(event: RunnerEvent): RunnerEvent {
  return event.kind === 'state' ? { ...event, input: undefined, output: undefined } : event;
}

function summary({ visits, input, output: _output, ...rest }: Execution): object {
  const failed = visits.flatMap(({ attempts }) => attempts).some(({ error }) => error);
  return { ...rest, input: JSON.stringify(input).slice(0, 300), last: visits.at(-1)?.state ?? null, retried: failed };
}

/** The address of a local server under both names of this machine: the page can be open under either. */
function loopbackNames(url: string): string[] {
  const { port } = new URL(url);
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
}
