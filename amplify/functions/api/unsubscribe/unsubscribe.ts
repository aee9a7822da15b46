import { readUnsubscribeToken } from '../../../domain/email/unsubscribe-token';
import type { Clock, InvestorProfiles, TokenSigner } from '../../../domain/ports';

export interface UnsubscribeDependencies {
  profiles: Pick<InvestorProfiles, 'setEmailStatus'>;
  signer: TokenSigner;
  clock: Clock;
}

/** Whether the token was signed by us. Does not check whether the investor still exists. */
export async function isUnsubscribeToken({ signer }: Pick<UnsubscribeDependencies, 'signer'>, token: string) {
  return (await readUnsubscribeToken(token, signer)) !== null;
}

/**
 * Stops the daily email immediately. Idempotent. A bounce or a complaint is not replaced. An investor who no longer
 * exists counts as stopped. False when the token was not signed by us.
 */
export async function unsubscribe(deps: UnsubscribeDependencies, token: string): Promise<boolean> {
  const read = await readUnsubscribeToken(token, deps.signer);
  if (!read) return false;
  const now = deps.clock.now().toISOString();
  await deps.profiles.setEmailStatus(read.investorId, 'unsubscribed', { code: 'unsubscribeLink' }, now);
  return true;
}
