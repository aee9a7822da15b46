import type { Digest } from '../../../domain/digest/digest';
import type { DigestLedger } from '../../../domain/digest/ledger';
import type { DigestReason } from '../../../domain/digest/reason';
import type { InvestorProfiles } from '../../../domain/ports';
import { digestStanding } from '../../../domain/schedule/digest-standing';
import type { DigestStarts } from './paced-starts';

/**
 * A run lasts four minutes at most (amplify/custom/matching-workflow.ts), so a run that is silent for longer has died.
 */
const STUCK_AFTER_MS = 15 * 60_000;

export interface ReconcileResult {
  restarted: number;
  /** Recorded as unknown: the email may have been sent, so it is never sent again. */
  unsettled: number;
  /** Recorded as missed, skipped or failed, with a reason. */
  ended: number;
  /** Left for the next tick, because of a failure or because starts are stopped. */
  unreconciled: number;
}

export interface ReconcileDependencies {
  profiles: Pick<InvestorProfiles, 'get'>;
  ledger: DigestLedger<'reconcile-digests'>;
  starts: Pick<DigestStarts, 'start'>;
  onFailure: (investorId: string, error: unknown) => void;
}

/**
 * Settles every digest whose run died: restarts it while its date lasts, or records a status with a reason. A digest
 * that may have been sent becomes `unknown` until an SES event settles it, and is never sent again. The cost is
 * proportional to the number of stuck digests. A failure for one digest does not affect the others; the next tick
 * retries it. `now` is the moment of the hour. The ledger's own clock decides which runs are silent.
 */
export async function reconcileDigests(deps: ReconcileDependencies, now: Date): Promise<ReconcileResult> {
  const result: ReconcileResult = { restarted: 0, unsettled: 0, ended: 0, unreconciled: 0 };
  for await (const digest of deps.ledger.stuck(STUCK_AFTER_MS)) {
    try {
      result[await reconcile(deps, digest, now)]++;
    } catch (error) {
      result.unreconciled++;
      deps.onFailure(digest.investorId, error);
    }
  }
  return result;
}

type Outcome = keyof ReconcileResult;

async function reconcile(deps: ReconcileDependencies, digest: Digest, now: Date): Promise<Outcome> {
  const { investorId, key, status } = digest;
  if (status !== 'claimed' && status !== 'sending') return restart(deps, digest, now);
  await deps.ledger.settle(investorId, key, 'unknown', { code: 'stoppedWhileSending' });
  return 'unsettled';
}

async function restart(deps: ReconcileDependencies, digest: Digest, now: Date): Promise<Outcome> {
  const { investorId, key, kind, dueAt } = digest;
  const end = async (status: 'missed' | 'skipped' | 'failed', code: DigestReason): Promise<Outcome> => {
    await deps.ledger.settle(investorId, key, status, { code });
    return 'ended';
  };
  const profile = await deps.profiles.get(investorId);
  if (kind === 'instant' || !profile) return end('failed', 'runStopped');
  const standing = digestStanding(profile, { digestKey: key, dueAt }, now);
  if (standing === 'over') return end('missed', 'datePassed');
  if (standing === 'changed') return end('skipped', 'scheduleChanged');
  if (standing === 'moved') {
    await deps.ledger.replan(investorId, key, profile.nextDigestAt!);
    return 'restarted';
  }
  const result = await deps.starts.start({ investorId, digestKey: key, kind, dueAt, delayed: true });
  return result === 'started' ? 'restarted' : 'unreconciled';
}
