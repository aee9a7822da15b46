import type { MatchingWorkflowInput } from '../../../domain/digest/digest';
import type { SendQuotas, SendSlots, WorkflowStarter } from '../../../domain/ports';
import { isDelayed } from '../../../domain/schedule/delay';
import { startsLeft, startsPerSecond, type SendQuota } from '../../../domain/sending/send-quota';

/**
 * Why no more digests start. After `time` and `busy` the batch continues soon, after `quota` and `held` at the next
 * tick.
 */
export type StopReason = 'time' | 'busy' | 'quota' | 'held';

/** `stopped`: the digest was not started and stays due, and so does every later one of this invocation. */
export type StartResult = 'started' | 'stopped';

/** Starts of the matching workflow that may end early. */
export interface DigestStarts {
  start(input: MatchingWorkflowInput): Promise<StartResult>;
  /** Starts at an instant, ISO 8601 in UTC, or later. */
  startAt(instant: string, input: MatchingWorkflowInput): Promise<StartResult>;
}

export interface PaceDependencies {
  slots: SendSlots;
  quotas: SendQuotas;
  /** Whether all digests are held because of too many bounces or complaints. */
  isHeld(): Promise<boolean>;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
  /** Milliseconds that this invocation has left for starts. */
  remaining(): number;
  /** The id of this invocation, as holder of the lease. */
  holder: string;
}

export interface PacedStarts extends DigestStarts {
  /** Why starts ended early; null when they did not. */
  readonly stopped: StopReason | null;
  /** Releases the lease of the backlog. */
  release(): Promise<void>;
}

/** Milliseconds between reads of the quota, the hold and the lease. */
const REFRESH_MS = 30_000;
/** A lease outlives two refreshes. After a crash another invocation continues this much later. */
const LEASE_MS = 75_000;
/** SES may take this long to count an email. */
const COUNTED_AFTER_MS = 30_000;
/** Slots are reserved for this period, so that the table is written twice a second and not for each start. */
const RESERVED_MS = 500;

interface Lane {
  slots: number[];
  /** The turn of the last caller. */
  last: Promise<unknown>;
}

/**
 * Starts digests no faster than SES accepts emails (docs/decisions/0014-pacing.md). `start` waits for a free slot.
 * `startAt` uses the first free slot from its instant on. Both return `stopped` once the daily quota is used up,
 * digests are held, the invocation has no time left, or another invocation works off the backlog.
 */
export function createPacedStarts(workflow: WorkflowStarter, deps: PaceDependencies): PacedStarts {
  const { slots, quotas, now, holder } = deps;
  const backlog: Lane = { slots: [], last: Promise.resolve() };
  const minutes = new Map<string, Lane>();
  let starts: number[] = [];
  let quota: SendQuota | null = null;
  let left = 0;
  let refreshed = -Infinity;
  let leasedUntil = -Infinity;
  let stopped: StopReason | null = null;

  /** Ends all starts of this invocation. The first reason counts. */
  function stop(reason: StopReason): null {
    stopped ??= reason;
    return null;
  }

  /** The quota; null when starts have ended. */
  async function check(): Promise<SendQuota | null> {
    if (stopped) return null;
    if (deps.remaining() <= 0) return stop('time');
    if (!quota || now() - refreshed >= REFRESH_MS) {
      if (await deps.isHeld()) return stop('held');
      quota = await quotas.read();
      refreshed = now();
      starts = starts.filter((slot) => slot >= refreshed - COUNTED_AFTER_MS);
      left = startsLeft(quota, starts.length);
    }
    return left > 0 ? quota : stop('quota');
  }

  /** False when another invocation has the lease. */
  async function lease(): Promise<boolean> {
    if (now() < leasedUntil - LEASE_MS + REFRESH_MS) return true;
    const until = now() + LEASE_MS;
    if (!(await slots.lease(holder, now(), until))) return false;
    leasedUntil = until;
    return true;
  }

  async function next(lane: Lane, from: () => number, isBacklog: boolean): Promise<number | null> {
    const allowed = await check();
    if (!allowed) return null;
    if (isBacklog && !(await lease())) return stop('busy');
    if (lane.slots.length === 0) {
      const rate = startsPerSecond(allowed);
      const count = Math.max(1, Math.floor((rate * RESERVED_MS) / 1000));
      lane.slots = await slots.reserve(from(), count, 1000 / rate);
    }
    const slot = lane.slots.shift()!;
    left--;
    starts.push(slot);
    return slot;
  }

  /** The next slot of a lane, in milliseconds since 1970; null when starts have ended. Callers take turns. */
  function take(lane: Lane, from: () => number, isBacklog: boolean): Promise<number | null> {
    const turn = lane.last.then(() => next(lane, from, isBacklog));
    lane.last = turn.catch(() => undefined);
    return turn;
  }

  function laneOf(instant: string): Lane {
    let lane = minutes.get(instant);
    if (!lane) minutes.set(instant, (lane = { slots: [], last: Promise.resolve() }));
    return lane;
  }

  return {
    get stopped() {
      return stopped;
    },

    async start(input) {
      const slot = await take(backlog, now, true);
      if (slot === null) return 'stopped';
      const wait = slot - now();
      if (wait > deps.remaining()) {
        stop('time');
        return 'stopped';
      }
      if (wait > 0) await deps.sleep(wait);
      await workflow.start(input);
      return 'started';
    },

    async startAt(instant, input) {
      const due = Date.parse(instant);
      const slot = await take(laneOf(instant), () => due, false);
      if (slot === null) return 'stopped';
      const delayed = input.delayed || isDelayed(due, slot);
      await workflow.startAt(new Date(slot).toISOString(), { ...input, delayed });
      return 'started';
    },

    async release() {
      if (leasedUntil > -Infinity) await slots.release(holder);
    },
  };
}
