import { readUnsubscribeToken } from '../../../domain/email/unsubscribe-token';
import type { Clock, InvestorProfiles, TokenSigner } from '../../../domain/ports';

export const UNSUBSCRIBED_REASON = 'You used the unsubscribe link in an email.';

export interface UnsubscribeDependencies {
  profiles: Pick<InvestorProfiles, 'setEmailStatus'>;
  signer: TokenSigner;
  clock: Clock;
}

/** Whether the token is one of ours. Says nothing about whether its person is still here. */
export async function isUnsubscribeToken({ signer }: Pick<UnsubscribeDependencies, 'signer'>, token: string) {
  return (await readUnsubscribeToken(token, signer)) !== null;
}

/**
 * Stops the daily email at once, however often it is asked to; a bounce or a complaint stays what it is. Somebody who
 * is no longer here is as stopped as can be. False when the token is not one of ours.
 */
export async function unsubscribe(deps: UnsubscribeDependencies, token: string): Promise<boolean> {
  const read = await readUnsubscribeToken(token, deps.signer);
  if (!read) return false;
  const now = deps.clock.now().toISOString();
  await deps.profiles.setEmailStatus(read.investorId, 'unsubscribed', UNSUBSCRIBED_REASON, now);
  return true;
}
