import { randomUUID } from 'node:crypto';
import type { Digest, MatchingWorkflowInput } from '../../../domain/digest/digest';
import type { DigestLedger } from '../../../domain/digest/ledger';
import type { DigestMatch } from '../../../domain/digest/match';
import type { DigestReason } from '../../../domain/digest/reason';
import { renderDigestEmail } from '../../../domain/email/render-digest-email';
import { unsubscribeUrl, writeUnsubscribeToken } from '../../../domain/email/unsubscribe-token';
import { NotFoundError, TransientError } from '../../../domain/errors';
import type {
  Clock,
  DeliveryRecord,
  InvestorProfiles,
  Mailer,
  Recommendations,
  SendOutcome,
  TokenSigner,
} from '../../../domain/ports';
import type { InvestorProfile } from '../../../domain/profile';
import type { Reason } from '../../../domain/reason';
import { digestStanding, type DigestStanding } from '../../../domain/schedule/digest-standing';

export interface SendDependencies {
  profiles: InvestorProfiles;
  ledger: DigestLedger<'send-digest-email'>;
  recommendations: Recommendations;
  deliveries: Pick<DeliveryRecord, 'hold'>;
  mailer: Mailer;
  clock: Clock;
  signer: TokenSigner;
  /** Public address of the unsubscribe link, without the token. */
  unsubscribeAddress: string;
  appUrl: string;
  postalAddress: string;
}

/**
 * `moved`: another run sends the date's digest, at another time. `held`: all email is held back, and this digest waits.
 * `taken`: another run has the claim.
 */
export type SendResult = 'sent' | 'rejected' | 'unknown' | 'skipped' | 'missed' | 'moved' | 'held' | 'taken';

/**
 * Sends a matched digest once. Checks again whether the investor still wants it at this time. The claim admits one
 * caller. A retry is possible only when the email was certainly not sent.
 */
export async function sendDigestEmail(
  deps: SendDependencies,
  input: MatchingWorkflowInput,
): Promise<{ outcome: SendResult }> {
  const { investorId, digestKey } = input;
  const [profile, digest, hold] = await Promise.all([
    deps.profiles.get(investorId),
    deps.ledger.get(investorId, digestKey),
    deps.deliveries.hold(),
  ]);
  if (!profile || !digest) throw new NotFoundError(`There is no digest ${digestKey} of investor ${investorId}.`);

  const standing = digest.kind === 'daily' ? digestStanding(profile, input, deps.clock.now()) : 'onTime';
  const refusal = refusalOf(profile, digest, standing);
  if (refusal) {
    await deps.ledger.settle(investorId, digestKey, refusal.outcome, refusal.reason);
    return { outcome: refusal.outcome };
  }
  if (standing === 'moved') {
    await deps.ledger.replan(investorId, digestKey, profile.nextDigestAt!);
    return { outcome: 'moved' };
  }
  if (hold.pausedAt) {
    if (digest.kind === 'daily') return { outcome: 'held' };
    await deps.ledger.settle(investorId, digestKey, 'skipped', { code: 'held' });
    return { outcome: 'skipped' };
  }
  // Before the claim, so that a failure to sign can be retried.
  const issuedAt = deps.clock.now().toISOString();
  const token = await writeUnsubscribeToken({ investorId, digestKey, issuedAt }, deps.signer);
  const stopUrl = unsubscribeUrl(deps.unsubscribeAddress, token);
  const delayed = input.delayed || standing === 'delayed';
  return claimAndSend(deps, profile, { investorId, digestKey, delayed, stopUrl });
}

async function claimAndSend(
  deps: SendDependencies,
  profile: InvestorProfile,
  {
    investorId,
    digestKey,
    delayed,
    stopUrl,
  }: { investorId: string; digestKey: string; delayed: boolean; stopUrl: string },
): Promise<{ outcome: SendResult }> {
  const holder = randomUUID();
  let digest: Digest;
  let offered: DigestMatch[] = [];
  let handedOver = false;
  let result: SendOutcome;
  try {
    if ((await deps.ledger.claim(investorId, digestKey, holder)) === 'taken') return { outcome: 'taken' };
    // Read again: another run may have recorded other matches before the claim.
    const found = (await deps.ledger.get(investorId, digestKey))!;
    offered = found.matches;
    // Startups count as sent before the email is: a startup that is not shown is better than one that is repeated.
    const matches = await deps.recommendations.reserve(investorId, digestKey, deps.clock.now().toISOString(), offered);
    if (matches.length === 0) {
      await deps.ledger.settle(investorId, digestKey, 'skipped', { code: 'sentByAnother' }, holder);
      return { outcome: 'skipped' };
    }
    digest = { ...found, matches };
    const { appUrl, postalAddress } = deps;
    const content = { profile, digest, appUrl, postalAddress, delayed, unsubscribeUrl: stopUrl };
    const { subject, html, text } = renderDigestEmail(content);
    const tags = { investorId, digestKey };
    await deps.ledger.markSending(investorId, digestKey, holder, matches);
    handedOver = true;
    result = await deps.mailer.send({ to: profile.email, subject, html, text, unsubscribeUrl: stopUrl, tags });
  } catch (error) {
    // SES, or a call before it, failed in a way that a retry can mend: nothing was sent.
    const isLater = error instanceof TransientError;
    if (isLater || !handedOver) await deps.recommendations.giveBack(investorId, digestKey, offered);
    if (isLater) await deps.ledger.release(investorId, digestKey, holder, { code: 'sendLater', detail: error.message });
    throw error;
  }
  await recordOutcome(deps, digest, holder, result);
  return { outcome: result.outcome };
}

async function recordOutcome(
  deps: SendDependencies,
  digest: Digest,
  holder: string,
  result: SendOutcome,
): Promise<void> {
  const { investorId, key, matches } = digest;
  if (result.outcome === 'sent') {
    await deps.ledger.markSent(investorId, key, deps.clock.now().toISOString(), result.messageId);
    return;
  }
  if (result.outcome === 'rejected') {
    await deps.recommendations.giveBack(investorId, key, matches);
    await deps.ledger.reject(investorId, key, holder, result.reason);
    return;
  }
  await deps.ledger.settle(investorId, key, 'unknown', result.reason, holder);
}

interface Refusal {
  outcome: 'skipped' | 'missed';
  reason: Reason<DigestReason>;
}

function refusalOf(profile: InvestorProfile, digest: Digest, standing: DigestStanding): Refusal | null {
  const unwanted = whyNotWanted(profile, digest);
  if (unwanted) return { outcome: 'skipped', reason: unwanted };
  if (standing === 'changed') return { outcome: 'skipped', reason: { code: 'scheduleChanged' } };
  if (standing === 'over') return { outcome: 'missed', reason: { code: 'datePassed' } };
  return null;
}

function whyNotWanted(profile: InvestorProfile, digest: Digest): Reason<DigestReason> | null {
  if (profile.emailStatus === 'bounced') return { code: 'addressBounced' };
  if (profile.emailStatus === 'complained') return { code: 'reportedAsSpam' };
  if (digest.kind === 'instant') return null;
  if (profile.emailStatus === 'unsubscribed' || !profile.dailyRecommendations) return { code: 'dailyOff' };
  if (profile.pausedUntil && digest.localDate < profile.pausedUntil) {
    return { code: 'paused', detail: profile.pausedUntil };
  }
  return null;
}
