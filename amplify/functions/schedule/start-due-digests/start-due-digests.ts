import type { DigestLedger, InvestorProfiles, MatchingWorkflow } from '../../../domain/ports';
import type { InvestorProfile } from '../../../domain/profile';
import { nextDigestAt } from '../../../domain/schedule/next-digest-at';
import { decideDue } from '../../../domain/schedule/plan-hour';

export const HOUR_MS = 3_600_000;

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
  profiles: InvestorProfiles;
  ledger: DigestLedger;
  workflow: MatchingWorkflow;
  onFailure: (investorId: string, error: unknown) => void;
}

/**
 * Starts every digest due in the hour that begins at `time`: what is due by then at once, the rest at its own minute.
 * The start comes before the advance, so a crash in between repeats a start (which the digest's claim makes harmless)
 * and never loses one. One investor's failure doesn't stop the others; the next tick takes it up again.
 */
export async function startDueDigests(deps: BatchDependencies, time: Date): Promise<BatchResult> {
  const result: BatchResult = { started: 0, scheduled: 0, missed: 0, repeated: 0, failed: 0 };
  const running = new Set<Promise<void>>();
  for await (const profile of deps.profiles.due(new Date(time.getTime() + HOUR_MS).toISOString())) {
    const handled = startOne(deps, profile, time)
      .then((outcome) => void result[outcome]++)
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

async function startOne(
  deps: BatchDependencies,
  profile: InvestorProfile,
  time: Date,
): Promise<Exclude<keyof BatchResult, 'failed'>> {
  const { investorId } = profile;
  const due = profile.nextDigestAt!;
  const decision = decideDue({ nextDigestAt: due, preferences: profile }, time);
  const { digestKey, dueAt, localDate } = decision;
  const planned = await deps.ledger.plan({ investorId, key: digestKey, kind: 'daily', dueAt, localDate });
  const input = { investorId, digestKey, kind: 'daily' as const, dueAt };

  let outcome: Exclude<keyof BatchResult, 'failed'>;
  if (planned === 'exists' && !(await stillToStart(deps, investorId, digestKey))) {
    outcome = 'repeated';
  } else if (decision.action === 'missed') {
    await deps.ledger.settle(investorId, digestKey, 'missed', 'We could not send this digest on its day, so we left it out.');
    outcome = 'missed';
  } else if (decision.action === 'startAt') {
    await deps.workflow.startAt(dueAt, input);
    outcome = 'scheduled';
  } else {
    await deps.workflow.start(input);
    outcome = 'started';
  }

  const next = nextDigestAt(profile, new Date(Math.max(Date.parse(due), Date.parse(dueAt))));
  await deps.profiles.advance(investorId, due, next?.toISOString() ?? null);
  return outcome;
}

/** A digest that was planned but shows no sign of a run may never have been started. */
async function stillToStart(deps: BatchDependencies, investorId: string, key: string): Promise<boolean> {
  const digest = await deps.ledger.get(investorId, key);
  return digest?.status === 'planned';
}
