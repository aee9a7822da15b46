import type { Digest, DigestStatus, MatchingWorkflowInput } from '../../../domain/digest';
import { renderDigestEmail } from '../../../domain/email/render-digest-email';
import { unsubscribeUrl, writeUnsubscribeToken } from '../../../domain/email/unsubscribe-token';
import { NotFoundError, TransientError } from '../../../domain/errors';
import type {
  Clock,
  DigestLedger,
  InvestorProfiles,
  Mailer,
  SendOutcome,
  SentStartups,
  TokenSigner,
} from '../../../domain/ports';
import type { InvestorProfile } from '../../../domain/profile';

export interface SendDependencies {
  profiles: InvestorProfiles;
  ledger: DigestLedger;
  sent: SentStartups;
  mailer: Mailer;
  clock: Clock;
  signer: TokenSigner;
  /** Public address that takes the unsubscribe token. */
  unsubscribeAddress: string;
  appUrl: string;
  postalAddress: string;
}

const MAY_HAVE_LEFT: readonly DigestStatus[] = ['sending', 'sent', 'unknown', 'delivered', 'bounced', 'complained'];

/**
 * Sends a matched digest once. Whether the investor still wants it is asked again here, just before; the claim lets
 * one caller through; and only SES's clear no leaves the digest open to another try.
 */
export async function sendDigestEmail(
  deps: SendDependencies,
  { investorId, digestKey, delayed }: MatchingWorkflowInput,
): Promise<{ outcome: 'sent' | 'rejected' | 'unknown' | 'skipped' | 'taken' }> {
  const [profile, digest] = await Promise.all([deps.profiles.get(investorId), deps.ledger.get(investorId, digestKey)]);
  if (!profile || !digest) throw new NotFoundError(`There is no digest ${digestKey} of investor ${investorId}.`);

  const unwanted = whyNotToSend(profile, digest);
  if (unwanted) {
    await deps.ledger.settle(investorId, digestKey, 'skipped', unwanted);
    return { outcome: 'skipped' };
  }
  // Before the claim: a failure to sign can be retried then.
  const issuedAt = deps.clock.now().toISOString();
  const token = await writeUnsubscribeToken({ investorId, digestKey, issuedAt }, deps.signer);
  const stopUrl = unsubscribeUrl(deps.unsubscribeAddress, token);
  if ((await deps.ledger.claim(investorId, digestKey)) === 'taken') {
    await rememberSent(deps, investorId, digestKey);
    return { outcome: 'taken' };
  }

  let result: SendOutcome;
  try {
    const { subject, html, text } = renderDigestEmail({
      profile,
      digest,
      appUrl: deps.appUrl,
      postalAddress: deps.postalAddress,
      delayed,
      unsubscribeUrl: stopUrl,
    });
    const tags = { investorId, digestKey };
    await deps.ledger.markSending(investorId, digestKey, deps.clock.now().toISOString());
    result = await deps.mailer.send({ to: profile.email, subject, html, text, unsubscribeUrl: stopUrl, tags });
  } catch (error) {
    // A definite "later": nothing left, so the claim is released for the workflow's retry.
    if (error instanceof TransientError) await deps.ledger.settle(investorId, digestKey, 'rejected', error.message);
    throw error;
  }

  const at = deps.clock.now().toISOString();
  if (result.outcome === 'sent') {
    await deps.ledger.markSent(investorId, digestKey, at, result.messageId);
  } else {
    await deps.ledger.settle(investorId, digestKey, result.outcome, result.reason);
  }
  // What may have arrived counts as sent: better one startup unseen than one repeated.
  if (result.outcome !== 'rejected') await deps.sent.record(investorId, digestKey, at, digest.matches);
  return { outcome: result.outcome };
}

/** A run that died after SES's yes left no record of what was sent; whoever comes next writes it. */
async function rememberSent(deps: SendDependencies, investorId: string, digestKey: string): Promise<void> {
  const digest = await deps.ledger.get(investorId, digestKey);
  if (!digest || !MAY_HAVE_LEFT.includes(digest.status)) return;
  await deps.sent.record(investorId, digestKey, digest.sentAt ?? deps.clock.now().toISOString(), digest.matches);
}

function whyNotToSend(profile: InvestorProfile, digest: Digest): string | null {
  if (profile.emailStatus === 'bounced') return 'Your address bounced, so email is stopped until you confirm it.';
  if (profile.emailStatus === 'complained') return 'You marked our email as spam, so we send none.';
  if (digest.kind === 'instant') return null;
  if (profile.emailStatus === 'unsubscribed' || !profile.dailyRecommendations) return 'The daily email is turned off.';
  if (profile.pausedUntil && digest.localDate < profile.pausedUntil) {
    return `Paused until ${profile.pausedUntil}.`;
  }
  return null;
}
