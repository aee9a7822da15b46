import * as z from 'zod';
import type { DigestLedger } from '../../../domain/digest/ledger';
import type { EmailStatusReason } from '../../../domain/email-status-reason';
import type { DeliveryRecord, InvestorProfiles } from '../../../domain/ports';
import type { Reason } from '../../../domain/reason';
import { type BounceVerdict, bounceVerdict, isCountedBounce } from '../../../domain/sending/bounce-verdict';
import { isComplaint } from '../../../domain/sending/complaint';
import { bouncedInARow, SOFT_BOUNCE_LOOKBACK } from '../../../domain/sending/soft-bounces';

/** Characters of a diagnostic code that are stored. */
const DETAIL_MAX = 300;

const recipient = z.object({ emailAddress: z.string().optional() });

/**
 * An SES event as EventBridge delivers it, with the fields that are used.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const deliveryEvent = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      messageId: z.string(),
      timestamp: z.string(),
      /** The recipients. When one of them forwards, a bounce may name another address. */
      destination: z.array(z.string()).default([]),
      tags: z.record(z.string(), z.array(z.string())),
    }),
    bounce: z
      .object({
        bounceType: z.string(),
        bounceSubType: z.string().optional(),
        timestamp: z.string(),
        bouncedRecipients: z
          .array(
            recipient.extend({
              action: z.string().optional(),
              status: z.string().optional(),
              diagnosticCode: z.string().optional(),
            }),
          )
          .default([]),
      })
      .optional(),
    complaint: z
      .object({
        timestamp: z.string(),
        complaintFeedbackType: z.string().nullish(),
        complaintSubType: z.string().nullish(),
        complainedRecipients: z.array(recipient).default([]),
      })
      .optional(),
    delivery: z.object({ timestamp: z.string() }).optional(),
    /** SES accepted the email and then found a virus in it. */
    reject: z.object({ reason: z.string() }).optional(),
  }),
});
export type DeliveryEvent = z.infer<typeof deliveryEvent>;
type Bounce = NonNullable<DeliveryEvent['detail']['bounce']>;
type Complaint = NonNullable<DeliveryEvent['detail']['complaint']>;

type Recorded = 'delivered' | 'bounced' | 'complained' | 'rejected';

export interface DeliveryDependencies {
  ledger: Pick<DigestLedger<'record-delivery'>, 'recordDelivery' | 'recordRejection' | 'list'>;
  profiles: Pick<InvestorProfiles, 'get' | 'setEmailStatus'>;
  deliveries: Pick<DeliveryRecord, 'count'>;
  readTags: (tags: Record<string, string[]>) => { investorId: string; digestKey: string } | null;
}

/** An event about a digest's email. */
interface EmailEvent {
  deps: DeliveryDependencies;
  mail: DeliveryEvent['detail']['mail'];
  investorId: string;
  digestKey: string;
}

/**
 * Records the outcome of an email on its digest. A hard bounce or a complaint stops email to that investor immediately,
 * soft bounces stop it after three in a row. Neither does when the investor has another address now. Each outcome of an
 * email is counted once, however often and in whatever order its events arrive. Returns what was recorded; null for an
 * event that is not about the outcome of a digest.
 */
export async function recordDelivery(deps: DeliveryDependencies, { detail }: DeliveryEvent): Promise<Recorded | null> {
  const { eventType, mail } = detail;
  const subject = deps.readTags(mail.tags);
  if (!subject) return null;
  const event: EmailEvent = { deps, mail, ...subject };

  if (eventType === 'Delivery' && detail.delivery) {
    const { timestamp } = detail.delivery;
    if (await record(event, 'delivered', timestamp)) await deps.deliveries.count('delivered', timestamp);
    return 'delivered';
  }
  if (eventType === 'Bounce' && detail.bounce) return recordBounce(event, detail.bounce);
  if (eventType === 'Complaint' && detail.complaint) return recordComplaint(event, detail.complaint);
  if (eventType === 'Reject') {
    const reason = { code: 'refusedAfterwards', detail: detail.reject?.reason } as const;
    await deps.ledger.recordRejection(event.investorId, event.digestKey, reason);
    return 'rejected';
  }
  return null;
}

async function recordBounce(event: EmailEvent, bounce: Bounce): Promise<'bounced' | null> {
  const { bounceType: type, bounceSubType: subType, timestamp, bouncedRecipients } = bounce;
  const reported = bouncedRecipients.find(({ action }) => action === 'failed') ?? bouncedRecipients[0] ?? {};
  const details = { type, subType, ...reported };
  const verdict = bounceVerdict(details);
  if (verdict === 'none') return null;
  const isNew = await record(event, 'bounced', timestamp);
  await stopAfterBounce(event, verdict, reported.diagnosticCode, timestamp);
  if (isNew && isCountedBounce(details, verdict)) await event.deps.deliveries.count('bounced', timestamp);
  return 'bounced';
}

async function stopAfterBounce(
  event: EmailEvent,
  verdict: BounceVerdict,
  diagnosticCode: string | undefined,
  timestamp: string,
): Promise<void> {
  const { deps, investorId, digestKey } = event;
  if (!(await isToCurrentAddress(event))) return;
  const detail = diagnosticCode?.slice(0, DETAIL_MAX);
  if (verdict === 'hard') await stop(event, 'bounced', { code: 'addressRefused', detail }, timestamp);
  else if (await hasBouncedInARow(deps, investorId, digestKey)) {
    await stop(event, 'bounced', { code: 'bouncedInARow', detail }, timestamp);
  }
}

async function recordComplaint(event: EmailEvent, complaint: Complaint): Promise<'complained' | 'bounced' | null> {
  const { timestamp, complaintFeedbackType, complaintSubType } = complaint;
  if (!isComplaint(complaintFeedbackType)) return null;
  // SES did not send the email: the address is on the account's suppression list because of an earlier complaint.
  const wasSent = complaintSubType !== 'OnAccountSuppressionList';
  const recorded = wasSent ? 'complained' : 'bounced';
  const isNew = await record(event, recorded, timestamp);
  if (await isToCurrentAddress(event)) await stop(event, 'complained', { code: 'reportedAsSpam' }, timestamp);
  if (isNew && wasSent) await event.deps.deliveries.count('complained', timestamp);
  return recorded;
}

function record({ deps, mail, investorId, digestKey }: EmailEvent, status: Exclude<Recorded, 'rejected'>, at: string) {
  return deps.ledger.recordDelivery(investorId, digestKey, status, instantOf(at), mail.messageId);
}

function stop(
  { deps, investorId }: EmailEvent,
  status: 'bounced' | 'complained',
  reason: Reason<EmailStatusReason>,
  at: string,
): Promise<void> {
  return deps.profiles.setEmailStatus(investorId, status, reason, instantOf(at));
}

/** An event about a former address of the investor does not concern their current one. */
async function isToCurrentAddress({ deps, mail, investorId }: EmailEvent): Promise<boolean> {
  if (mail.destination.length === 0) return true;
  const profile = await deps.profiles.get(investorId);
  return profile !== null && mail.destination.some((sentTo) => addressOf(sentTo) === addressOf(profile.email));
}

/** `Ada <Ada@Example.com>` and `ada@example.com` are the same address. */
function addressOf(recipient: string): string {
  return (/<([^<>]*)>\s*$/.exec(recipient)?.[1] ?? recipient).trim().toLowerCase();
}

async function hasBouncedInARow(deps: DeliveryDependencies, investorId: string, digestKey: string): Promise<boolean> {
  const [profile, digests] = await Promise.all([
    deps.profiles.get(investorId),
    deps.ledger.list(investorId, SOFT_BOUNCE_LOOKBACK),
  ]);
  if (profile?.emailStatus !== 'active') return false;
  return bouncedInARow(digests, digestKey, profile.emailStatusAt);
}

const instantOf = (timestamp: string) => new Date(timestamp).toISOString();
