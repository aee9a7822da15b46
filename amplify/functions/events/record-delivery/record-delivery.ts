import * as z from 'zod';
import type { DigestLedger, InvestorProfiles } from '../../../domain/ports';

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
        bouncedRecipients: z.array(z.object({ diagnosticCode: z.string().optional() })).default([]),
      })
      .optional(),
    complaint: z.object({ timestamp: z.string(), complaintFeedbackType: z.string().nullish() }).optional(),
    delivery: z.object({ timestamp: z.string() }).optional(),
  }),
});
export type DeliveryEvent = z.infer<typeof deliveryEvent>;

/**
 * Writes what became of an email on its digest; a hard bounce or a complaint stops email to that investor at once.
 * Returns what was recorded, or null for an email that is not a digest of ours.
 */
export async function recordDelivery(
  deps: {
    ledger: DigestLedger;
    profiles: Pick<InvestorProfiles, 'setEmailStatus'>;
    readTags: (tags: Record<string, string[]>) => { investorId: string; digestKey: string } | null;
  },
  { detail }: DeliveryEvent,
): Promise<'delivered' | 'bounced' | 'complained' | null> {
  const subject = deps.readTags(detail.mail.tags);
  if (!subject) return null;
  const { investorId, digestKey } = subject;
  const record = (status: 'delivered' | 'bounced' | 'complained', at: string) =>
    deps.ledger.recordDelivery(investorId, digestKey, status, new Date(at).toISOString(), detail.mail.messageId);

  if (detail.eventType === 'Delivery' && detail.delivery) {
    await record('delivered', detail.delivery.timestamp);
    return 'delivered';
  }
  if (detail.eventType === 'Bounce' && detail.bounce) {
    const { bounceType, timestamp, bouncedRecipients } = detail.bounce;
    await record('bounced', timestamp);
    if (bounceType === 'Permanent') {
      const why = bouncedRecipients[0]?.diagnosticCode ?? 'The address does not accept email.';
      await deps.profiles.setEmailStatus(investorId, 'bounced', why.slice(0, 300), new Date(timestamp).toISOString());
    }
    return 'bounced';
  }
  if (detail.eventType === 'Complaint' && detail.complaint) {
    const { timestamp } = detail.complaint;
    await record('complained', timestamp);
    const why = 'You reported our email as spam.';
    await deps.profiles.setEmailStatus(investorId, 'complained', why, new Date(timestamp).toISOString());
    return 'complained';
  }
  return null;
}
