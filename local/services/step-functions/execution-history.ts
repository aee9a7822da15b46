import path from 'node:path';
import { openJournal, type Journal } from '../journal';
import type { Json, RunEvent, RunResult } from './state-machine';

/** One attempt of a state. */
export interface Attempt {
  /** Milliseconds since 1970. */
  at: number;
  ms?: number;
  error?: string;
  cause?: string;
}

/** One visit of a state, with all its attempts. */
export interface StateVisit {
  state: string;
  type: string;
  /** Iteration, inside a Map. */
  index?: number;
  at: number;
  ms?: number;
  input: Json;
  output?: Json;
  attempts: Attempt[];
  /** The next state of a Catch. */
  caughtBy?: string;
}

export interface Execution {
  arn: string;
  name: string;
  machineArn: string;
  status: 'RUNNING' | RunResult['status'];
  /** ARN of the role, or `operator`. */
  startedBy: string;
  startedAt: number;
  stoppedAt?: number;
  input: Json;
  output?: Json;
  error?: string;
  cause?: string;
  visits: StateVisit[];
}

/** Finished executions kept, in memory and on disk. */
const KEPT = 500;

/** Keeps the running executions, and the last 500 finished ones, even after a restart. */
export class ExecutionHistory {
  #running = new Map<string, Execution>();
  #finished: Execution[];
  #journal: Journal<Execution>;
  #written: number;

  private constructor(finished: Execution[], written: number, journal: Journal<Execution>) {
    this.#finished = finished;
    this.#written = written;
    this.#journal = journal;
  }

  static async open(stateDir: string): Promise<ExecutionHistory> {
    const file = path.join(stateDir, 'step-functions', 'executions.jsonl');
    const { entries, journal } = await openJournal<Execution>(file);
    return new ExecutionHistory(entries.slice(-KEPT), entries.length, journal);
  }

  /** Newest first. */
  list(limit = KEPT): Execution[] {
    return [...this.#finished, ...this.#running.values()].sort((a, b) => b.startedAt - a.startedAt).slice(0, limit);
  }

  get(arn: string): Execution | undefined {
    return this.#running.get(arn) ?? this.#finished.findLast((execution) => execution.arn === arn);
  }

  started(execution: Execution): void {
    this.#running.set(execution.arn, execution);
  }

  /** Adds an event to the execution and returns the visit of the event. */
  record(execution: Execution, event: RunEvent): StateVisit {
    if (event.type === 'entered') {
      const { state, stateType, at, input, index } = event;
      const visit: StateVisit = { state, type: stateType, at, input, attempts: [{ at }] };
      if (index !== undefined) visit.index = index;
      execution.visits.push(visit);
      return visit;
    }
    const visit = execution.visits.findLast(({ state, index }) => state === event.state && index === event.index);
    if (!visit) throw new Error(`${event.state} was ${event.type} before it was entered.`);
    const attempt = visit.attempts.at(-1)!;
    if (event.type === 'failed') {
      Object.assign(attempt, { ms: event.at - attempt.at, error: event.error, cause: event.cause });
      visit.ms = event.at - visit.at;
    } else if (event.type === 'retried') {
      visit.attempts.push({ at: event.at });
    } else if (event.type === 'caught') {
      visit.caughtBy = event.next;
    } else {
      attempt.ms ??= event.at - attempt.at;
      visit.ms = event.at - visit.at;
      visit.output = event.output;
    }
    return visit;
  }

  finished(execution: Execution, result: RunResult, at: number): void {
    Object.assign(execution, result, { stoppedAt: at });
    this.#running.delete(execution.arn);
    this.#finished.push(execution);
    if (this.#finished.length > KEPT) this.#finished.shift();
    if (++this.#written > 2 * KEPT) {
      this.#journal.rewrite(this.#finished);
      this.#written = this.#finished.length;
    } else this.#journal.append(execution);
  }

  close(): Promise<void> {
    return this.#journal.flush();
  }
}
