import * as z from 'zod';
import type { DeliveryRecord, DigestLedger, InvestorProfiles } from '../../../domain/ports';
import { bouncedInARow, SOFT_BOUNCE_LIMIT, SOFT_BOUNCE_LOOKBACK } from '../../../domain/sending/soft-bounces';

/** An SES event as EventBridge delivers it: only what is used. */
export const deliveryEvent = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      messageId: z.string(),
      timestamp: z.string(),
      tags: z.record(z.string(), z.array(z.string())),
    }),
    bounce: z
      .object({
        bounceType: z.string(),
        bounceSubType: z.string().optional(),
        timestamp: z.string(),
        bouncedRecipients: z
          .array(z.object({ action: z.string().optional(), diagnosticCode: z.string().optional() }))
          .default([]),
      })
      .optional(),
    complaint: z.object({ timestamp: z.string(), complaintFeedbackType: z.string().nullish() }).optional(),
    delivery: z.object({ timestamp: z.string() }).optional(),
    /** SES took the email and then found a virus in it. */
    reject: z.object({ reason: z.string() }).optional(),
  }),
});
export type DeliveryEvent = z.infer<typeof deliveryEvent>;

type Recorded = 'delivered' | 'bounced' | 'complained' | 'rejected';

export interface DeliveryDependencies {
  ledger: Pick<DigestLedger, 'recordDelivery' | 'settle' | 'list'>;
  profiles: Pick<InvestorProfiles, 'get' | 'setEmailStatus'>;
  deliveries: Pick<DeliveryRecord, 'count'>;
  readTags: (tags: Record<string, string[]>) => { investorId: string; digestKey: string } | null;
}

/**
 * Writes what became of an email on its digest. A hard bounce or a complaint stops email to that investor at once, soft
 * bounces after three in a row. Each outcome of an email is counted once, however often and in whatever order its
 * events come. Returns what was recorded, or null for what is no news of a digest of ours.
 */
export async function recordDelivery(deps: DeliveryDependencies, { detail }: DeliveryEvent): Promise<Recorded | null> {
  const subject = deps.readTags(detail.mail.tags);
  if (!subject) return null;
  const { investorId, digestKey } = subject;
  const { messageId } = detail.mail;
  const record = (status: Exclude<Recorded, 'rejected'>, at: string) =>
    deps.ledger.recordDelivery(investorId, digestKey, status, instantOf(at), messageId);
  const stop = (status: 'bounced' | 'complained', why: string, at: string) =>
    deps.profiles.setEmailStatus(investorId, status, why.slice(0, 300), instantOf(at));

  if (detail.eventType === 'Delivery' && detail.delivery) {
    const { timestamp } = detail.delivery;
    if (await record('delivered', timestamp)) await deps.deliveries.count('delivered', timestamp);
    return 'delivered';
  }
  if (detail.eventType === 'Bounce' && detail.bounce) {
    const { bounceType, timestamp, bouncedRecipients } = detail.bounce;
    const isHard = bounceType === 'Permanent';
    // An out-of-office reply comes as a bounce of which no recipient failed.
    if (!isHard && !bouncedRecipients.some(({ action }) => action === 'failed')) return null;
    const isNews = await record('bounced', timestamp);
    const why = bouncedRecipients[0]?.diagnosticCode ?? 'The address does not accept email.';
    if (isHard) {
      await stop('bounced', why, timestamp);
      if (isNews) await deps.deliveries.count('bounced', timestamp);
    } else if (await isOneOfThree(deps, investorId, digestKey)) {
      await stop('bounced', `${SOFT_BOUNCE_LIMIT} emails in a row came back: ${why}`, timestamp);
    }
    return 'bounced';
  }
  if (detail.eventType === 'Complaint' && detail.complaint) {
    const { timestamp } = detail.complaint;
    const isNews = await record('complained', timestamp);
    await stop('complained', 'You reported our email as spam.', timestamp);
    if (isNews) await deps.deliveries.count('complained', timestamp);
    return 'complained';
  }
  if (detail.eventType === 'Reject') {
    const why = detail.reject?.reason ?? 'no reason given';
    await deps.ledger.settle(investorId, digestKey, 'rejected', `The email service did not send it: ${why}.`);
    return 'rejected';
  }
  return null;
}

async function isOneOfThree(deps: DeliveryDependencies, investorId: string, digestKey: string): Promise<boolean> {
  const [profile, digests] = await Promise.all([
    deps.profiles.get(investorId),
    deps.ledger.list(investorId, SOFT_BOUNCE_LOOKBACK),
  ]);
  if (profile?.emailStatus !== 'active') return false;
  return bouncedInARow(digests, digestKey, profile.emailStatusAt);
}

const instantOf = (timestamp: string) => new Date(timestamp).toISOString();
