import type { DigestLedger } from '../../../domain/digest/ledger';
import type { DueInvestors, InvestorProfiles } from '../../../domain/ports';
import type { DueInvestor } from '../../../domain/profile';
import { planHour, planningHorizon, type DueDecision } from '../../../domain/schedule/plan-hour';
import type { DigestStarts } from './paced-starts';

/** Investors handled concurrently: enough to hide network latency, few enough to stay below API rates. */
const CONCURRENCY = 16;

export interface BatchResult {
  started: number;
  scheduled: number;
  missed: number;
  /** Already running or done, as in a second tick of the same hour. */
  repeated: number;
  failed: number;
}

export interface BatchDependencies {
  profiles: DueInvestors & Pick<InvestorProfiles, 'advance'>;
  ledger: DigestLedger<'start-due-digests'>;
  starts: DigestStarts;
  onFailure: (investorId: string, error: unknown) => void;
  /** The present moment of the hour. */
  now: () => Date;
}

/**
 * Starts every digest of the hour that begins at `tick`: those due by then immediately, the others at their minute. The
 * start comes before the advance, so after a crash in between a start is repeated, which the claim makes harmless, and
 * never lost. A failure for one investor does not affect the others; the next tick retries it. When starts are stopped,
 * the remaining investors stay due.
 */
export async function startDueDigests(deps: BatchDependencies, tick: Date): Promise<BatchResult> {
  const result: BatchResult = { started: 0, scheduled: 0, missed: 0, repeated: 0, failed: 0 };
  const running = new Set<Promise<void>>();
  let stopped = false;
  for await (const profile of dueInTheHour(deps.profiles, tick)) {
    if (stopped) break;
    const handled = startInvestor(deps, profile)
      .then((outcomes) => {
        for (const outcome of outcomes) {
          if (outcome === 'stopped') stopped = true;
          else result[outcome]++;
        }
      })
      .catch((error: unknown) => {
        result.failed++;
        deps.onFailure(profile.investorId, error);
      })
      .finally(() => running.delete(handled));
    running.add(handled);
    if (running.size >= CONCURRENCY) await Promise.race(running);
  }
  await Promise.all(running);
  return result;
}

/** Investors who are due later in the hour come first: they must be scheduled before a long backlog is worked off. */
async function* dueInTheHour(profiles: DueInvestors, tick: Date): AsyncGenerator<DueInvestor> {
  const afterwards = new Date(tick.getTime() + 1).toISOString();
  yield* profiles.due(planningHorizon(tick).toISOString(), afterwards);
  yield* profiles.due(afterwards);
}

type Outcome = Exclude<keyof BatchResult, 'failed'> | 'stopped';

/** Handles all digests of one investor up to the end of the hour, then advances the schedule unless starts are stopped. */
async function startInvestor(deps: BatchDependencies, profile: DueInvestor): Promise<Outcome[]> {
  const { nextDigestAt } = profile;
  const plan = planHour({ nextDigestAt, preferences: profile }, deps.now());
  const outcomes: Outcome[] = [];
  for (const decision of plan.decisions) {
    const outcome = await startOne(deps, profile.investorId, decision);
    outcomes.push(outcome);
    if (outcome === 'stopped') return outcomes;
  }
  await deps.profiles.advance(profile.investorId, nextDigestAt, plan.nextDigestAt, profile.updatedAt);
  return outcomes;
}

async function startOne(deps: BatchDependencies, investorId: string, decision: DueDecision): Promise<Outcome> {
  const { action, digestKey, dueAt, localDate, delayed } = decision;
  const planned = await deps.ledger.plan({ investorId, key: digestKey, kind: 'daily', dueAt, localDate });
  if (planned === 'exists' && !(await stillToStart(deps, investorId, digestKey, dueAt))) return 'repeated';
  if (action === 'missed') {
    await deps.ledger.settle(investorId, digestKey, 'missed', { code: 'datePassed' });
    return 'missed';
  }
  const input = { investorId, digestKey, kind: 'daily' as const, dueAt, delayed };
  if (action === 'startAt') {
    return (await deps.starts.startAt(dueAt, input)) === 'started' ? 'scheduled' : 'stopped';
  }
  return deps.starts.start(input);
}

/**
 * A digest that is still planned may never have been started. A digest for another instant of its date, from before the
 * investor changed it, is planned again unless it was sent.
 */
async function stillToStart(
  { ledger }: BatchDependencies,
  investorId: string,
  key: string,
  dueAt: string,
): Promise<boolean> {
  const digest = await ledger.get(investorId, key);
  if (!digest) return false;
  if (digest.dueAt !== dueAt) return ledger.replan(investorId, key, dueAt);
  return digest.status === 'planned';
}
