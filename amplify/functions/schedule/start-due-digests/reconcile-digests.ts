import type { Digest } from '../../../domain/digest/digest';
import type { DigestReason } from '../../../domain/digest/reason';
import type { DigestLedger, InvestorProfiles, WorkflowStarter } from '../../../domain/ports';
import { digestStanding } from '../../../domain/schedule/digest-standing';

/** A run lasts four minutes at most (amplify/custom/matching-workflow.ts); who is silent for longer has died. */
const STUCK_AFTER_MS = 15 * 60_000;

export interface ReconcileResult {
  restarted: number;
  /** Recorded as unknown: it may have left, so it is never sent again. */
  unsettled: number;
  /** Recorded as missed, skipped or failed, with a reason. */
  ended: number;
  unreconciled: number;
}

export interface ReconcileDependencies {
  profiles: Pick<InvestorProfiles, 'get'>;
  ledger: DigestLedger;
  workflow: Pick<WorkflowStarter, 'start'>;
  onFailure: (investorId: string, error: unknown) => void;
}

/**
 * Brings every digest whose run died to an end that the investor can see: started again while its date lasts, or
 * recorded with a reason. One that may have left is `unknown` until SES tells, and never sent again.
 * Reads in proportion to what is stuck. One digest's failure doesn't stop the others; the next tick takes it up.
 * `clock` is the time that rows are written by, and by which a run is silent. An hour can be lived ahead of it: by `time`
 * what this very tick has started would seem dead.
 */
export async function reconcileDigests(deps: ReconcileDependencies, time: Date, clock: Date): Promise<ReconcileResult> {
  const result: ReconcileResult = { restarted: 0, unsettled: 0, ended: 0, unreconciled: 0 };
  const before = new Date(clock.getTime() - STUCK_AFTER_MS).toISOString();
  for await (const digest of deps.ledger.stuck(before)) {
    try {
      result[await reconcile(deps, digest, time)]++;
    } catch (error) {
      result.unreconciled++;
      deps.onFailure(digest.investorId, error);
    }
  }
  return result;
}

type Outcome = Exclude<keyof ReconcileResult, 'unreconciled'>;

async function reconcile(deps: ReconcileDependencies, digest: Digest, time: Date): Promise<Outcome> {
  const { investorId, key, status } = digest;
  if (status !== 'claimed' && status !== 'sending') return restart(deps, digest, time);
  await deps.ledger.settle(investorId, key, 'unknown', { code: 'stoppedWhileSending' });
  return 'unsettled';
}

async function restart(deps: ReconcileDependencies, digest: Digest, time: Date): Promise<Outcome> {
  const { investorId, key, kind, dueAt } = digest;
  const end = async (status: 'missed' | 'skipped' | 'failed', code: DigestReason): Promise<Outcome> => {
    await deps.ledger.settle(investorId, key, status, { code });
    return 'ended';
  };
  const profile = await deps.profiles.get(investorId);
  if (kind === 'instant' || !profile) return end('failed', 'runStopped');
  const standing = digestStanding(profile, { digestKey: key, dueAt }, time);
  if (standing === 'over') return end('missed', 'dateOver');
  if (standing === 'changed') return end('skipped', 'scheduleChanged');
  if (standing === 'moved') {
    await deps.ledger.replan(investorId, key, profile.nextDigestAt!);
  } else {
    await deps.workflow.start({ investorId, digestKey: key, kind, dueAt, delayed: true });
  }
  return 'restarted';
}
