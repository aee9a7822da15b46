import { randomUUID } from 'node:crypto';
import type { EventLog, InvokeResult } from '../../runtime';
import type { FunctionConfig } from './function-config';
import { Instance } from './instance';

/** The limit of instances of one function. AWS has a limit of 1,000 for the account. */
const MOST_INSTANCES = 8;
const IDLE_MS = 10 * 60_000;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MOST_PAYLOAD_BYTES = 6 * 1024 * 1024;

interface Warm {
  instance: Instance;
  idle: NodeJS.Timeout;
}

/** The instances of one function. Each runs one event at a time; more start on demand, and idle ones end. */
export class FunctionPool {
  readonly #idle: Warm[] = [];
  readonly #all = new Set<Instance>();
  readonly #queue: ((instance: Instance) => void)[] = [];
  #stopped = false;

  constructor(
    readonly config: FunctionConfig,
    readonly environment: Record<string, string>,
    readonly events: EventLog,
  ) {}

  /** @param payload JSON */
  async invoke(payload: string): Promise<{ requestId: string; result: InvokeResult }> {
    const requestId = randomUUID();
    const { name } = this.config;
    const instance = await this.#take();
    const started = performance.now();
    let result: InvokeResult;
    try {
      result = limited(await instance.invoke({ requestId, payload, traceId: traceId() }));
    } finally {
      this.#giveBack(instance);
    }
    const error = result.ok ? null : `${result.errorType}: ${result.errorMessage}`;
    if (!result.ok && (result.errorType.startsWith('Sandbox.') || result.errorType.startsWith('Runtime.'))) {
      this.events.append({ kind: 'log', functionName: name, requestId, line: error! });
    }
    const ms = Math.round((performance.now() - started) * 100) / 100;
    this.events.append({ kind: 'invocation', functionName: name, requestId, ms, error });
    return { requestId, result };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { idle } of this.#idle) clearTimeout(idle);
    await Promise.all([...this.#all].map((instance) => instance.end()));
  }

  #take(): Instance | Promise<Instance> {
    const warm = this.#idle.pop();
    if (warm) {
      clearTimeout(warm.idle);
      return warm.instance;
    }
    if (this.#all.size < MOST_INSTANCES) return this.#start();
    return new Promise((resolve) => this.#queue.push(resolve));
  }

  #start(): Instance {
    if (this.#stopped) throw new Error('The local runner is stopping.');
    const instance = new Instance(this.config, this.environment, (requestId, line) =>
      this.events.append({ kind: 'log', functionName: this.config.name, requestId, line }),
    );
    this.#all.add(instance);
    return instance;
  }

  #giveBack(instance: Instance): void {
    if (!instance.usable) {
      this.#all.delete(instance);
      const next = this.#stopped ? undefined : this.#queue.shift();
      next?.(this.#start());
      return;
    }
    const next = this.#queue.shift();
    if (next) return next(instance);
    const idle = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((warm) => warm.instance === instance),
        1,
      );
      this.#all.delete(instance);
      void instance.end();
    }, IDLE_MS);
    idle.unref();
    this.#idle.push({ instance, idle });
  }
}

function limited(result: InvokeResult): InvokeResult {
  if (!result.ok) return result;
  const bytes = Buffer.byteLength(JSON.stringify(result.payload) ?? '');
  if (bytes <= MOST_PAYLOAD_BYTES) return result;
  return {
    ok: false,
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MOST_PAYLOAD_BYTES} bytes).`,
    trace: [],
  };
}

function traceId(): string {
  const hex = randomUUID().replaceAll('-', '');
  return `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${hex.slice(0, 24)};Parent=${hex.slice(0, 16)};Sampled=0`;
}
