import { parentPort, workerData } from 'node:worker_threads';
import type { InstanceData, InstanceMessage, InvokeOrder, LambdaFailure } from './instance-protocol';

/*
 * One warm instance in a thread of its own, with the function's environment as process.env. It loads the handler once
 * and then runs one event at a time.
 */

const { module, exportName, context } = workerData as InstanceData;
const port = parentPort!;
const send = (message: InstanceMessage) => port.postMessage(message);

type Handler = (event: unknown, context: object, callback: (error: unknown, result?: unknown) => void) => unknown;

// Log lines use the same port as results, so that they arrive in order, before the result of their request.
for (const stream of [process.stdout, process.stderr]) {
  let rest = '';
  stream.write = ((chunk: string | Uint8Array, ...more: unknown[]) => {
    const lines = (rest + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line) send({ type: 'log', line });
    const done = more.find((item) => typeof item === 'function') as (() => void) | undefined;
    done?.();
    return true;
  }) as typeof stream.write;
}

function failureOf(error: unknown): LambdaFailure {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'stack' in error)) {
    const { name, message, stack } = error as Error;
    return { errorType: name || 'Error', errorMessage: message ?? '', trace: (stack ?? '').split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

async function load(): Promise<Handler> {
  const loaded = (await import(module)) as Record<string, unknown> & { default?: Record<string, unknown> };
  const handler = loaded[exportName] ?? loaded.default?.[exportName];
  if (typeof handler === 'function') return handler as Handler;
  const error = new Error(`${exportName} is undefined or not exported`);
  error.name = 'Runtime.HandlerNotFound';
  throw error;
}

function run(handler: Handler, order: InvokeOrder): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const result = handler(
      JSON.parse(order.payload),
      {
        ...context,
        functionVersion: '$LATEST',
        logStreamName: 'local',
        awsRequestId: order.requestId,
        callbackWaitsForEmptyEventLoop: true,
        getRemainingTimeInMillis: () => Math.max(0, order.deadline - Date.now()),
      },
      (error, value) => (error ? reject(error as Error) : resolve(value)),
    );
    // A handler of three parameters that returns no promise answers through its callback.
    if (typeof (result as PromiseLike<unknown> | undefined)?.then === 'function') {
      (result as PromiseLike<unknown>).then(resolve, reject);
    } else if (handler.length < 3) resolve(result);
  });
}

load().then(
  (handler) => {
    port.on('message', (order: InvokeOrder) => {
      process.env['_X_AMZN_TRACE_ID'] = order.traceId;
      run(handler, order)
        .then((value) => send({ type: 'result', requestId: order.requestId, payload: JSON.stringify(value) }))
        .catch((error: unknown) => send({ type: 'failure', requestId: order.requestId, failure: failureOf(error) }));
    });
    send({ type: 'ready' });
  },
  (error: unknown) => send({ type: 'init-failed', failure: failureOf(error) }),
);
