import { TransientError } from '../../amplify/domain/errors';

/**
 * What can happen at a call of a port. before, after: the call has not, or has, taken effect.
 * killed: the function's process ends; the workflow catches that. retried: it ends in a way that the workflow retries.
 * vanished: the whole execution ends, nobody catches anything. abandoned: the workflow lost sight of the function and
 * retries while it goes on. lost: the answer is a passing fault. repeated: the client asked twice, the second answer
 * counts, which is how a conditional write comes to fail.
 */
export const FAULTS = [
  'killed before',
  'killed after',
  'retried before',
  'retried after',
  'vanished before',
  'vanished after',
  'abandoned',
  'lost before',
  'lost after',
  'repeated',
] as const;
export type Fault = (typeof FAULTS)[number];

/** An execution, or whatever else several processes end with. */
export class Run {
  alive = true;
  private tell!: () => void;
  readonly stopped = new Promise<void>((resolve) => (this.tell = resolve));

  stop(): void {
    this.alive = false;
    this.tell();
  }
}

/** One invocation of a function. What it still does after its end takes no effect. */
export class Process {
  private alive = true;
  private tell!: () => void;
  private fail!: (error: Error) => void;
  readonly stopped = new Promise<void>((resolve) => (this.tell = resolve));
  readonly end = new Promise<never>((_, reject) => (this.fail = reject));

  constructor(readonly run: Run) {
    this.end.catch(() => {});
  }

  get isRunning(): boolean {
    return this.alive && this.run.alive;
  }

  stop(): void {
    this.alive = false;
    this.tell();
  }

  /** Tells the caller, whether or not the process goes on. */
  report(name: string): void {
    this.fail(Object.assign(new Error(name), { name }));
  }
}

/** Numbers every call of every port, and lets the chosen ones go wrong. */
export class FaultInjector {
  calls = 0;
  /** What went wrong. */
  readonly fired: string[] = [];
  /** Every call so far, `port.method`. */
  readonly labels: string[] = [];
  armed = true;
  /** By the number of the call, from 1. */
  constructor(
    private readonly faults: ReadonlyMap<number, Fault>,
    private readonly onCall: () => void,
  ) {}

  /** A port whose calls are made by the process. */
  wrap<T extends object>(process: Process, name: string, port: T): T {
    return new Proxy(port, {
      get: (target, method) => {
        const value = Reflect.get(target, method) as unknown;
        if (typeof value !== 'function') return value;
        const label = `${name}.${String(method)}`;
        return (...args: unknown[]) => {
          const answer = () => value.apply(target, args);
          if (method === 'due' || method === 'stuck') return this.iterate(process, label, answer);
          return this.call(process, label, answer);
        };
      },
    });
  }

  /** The rows as they were when the read began, as a page of a query is. */
  private async *iterate<T>(process: Process, label: string, read: () => AsyncIterable<T>): AsyncIterable<T> {
    const rows = await this.call(process, label, async () => {
      const page: T[] = [];
      for await (const row of read()) page.push(row);
      return page;
    });
    yield* rows;
  }

  async call<T>(process: Process, label: string, effect: () => Promise<T>): Promise<T> {
    await Promise.resolve();
    if (!process.isRunning) return never();
    this.onCall();
    this.labels.push(label);
    const fault = this.armed ? this.faults.get(++this.calls) : undefined;
    if (!fault) return effect();
    this.fired.push(`${fault} ${label}`);
    const isMailer = label.startsWith('mailer.');
    if (fault === 'abandoned') {
      process.report('Lambda.SdkClientException');
      return effect();
    }
    // SES is asked once, and the adapter says `later` only where nothing was sent.
    if (fault === 'repeated') return isMailer ? effect() : effect().then(effect);
    if (fault === 'lost after' && isMailer) {
      await effect();
      return { outcome: 'unknown', reason: { code: 'noClearAnswer' } } as T;
    }
    if (fault.endsWith('after')) await effect();
    if (fault.startsWith('lost')) throw new TransientError(`${label} was throttled`);
    if (fault.startsWith('vanished')) process.run.stop();
    process.stop();
    process.report(fault.startsWith('retried') ? 'Lambda.AWSLambdaException' : 'Lambda.Unknown');
    return never();
  }
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}
