import type { InvokeResult, Runtime } from '../../runtime';
import { InFlight, STOP_PATIENCE_MS } from '../in-flight';
import { pause } from '../pause';
import type { FunctionPool } from './function-pool';

/** On AWS an error is retried after one and after two minutes. Here nobody waits that long. */
const RETRY_DELAYS_MS = [1000, 2000];

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_ASYNC_BYTES = 256 * 1024;

/** Events that Lambda takes on and then delivers: two retries, and the dead-letter queue for what still fails. */
export class AsyncInvocations {
  readonly #inFlight = new InFlight();
  readonly #stopped = new AbortController();

  constructor(private readonly runtime: Pick<Runtime, 'events' | 'queues'>) {}

  /** Takes the event on and returns; the outcome shows in the log and in the dead-letter queue. */
  accept(pool: FunctionPool, payload: string): void {
    checkSize(payload);
    this.#inFlight.track(
      this.invoke(pool, payload).catch((error: Error) => this.#warn(`${pool.config.logicalId}: ${error.message}`)),
    );
  }

  /** Resolves with the result of the last attempt. @throws RequestTooLargeException */
  async invoke(pool: FunctionPool, payload: string): Promise<InvokeResult> {
    checkSize(payload);
    for (let attempt = 0; ; attempt++) {
      const { requestId, result } = await pool.invoke(payload);
      if (result.ok) return result;
      const delay = RETRY_DELAYS_MS[attempt];
      if (delay === undefined) {
        this.#keep(pool, payload, requestId, result);
        return result;
      }
      if (!(await pause(delay, this.#stopped.signal))) return result;
    }
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#inFlight.settledWithin(STOP_PATIENCE_MS);
  }

  /** Message and attributes: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
  #keep({ config }: FunctionPool, body: string, requestId: string, result: InvokeResult & { ok: false }): void {
    if (config.deadLetterArn === null) {
      this.#warn(
        `${config.logicalId}: an event is lost, because all attempts failed and there is no dead-letter queue.`,
      );
      return;
    }
    const attributes = { RequestID: requestId, ErrorCode: '200', ErrorMessage: result.errorMessage.slice(0, 1024) };
    try {
      this.runtime.queues.send(
        config.deadLetterArn,
        { body, attributes },
        { arn: config.roleArn, logicalId: config.logicalId },
      );
      this.#warn(`${config.logicalId}: all attempts failed; the event is in the dead-letter queue.`);
    } catch (error) {
      this.#warn(`${config.logicalId}: an event is lost: ${(error as Error).message}`);
    }
  }

  #warn(message: string): void {
    this.runtime.events.append({ kind: 'notice', level: 'warn', message });
  }
}

function checkSize(payload: string): void {
  if (Buffer.byteLength(payload) <= MOST_ASYNC_BYTES) return;
  const message = `Request must be smaller than ${MOST_ASYNC_BYTES} bytes for the InvokeFunction operation`;
  throw Object.assign(new Error(message), { name: 'RequestTooLargeException' });
}
