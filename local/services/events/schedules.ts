import path from 'node:path';
import { ACCOUNT, REGION, type Runtime } from '../../runtime';
import { openJournal, type Journal } from '../journal';
import { startExecution } from './event-bus';

/** A one-time schedule of EventBridge Scheduler. */
export interface Schedule {
  name: string;
  group: string;
  expression: string;
  timeZone: string;
  /** Milliseconds since 1970. */
  at: number;
  target: { arn: string; roleArn: string; input?: string };
  deleteAfterwards: boolean;
  createdAt: number;
  clientToken?: string;
  description?: string;
  /** Set when the schedule has fired and stays, because it is not deleted after completion. */
  completed?: true;
}

type Entry = { put: Schedule } | { forget: string };

const keyOf = ({ group, name }: Pick<Schedule, 'group' | 'name'>) => `${group}/${name}`;

export const scheduleArn = ({ group, name }: Pick<Schedule, 'group' | 'name'>) =>
  `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/${group}/${name}`;

/** Stores one-time schedules and runs them. */
export class Schedules {
  #byKey = new Map<string, Schedule>();
  #firing = new Set<string>();
  #written: number;

  private constructor(
    private readonly runtime: Pick<Runtime, 'call' | 'lambda' | 'events'>,
    private readonly journal: Journal<Entry>,
    entries: Entry[],
  ) {
    for (const entry of entries) {
      if ('put' in entry) this.#byKey.set(keyOf(entry.put), entry.put);
      else this.#byKey.delete(entry.forget);
    }
    this.#written = entries.length;
  }

  static async open(runtime: Pick<Runtime, 'call' | 'lambda' | 'events' | 'stateDir'>): Promise<Schedules> {
    const { entries, journal } = await openJournal<Entry>(path.join(runtime.stateDir, 'scheduler', 'schedules.jsonl'));
    return new Schedules(runtime, journal, entries);
  }

  get(group: string, name: string): Schedule | undefined {
    return this.#byKey.get(keyOf({ group, name }));
  }

  list(): Schedule[] {
    return [...this.#byKey.values()];
  }

  put(schedule: Schedule): void {
    this.#byKey.set(keyOf(schedule), schedule);
    this.#write({ put: schedule });
  }

  forget(schedule: Schedule): void {
    this.#byKey.delete(keyOf(schedule));
    this.#write({ forget: keyOf(schedule) });
  }

  /** Schedules due by then that have not fired yet, earliest first. */
  due(by: number): Schedule[] {
    return this.#waiting()
      .filter(({ at }) => at <= by)
      .sort((a, b) => a.at - b.at);
  }

  /** When the next schedule is due; null if there is none. */
  nextAt(): number | null {
    return this.#waiting().reduce<number | null>((first, { at }) => (first === null || at < first ? at : first), null);
  }

  /** Runs the target with the schedule's role. The schedule is complete even after a failure, as on AWS after retries. */
  async fire(schedule: Schedule): Promise<{ fired: true } | { fired: false; problem: string }> {
    const key = keyOf(schedule);
    if (this.#firing.has(key) || this.#byKey.get(key) !== schedule)
      return { fired: false, problem: `${key} is already running.` };
    this.#firing.add(key);
    try {
      await this.#run(schedule);
    } catch (error) {
      const problem = `Schedule ${key} could not run ${schedule.target.arn}: ${(error as Error).message}`;
      this.runtime.events.append({ kind: 'notice', level: 'warn', message: problem });
      this.#complete(schedule);
      return { fired: false, problem };
    } finally {
      this.#firing.delete(key);
    }
    this.#complete(schedule);
    return { fired: true };
  }

  async close(): Promise<void> {
    await this.journal.flush();
  }

  #waiting(): Schedule[] {
    return this.list().filter((schedule) => !schedule.completed && !this.#firing.has(keyOf(schedule)));
  }

  async #run({ target: { arn, roleArn, input } }: Schedule): Promise<void> {
    if (arn.includes(':stateMachine:')) return void (await startExecution(this.runtime, arn, roleArn, input ?? '{}'));
    const result = await this.runtime.lambda.invokeEvent(arn, JSON.parse(input ?? '{}'), { arn: roleArn });
    if (!result.ok) throw new Error(`${result.errorType}: ${result.errorMessage}`);
  }

  #complete(schedule: Schedule): void {
    if (this.#byKey.get(keyOf(schedule)) !== schedule) return;
    if (schedule.deleteAfterwards) this.forget(schedule);
    else this.put({ ...schedule, completed: true });
  }

  #write(entry: Entry): void {
    this.#written++;
    if (this.#written > 1000 && this.#written > 4 * this.#byKey.size) {
      this.journal.rewrite(this.list().map((put) => ({ put })));
      this.#written = this.#byKey.size;
    } else this.journal.append(entry);
  }
}
