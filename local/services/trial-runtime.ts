import type { InvokeResult, Principal, QueueMessage, StackResource, Runtime, RunnerEvent } from '../runtime';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test states the shape of its payloads
type Payload = any;

/** The code of a trial function. */
export type TrialFunction = (payload: Payload, principal: Principal) => unknown;

/** An in-memory runtime for tests of one service: functions are closures, and events are collected in a list. */
export function trialRuntime(options: {
  resources?: Partial<StackResource>[];
  stateDir: string;
  functions?: Record<string, TrialFunction>;
  now?: () => Date;
  call?: Runtime['call'];
}) {
  const events: RunnerEvent[] = [];
  const queued: (QueueMessage & { queueArn: string; principal: Principal })[] = [];
  const invocations: { fn: string; payload: Payload; principal: Principal }[] = [];
  const resources = (options.resources ?? []).map((resource) => ({
    logicalId: 'Unnamed',
    type: '',
    stack: 'trial',
    path: '',
    properties: {},
    ref: resource.logicalId ?? 'Unnamed',
    attributes: {},
    ...resource,
  }));
  const now = options.now ?? (() => new Date());
  const runtime: Runtime = {
    resources,
    byType: (type) => resources.filter((resource) => resource.type === type),
    stateDir: options.stateDir,
    assemblyDir: options.stateDir,
    endpoint: 'http://127.0.0.1:1',
    clock: { now },
    events: {
      append: (event) => void events.push({ at: now().toISOString(), ...event } as RunnerEvent),
      list: ({ kind } = {}) => events.filter((event) => !kind || event.kind === kind),
      subscribe: () => () => undefined,
    },
    queues: { send: (queueArn, message, principal) => void queued.push({ queueArn, ...message, principal }) },
    lambda: {
      invokeEvent: (fn, payload, principal) => runtime.lambda.invoke(fn, payload, principal),
      async invoke(fn, payload, principal): Promise<InvokeResult> {
        invocations.push({ fn, payload: structuredClone(payload), principal });
        const run = options.functions?.[fn];
        if (!run) throw Object.assign(new Error(`Function not found: ${fn}`), { name: 'ResourceNotFoundException' });
        try {
          return { ok: true, payload: await run(payload, principal) };
        } catch (error) {
          const { name, message } = error as Error;
          if (name === 'AccessDeniedException') throw error;
          return { ok: false, errorType: name, errorMessage: message, trace: [] };
        }
      },
    },
    authorize: () => undefined,
    call: options.call ?? (() => Promise.reject(new Error('This trial calls no AWS API.'))),
  };
  return { runtime, events, invocations, queued };
}
