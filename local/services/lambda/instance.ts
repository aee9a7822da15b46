import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { InvokeResult } from '../../runtime';
import { workerSource } from '../../worker-source';
import { handlerFile, type FunctionConfig } from './function-config';
import type { InstanceData, InstanceMessage, InvokeOrder, LambdaFailure } from './instance-protocol';

let source: string | undefined;

/** The limit of AWS for loading a function, before the invocation's timeout starts. */
const INIT_MS = 10_000;

/** The part of a function's memory for the JavaScript heap; the rest is for the runtime. */
const HEAP_SHARE = 0.9;

const failed = (failure: LambdaFailure): InvokeResult => ({ ok: false, ...failure });

/**
 * One warm instance of a function, in a worker thread. A thread starts ten times faster than a process, has its own
 * environment and heap limit, and can be terminated in an endless loop. It runs one event at a time.
 */
export class Instance {
  readonly #worker: Worker;
  readonly #ready: Promise<LambdaFailure | null>;
  /** Resolves the current invocation. */
  #settle: ((result: InvokeResult) => void) | null = null;
  #requestId = '';
  #dead = false;
  #crash: NodeJS.ErrnoException | null = null;
  readonly #exited: Promise<void>;

  constructor(
    readonly config: FunctionConfig,
    environment: Record<string, string>,
    onLog: (requestId: string, line: string) => void,
  ) {
    const file = handlerFile(config);
    const dot = config.handler.lastIndexOf('.');
    source ??= workerSource(new URL('./instance-worker.ts', import.meta.url));
    const data: InstanceData = {
      module: file ? pathToFileURL(file).href : '',
      exportName: config.handler.slice(dot + 1),
      context: {
        functionName: config.name,
        memoryLimitInMB: String(config.memoryMB),
        logGroupName: config.logGroupName,
        invokedFunctionArn: config.arn,
      },
    };
    this.#worker = new Worker(source, {
      eval: true,
      execArgv: [],
      env: environment,
      workerData: data,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: Math.floor(config.memoryMB * HEAP_SHARE) },
    });
    this.#worker.unref();
    let timer: NodeJS.Timeout;
    this.#ready = new Promise((resolve) => {
      timer = setTimeout(() => {
        resolve({
          errorType: 'Sandbox.Timedout',
          errorMessage: `Init phase timed out after ${INIT_MS / 1000} seconds`,
          trace: [],
        });
        this.end();
      }, INIT_MS);
      this.#worker.on('message', (message: InstanceMessage) => {
        if (message.type === 'ready') resolve(null);
        else if (message.type === 'init-failed') {
          resolve(message.failure);
          this.end();
        } else if (message.type === 'log') onLog(this.#requestId, message.line);
        else if (message.requestId === this.#requestId) this.#finish(message);
      });
      this.#worker.on('exit', (code) => {
        this.#dead = true;
        const failure = this.#exitFailure(code);
        resolve(failure);
        this.#settle?.(failed(failure));
      });
    });
    void this.#ready.then(() => clearTimeout(timer));
    this.#worker.on('error', (error) => (this.#crash = error));
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
  }

  /** Whether the instance can run another event. */
  get usable(): boolean {
    return !this.#dead;
  }

  /** Runs one event after the function is loaded. Loading does not count towards the function's timeout. */
  async invoke(order: Omit<InvokeOrder, 'deadline'>): Promise<InvokeResult> {
    this.#requestId = order.requestId;
    const initFailure = await this.#ready;
    if (initFailure) return failed(initFailure);
    const { timeoutMs } = this.config;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const message = `RequestId: ${order.requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
        this.#settle?.({ ok: false, errorType: 'Sandbox.Timedout', errorMessage: message, trace: [] });
        this.end();
      }, timeoutMs);
      this.#settle = (result) => {
        clearTimeout(timer);
        this.#settle = null;
        resolve(result);
      };
      this.#worker.postMessage({ ...order, deadline: Date.now() + timeoutMs } satisfies InvokeOrder);
    });
  }

  /** Terminates the thread and resolves when it has ended. */
  async end(): Promise<void> {
    this.#dead = true;
    await this.#worker.terminate();
    await this.#exited;
  }

  #finish(message: Extract<InstanceMessage, { type: 'result' | 'failure' }>): void {
    if (message.type === 'failure') this.#settle?.(failed(message.failure));
    else this.#settle?.({ ok: true, payload: message.payload === undefined ? null : JSON.parse(message.payload) });
  }

  #exitFailure(code: number): LambdaFailure {
    const prefix = `RequestId: ${this.#requestId} Error: `;
    if (this.#crash?.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      const errorMessage = `${prefix}Runtime exited with error: signal: killed`;
      return { errorType: 'Runtime.OutOfMemory', errorMessage, trace: [] };
    }
    if (this.#crash) {
      const { name, message, stack } = this.#crash;
      return {
        errorType: name ?? 'Error',
        errorMessage: message ?? String(this.#crash),
        trace: (stack ?? '').split('\n'),
      };
    }
    const how =
      code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
    return { errorType: 'Runtime.ExitError', errorMessage: prefix + how, trace: [] };
  }
}
