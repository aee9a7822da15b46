import type { WorkflowStarter, SendQuotas, SendSlots } from '../../../domain/ports';
import { isDelayed } from '../../../domain/schedule/delay';
import { startsLeft, startsPerSecond, type SendQuota } from '../../../domain/sending/send-quota';

/** Why no more digests start now. time, busy: soon again. quota, held: the next tick tries again. */
export type StopReason = 'time' | 'busy' | 'quota' | 'held';

/** What is not started now stays due. */
export class StartsStoppedError extends Error {
  override readonly name = 'StartsStoppedError';
  constructor(readonly reason: StopReason) {
    super(`No more digests start now (${reason}); what is left stays due.`);
  }
}

export interface PaceDependencies {
  slots: SendSlots;
  quotas: SendQuotas;
  /** Whether digests are held back because too many emails bounce or are reported. */
  isHeld(): Promise<boolean>;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds that are left for starting. */
  remaining(): number;
  /** Names this invocation. */
  holder: string;
}

export interface PacedWorkflow extends WorkflowStarter {
  /** Why starting ended early; null when it did not. */
  readonly stopped: StopReason | null;
  /** Lets another invocation work off the backlog. */
  release(): Promise<void>;
}

/** How often the quota, the hold and the lease are looked at again. */
const REFRESH_MS = 30_000;
/** A lease outlives two refreshes: after a crash, another invocation goes on this much later. */
const LEASE_MS = 75_000;
/** SES may take this long to count an email. */
const COUNTED_AFTER_MS = 30_000;
/** Slots are reserved for this much time at once, so that the table is asked twice a second and not for each. */
const RESERVED_MS = 500;

interface Lane {
  slots: number[];
  /** The turn of whoever asked last. */
  last: Promise<unknown>;
}

/**
 * Starts digests no faster than SES takes emails (docs/decisions/0014-pacing.md). `start` waits for a free slot,
 * `startAt` moves to the first free one from its instant on. Both throw StartsStoppedError once the quota of the day is
 * used up, digests are held back, the time of the invocation is over, or another invocation works off the backlog.
 */
export function createPacedWorkflow(workflow: WorkflowStarter, deps: PaceDependencies): PacedWorkflow {
  const { slots, quotas, now, holder } = deps;
  const backlog: Lane = { slots: [], last: Promise.resolve() };
  const minutes = new Map<string, Lane>();
  let starts: number[] = [];
  let quota: SendQuota | null = null;
  let left = 0;
  let refreshed = -Infinity;
  let leasedUntil = -Infinity;
  let stopped: StopReason | null = null;

  function stop(reason: StopReason): never {
    stopped ??= reason;
    throw new StartsStoppedError(stopped);
  }

  async function check(): Promise<SendQuota> {
    if (stopped) stop(stopped);
    if (deps.remaining() <= 0) stop('time');
    if (!quota || now() - refreshed >= REFRESH_MS) {
      if (await deps.isHeld()) stop('held');
      quota = await quotas.read();
      refreshed = now();
      starts = starts.filter((slot) => slot >= refreshed - COUNTED_AFTER_MS);
      left = startsLeft(quota, starts.length);
    }
    if (left <= 0) stop('quota');
    return quota;
  }

  async function lease(): Promise<void> {
    if (now() < leasedUntil - LEASE_MS + REFRESH_MS) return;
    const until = now() + LEASE_MS;
    if (!(await slots.lease(holder, now(), until))) stop('busy');
    leasedUntil = until;
  }

  async function next(lane: Lane, from: () => number, isBacklog: boolean): Promise<number> {
    const allowed = await check();
    if (isBacklog) await lease();
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

  /** Callers take turns, so that each finds what the one before left. */
  function take(lane: Lane, from: () => number, isBacklog: boolean): Promise<number> {
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
      const wait = slot - now();
      if (wait > deps.remaining()) stop('time');
      if (wait > 0) await deps.sleep(wait);
      await workflow.start(input);
    },

    async startAt(instant, input) {
      const due = Date.parse(instant);
      const slot = await take(laneOf(instant), () => due, false);
      const delayed = input.delayed || isDelayed(due, slot);
      await workflow.startAt(new Date(slot).toISOString(), { ...input, delayed });
    },

    async release() {
      if (leasedUntil > -Infinity) await slots.release(holder);
    },
  };
}
