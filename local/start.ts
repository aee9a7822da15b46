import { mkdirSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { openApp, type LocalApp } from './app';
import { createConsole } from './console/create-console';
import { createRuntime } from './create-runtime';
import { createEventLog } from './event-log';
import { createHttpServer, type Upgrade } from './http-server';
import { listen } from './listen';
import { resourceNames } from './resource-names';
import { amplifyOutputs, type AmplifyOutputs } from './outputs';
import type { EventLog, StackResource, Service } from './runtime';
import { createApiGateway } from './services/api-gateway/create-api-gateway';
import { createAppSync } from './services/appsync/create-appsync';
import { createCognito } from './services/cognito/create-cognito';
import type { AccessKey } from './services/endpoint/credentials';
import { createEvents, type EventsService } from './services/events/create-events';
import { createFunctionUrls, localFunctionUrls, type FunctionUrls } from './services/lambda/function-urls';
import { createSes } from './services/ses/create-ses';
import type { QuotaSettings } from './services/ses/sending-quota';
import { createStepFunctions } from './services/step-functions/create-step-functions';
import { AwaitedCodes, seedContext, type SeedSignIn } from './seed';
import type { LocalPorts, LocalSettings, SynthesisSettings } from './settings';
import { stopAll } from './stop-all';
import { lockState } from './state-lock';
import type { Steps } from './steps';
import { synthesise } from './template/synthesise';

export interface StartOptions {
  /** Folder for tables, users and emails. One runner at a time can use it. */
  stateDir: string;
  /** The cloud assembly to run. By default the backend is synthesised. */
  assemblyDir?: string;
  /** 'any' takes free ports, for tests. */
  ports?: 'any' | LocalPorts;
  /** Also serves the app. */
  app?: boolean;
  /** Runs the seed of the settings. */
  seed?: boolean;
  /** Path of amplify_outputs.json; by default in the state folder. */
  outputsFile?: string;
  /** Shows no progress. */
  quiet?: boolean;
  /** Sending quota of SES; by default that of a production account of moderate size. */
  sesQuota?: Partial<QuotaSettings>;
  /** Whether rules and schedules also fire as real time passes. Tests that simulate hours with `tick` turn it off. */
  wallClock?: boolean;
  events?: EventLog;
  steps?: Steps;
  signal?: AbortSignal;
  /** For tests: changes the loaded resources before the services start. */
  transformResources?: (resources: StackResource[]) => StackResource[];
}

export interface LocalBackend {
  outputs: AmplifyOutputs;
  restUrl: string;
  graphqlUrl: string;
  cognitoUrl: string;
  inboxUrl: string;
  consoleUrl: string;
  awsEndpoint: string;
  appUrl: string | null;
  operatorCredentials: AccessKey;
  /** The demo user; null without a seed. */
  signIn: SeedSignIn | null;
  events: EventLog;
  /** Simulates the hour from `at`: fires the rules, then runs their executions and the one-time schedules of the hour. */
  tick: EventsService['tick'];
  stop(): Promise<void>;
}

const SILENT: Steps = { begin: () => undefined, progress: () => undefined, end: () => undefined };

/**
 * Starts the whole backend of a cloud assembly in this process.
 * @throws AlreadyRunningError when another runner uses the state folder, TemplateError when the assembly is invalid,
 * NoPortError when the system has no free port
 */
export async function startLocal(settings: LocalSettings, options: StartOptions): Promise<LocalBackend> {
  const events = options.events ?? createEventLog();
  const steps = options.quiet ? SILENT : (options.steps ?? SILENT);
  const ports = options.ports === 'any' ? anyPorts() : (options.ports ?? settings.ports);
  const signIn = options.seed ? settings.seed.signIn : null;
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Functions run in threads of this process, and on AWS their time zone is UTC.
  process.env['TZ'] = 'UTC';

  const lock = await lockState(options.stateDir);
  const running: Service[] = [];
  const stop = once(async () => {
    try {
      await stopAll(running);
    } finally {
      lock.release();
    }
  });
  const keep = <T extends Service>(service: T): T => {
    running.push(service);
    return service;
  };
  const serve = async (name: string, port: number, request: RequestListener, upgrade?: Upgrade) =>
    keep(await listen(createHttpServer(name, { request, upgrade }, events), port, name, events)).url;

  try {
    const assemblyDir = options.assemblyDir ?? (await synthesised(settings.synthesis, steps, options.signal));

    steps.begin('Starting the backend');
    const app: LocalApp | null = options.app ? keep(await openApp(ports.app, events, settings.app)) : null;
    // Functions get these addresses in their environment, so this server starts before them.
    let functionUrls: FunctionUrls | null = null;
    const functionUrl = await serve('function URLs', ports.functionUrls, (request, response) =>
      functionUrls ? functionUrls.handle(request, response) : response.writeHead(503).end(),
    );
    const local = keep(
      await createRuntime({
        assemblyDir,
        stateDir: options.stateDir,
        naming: resourceNames,
        account: settings.account,
        endpointPort: ports.endpoint,
        // The only difference from the templates: emails must link to the local addresses of the app and the functions.
        functionVariable: (name, value) =>
          app && name === settings.appUrlVariable ? withPortOf(app.url, value) : localFunctionUrls(value, functionUrl),
        transformResources: options.transformResources,
        events,
      }),
    );
    const { runtime, endpoint, operatorCredentials } = local;
    lock.serves(endpoint.url);
    functionUrls = keep(createFunctionUrls(runtime));
    const stepFunctions = keep(await createStepFunctions(runtime));
    const bus = keep(await createEvents(runtime, { stepFunctions, wallClock: options.wallClock }));
    const ses = keep(
      await createSes(runtime, {
        putEvent: bus.put,
        quota: options.sesQuota,
        account: settings.account.ses,
        inbox: settings.inbox,
      }),
    );
    const codes = new AwaitedCodes();
    const cognito = keep(
      await createCognito(runtime, {
        deliverEmail: async (email) => {
          if (!codes.intercept(email)) await ses.deliverEmail(email);
        },
      }),
    );
    const appsync = keep(createAppSync(runtime, { verifyToken: cognito.verifyToken }));
    const restApi = keep(createApiGateway(runtime, { verifyToken: cognito.verifyToken }));
    for (const api of [stepFunctions.api, ...bus.apis, ses.api, cognito.api]) endpoint.add(api);

    const cognitoUrl = await serve('Cognito', ports.cognito, cognito.handle);
    const graphql = await serve('GraphQL API', ports.graphql, appsync.handle, appsync.upgrade);
    const rest = await serve('REST API', ports.rest, restApi.handle);
    const restUrl = `${rest}/${restApi.apis[0]?.stage ?? ''}`;
    const inboxUrl = await serve('inbox', ports.inbox, ses.handle);
    const appUrl = app?.url ?? null;
    const page = keep(createConsole({ settings, runtime, stepFunctions, events: bus, inboxUrl, appUrl }));
    const consoleUrl = await serve("operator's page", ports.console, page.handle);

    const outputs = amplifyOutputs({
      assemblyDir,
      resources: runtime.resources,
      outputs: local.outputs,
      addresses: {
        restUrl,
        graphqlClientUrl: appsync.clientUrl(graphql),
        cognitoUrl,
        inboxUrl,
        consoleUrl,
        awsEndpoint: endpoint.url,
      },
      operatorCredentials,
      demo: signIn,
    });
    const outputsFile = options.outputsFile ?? path.join(options.stateDir, 'amplify_outputs.json');
    mkdirSync(path.dirname(outputsFile), { recursive: true });
    writeFileSync(outputsFile, `${JSON.stringify(outputs, null, 2)}\n`);
    options.signal?.throwIfAborted();

    if (options.seed) {
      steps.begin(settings.seed.step);
      const { stateDir, signal } = options;
      const progress = (text: string) => steps.progress(text);
      const { signIn } = settings.seed;
      const parts = { signIn, stateDir, outputsFile, timeZone, signal, progress, cognito, codes, runtime };
      await settings.seed.run(seedContext(parts));
    }
    if (app) {
      steps.begin('Starting the app');
      await app.serve();
    }
    options.signal?.throwIfAborted();
    return {
      outputs,
      restUrl,
      graphqlUrl: `${graphql}/graphql`,
      cognitoUrl,
      inboxUrl,
      consoleUrl,
      awsEndpoint: endpoint.url,
      appUrl,
      operatorCredentials,
      signIn,
      events,
      tick: (at) => bus.tick(at),
      stop,
    };
  } catch (error) {
    // The first error explains the failed start; errors of stopping would hide it.
    await stop().catch(() => undefined);
    throw error;
  }
}

async function synthesised(settings: SynthesisSettings, steps: Steps, signal?: AbortSignal): Promise<string> {
  steps.begin('Synthesising');
  const { dir, fresh } = await synthesise(settings, { signal });
  if (!fresh) steps.end('unchanged');
  return dir;
}

/** `address` with the app's port, if it is an address of this machine. */
function withPortOf(appUrl: string, address: string): string {
  const url = new URL(address);
  if (url.hostname !== 'localhost' && url.hostname !== '127.0.0.1') return address;
  url.port = new URL(appUrl).port;
  return url.toString().replace(/\/$/, '');
}

function anyPorts(): LocalPorts {
  return { console: 0, rest: 0, graphql: 0, cognito: 0, endpoint: 0, inbox: 0, functionUrls: 0, app: 0 };
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= run());
}
