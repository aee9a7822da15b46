import { TransientError } from '../../amplify/domain/errors';

/**
 * Faults at a call of a port. before, after: the call has not, or has, taken effect.
 * killed: the function's process ends with an error that the workflow catches. retried: it ends with an error that the
 * workflow retries. vanished: the whole execution ends, and no error is caught. abandoned: the workflow retries while the
 * function is still running. lost: the call fails with a transient error. repeated: the client retries the call and gets
 * the second answer, in which a conditional write fails.
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

/** An execution: its processes end with it. */
export class SimulatedRun {
  alive = true;
  private tell!: () => void;
  readonly stopped = new Promise<void>((resolve) => (this.tell = resolve));

  stop(): void {
    this.alive = false;
    this.tell();
  }
}

/** One invocation of a function. Its calls after its end have no effect. */
export class Process {
  private alive = true;
  private tell!: () => void;
  private fail!: (error: Error) => void;
  readonly stopped = new Promise<void>((resolve) => (this.tell = resolve));
  readonly end = new Promise<never>((_, reject) => (this.fail = reject));

  constructor(readonly run: SimulatedRun) {
    this.end.catch(() => {});
  }

  get isRunning(): boolean {
    return this.alive && this.run.alive;
  }

  stop(): void {
    this.alive = false;
    this.tell();
  }

  /** Fails the caller with an error. The process may continue. */
  report(name: string): void {
    this.fail(Object.assign(new Error(name), { name }));
  }
}

/** Numbers the calls of all ports and injects the faults into the chosen ones. */
export class FaultInjector {
  calls = 0;
  /** The injected faults with their calls. */
  readonly fired: string[] = [];
  /** All calls so far as `port.method`. */
  readonly labels: string[] = [];
  armed = true;
  /** `faults` by the number of the call, from 1. */
  constructor(
    private readonly faults: ReadonlyMap<number, Fault>,
    private readonly onCall: () => void,
  ) {}

  /** The port for one process, with faults. */
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

  /** The rows from when the read began, like a page of a query. */
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
    // SES is called once, and the adapter throws TransientError only if nothing was sent.
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
