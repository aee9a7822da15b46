import type { DigestLedger, DueInvestors, InvestorProfiles, WorkflowStarter } from '../../../domain/ports';
import type { DueInvestor } from '../../../domain/profile';
import { planHour, planningHorizon, type DueDecision } from '../../../domain/schedule/plan-hour';
import { StartsStoppedError } from './paced-workflow';

/** Investors handled side by side: enough to fill the network's wait, few enough to stay below API rates. */
const CONCURRENCY = 16;

export interface BatchResult {
  started: number;
  scheduled: number;
  missed: number;
  /** Already under way or done: a second tick for the same hour lands here. */
  repeated: number;
  failed: number;
}

export interface BatchDependencies {
  profiles: DueInvestors & Pick<InvestorProfiles, 'advance'>;
  ledger: DigestLedger;
  workflow: WorkflowStarter;
  onFailure: (investorId: string, error: unknown) => void;
  /** The moment of the hour that is being lived; the tick's own time unless given. */
  now?: () => Date;
}

/**
 * Starts every digest due in the hour that begins at `time`: what is due by then at once, the rest at its own minute.
 * The start comes before the advance, so a crash in between repeats a start (which the digest's claim makes harmless)
 * and never loses one. One investor's failure doesn't stop the others; the next tick takes it up again. A workflow that
 * starts no more (StartsStoppedError) ends the batch early: whoever is left stays due.
 */
export async function startDueDigests(deps: BatchDependencies, time: Date): Promise<BatchResult> {
  const result: BatchResult = { started: 0, scheduled: 0, missed: 0, repeated: 0, failed: 0 };
  const running = new Set<Promise<void>>();
  let stopped = false;
  for await (const profile of dueInTheHour(deps.profiles, time)) {
    if (stopped) break;
    const handled = startInvestor(deps, profile, deps.now?.() ?? time)
      .then((outcomes) => outcomes.forEach((outcome) => result[outcome]++))
      .catch((error: unknown) => {
        if (error instanceof StartsStoppedError) {
          stopped = true;
          return;
        }
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

/** Whoever is due later in the hour comes first: their minutes must be arranged before a long backlog is worked off. */
async function* dueInTheHour(profiles: DueInvestors, time: Date): AsyncGenerator<DueInvestor> {
  const afterwards = new Date(time.getTime() + 1).toISOString();
  yield* profiles.due(planningHorizon(time).toISOString(), afterwards);
  yield* profiles.due(afterwards);
}

type Outcome = Exclude<keyof BatchResult, 'failed'>;

/** All of one investor's digests up to the end of the hour, then the schedule moves on. */
async function startInvestor(deps: BatchDependencies, profile: DueInvestor, time: Date): Promise<Outcome[]> {
  const { nextDigestAt } = profile;
  const plan = planHour({ nextDigestAt, preferences: profile }, time);
  const outcomes: Outcome[] = [];
  for (const decision of plan.decisions) outcomes.push(await startOne(deps, profile.investorId, decision));
  await deps.profiles.advance(profile.investorId, nextDigestAt, plan.nextDigestAt, profile.updatedAt);
  return outcomes;
}

async function startOne(deps: BatchDependencies, investorId: string, decision: DueDecision): Promise<Outcome> {
  const { action, digestKey, dueAt, localDate, delayed } = decision;
  const planned = await deps.ledger.plan({ investorId, key: digestKey, kind: 'daily', dueAt, localDate });
  if (planned === 'exists' && !(await stillToStart(deps, investorId, digestKey, dueAt))) return 'repeated';
  if (action === 'missed') {
    await deps.ledger.settle(investorId, digestKey, 'missed', { code: 'dateOver' });
    return 'missed';
  }
  const input = { investorId, digestKey, kind: 'daily' as const, dueAt, delayed };
  if (action === 'startAt') {
    await deps.workflow.startAt(dueAt, input);
    return 'scheduled';
  }
  await deps.workflow.start(input);
  return 'started';
}

/**
 * A digest that was planned but shows no sign of a run may never have been started. One that was for another instant of
 * its date, before the investor changed it, is planned anew unless it left.
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
