import type { MatchingWorkflowInput } from '../../../domain/digest/digest';
import type { DigestLedger } from '../../../domain/digest/ledger';
import type { DigestStatus } from '../../../domain/digest/status';

/**
 * Writes a workflow's failure on its digest. A run that stopped while sending may have reached the investor, so that
 * one becomes `unknown`, which is never sent again. Returns the status the digest ended with.
 */
export async function recordFailure(
  ledger: DigestLedger<'record-failure'>,
  { investorId, digestKey }: MatchingWorkflowInput,
): Promise<DigestStatus | null> {
  const digest = await ledger.get(investorId, digestKey);
  if (digest?.status === 'sending') {
    await ledger.settle(investorId, digestKey, 'unknown', { code: 'stoppedWhileSending' });
  } else {
    await ledger.settle(investorId, digestKey, 'failed', { code: 'runFailed' });
  }
  return (await ledger.get(investorId, digestKey))?.status ?? null;
}
