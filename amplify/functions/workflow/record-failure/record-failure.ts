import type { MatchingWorkflowInput } from '../../../domain/digest/digest';
import type { DigestLedger } from '../../../domain/digest/ledger';
import type { DigestStatus } from '../../../domain/digest/status';

/**
 * Records the failure of a run on its digest. The email of a run that stopped while sending may have been sent, so that
 * digest becomes `unknown` and is never sent again. Returns the digest's status.
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
