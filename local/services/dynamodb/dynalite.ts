import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ACCOUNT, REGION } from '../../runtime';
import { workerSource } from '../../worker-source';

interface Answer {
  status: number;
  /** JSON */
  body: string;
}

/** DynamoDB's operations on files in a folder. */
export interface Dynalite {
  send(operation: string, body: string): Promise<Answer>;
  /** Parsed output; @throws Error with DynamoDB's message. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each operation has an output of its own, as in the API
  call(operation: string, input: object): Promise<any>;
  close(): Promise<void>;
}

/** Starts dynalite's thread. `onCrash` is called if the thread ends without `close`. */
export function openDynalite(options: { dir: string; onCrash: (error: Error) => void }): Dynalite {
  mkdirSync(options.dir, { recursive: true });
  const worker = new Worker(workerSource(new URL('./dynalite-worker.ts', import.meta.url)), {
    eval: true,
    execArgv: [],
    env: { AWS_ACCOUNT_ID: ACCOUNT, AWS_REGION: REGION },
    workerData: { from: fileURLToPath(import.meta.url), path: options.dir },
  });
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let last = 0;
  let ended: Error | null = null;
  let closing: (() => void) | null = null;

  worker.on('message', (message: { id: number; status: number; body: string } | { closed: true; error?: string }) => {
    if ('closed' in message) return;
    waiting.get(message.id)?.resolve(message);
    waiting.delete(message.id);
  });
  let crash: Error | null = null;
  worker.on('error', (error) => (crash = error));
  worker.on('exit', () => {
    ended = crash ?? new Error('DynamoDB has stopped.');
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    if (closing) closing();
    else options.onCrash(ended);
  });

  function send(operation: string, body: string): Promise<Answer> {
    if (ended) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, operation, body });
    });
  }

  return {
    send,
    async call(operation, input) {
      const { status, body } = await send(operation, JSON.stringify(input));
      const output = JSON.parse(body);
      if (status === 200) return output;
      const error = new Error(`${operation}: ${output.message ?? output.Message ?? output.__type}`);
      error.name = String(output.__type).split('#').at(-1)!;
      throw error;
    },
    close() {
      if (ended) return Promise.resolve();
      return new Promise((resolve) => {
        closing = resolve;
        worker.postMessage('close');
      });
    },
  };
}
