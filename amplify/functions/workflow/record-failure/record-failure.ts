import type { MatchingWorkflowInput } from '../../../domain/digest/digest';
import type { DigestStatus } from '../../../domain/digest/status';
import type { DigestLedger } from '../../../domain/ports';

/**
 * Writes a workflow's failure on its digest. A run that stopped while sending may have reached the investor, so that
 * one becomes `unknown`, which is never sent again. Returns the status the digest ended with.
 */
export async function recordFailure(
  ledger: DigestLedger,
  { investorId, digestKey }: MatchingWorkflowInput,
): Promise<DigestStatus | null> {
  const digest = await ledger.get(investorId, digestKey);
  if (digest?.status === 'sending') {
    await ledger.settle(investorId, digestKey, 'unknown', 'We stopped while sending and can not tell whether it left.');
  } else {
    await ledger.settle(investorId, digestKey, 'failed', 'Something failed on our side. We have been told; try again.');
  }
  return (await ledger.get(investorId, digestKey))?.status ?? null;
}
