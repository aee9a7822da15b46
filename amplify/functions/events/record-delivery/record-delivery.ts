import * as z from 'zod';
import type { DigestLedger } from '../../../domain/digest/ledger';
import type { DeliveryRecord, InvestorProfiles } from '../../../domain/ports';
import { type BounceVerdict, bounceVerdict, isCountedBounce } from '../../../domain/sending/bounce-verdict';
import { isComplaint } from '../../../domain/sending/complaint';
import { bouncedInARow, SOFT_BOUNCE_LIMIT, SOFT_BOUNCE_LOOKBACK } from '../../../domain/sending/soft-bounces';

const recipient = z.object({ emailAddress: z.string().optional() });

/**
 * An SES event as EventBridge delivers it: only what is used.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const deliveryEvent = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      messageId: z.string(),
      timestamp: z.string(),
      /** The addresses it was sent to; where one forwards, a bounce may name another. */
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
    /** SES took the email and then found a virus in it. */
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

/** One event of one digest of ours. */
interface News {
  deps: DeliveryDependencies;
  mail: DeliveryEvent['detail']['mail'];
  investorId: string;
  digestKey: string;
}

/**
 * Writes what became of an email on its digest. A hard bounce or a complaint stops email to that investor at once, soft
 * bounces after three in a row; neither does when the investor has another address now. Each outcome of an email is
 * counted once, however often and in whatever order its events come. Returns what was recorded, or null for what is no
 * news of a digest of ours.
 */
export async function recordDelivery(deps: DeliveryDependencies, { detail }: DeliveryEvent): Promise<Recorded | null> {
  const { eventType, mail } = detail;
  const subject = deps.readTags(mail.tags);
  if (!subject) return null;
  const news: News = { deps, mail, ...subject };

  if (eventType === 'Delivery' && detail.delivery) {
    const { timestamp } = detail.delivery;
    if (await record(news, 'delivered', timestamp)) await deps.deliveries.count('delivered', timestamp);
    return 'delivered';
  }
  if (eventType === 'Bounce' && detail.bounce) return recordBounce(news, detail.bounce);
  if (eventType === 'Complaint' && detail.complaint) return recordComplaint(news, detail.complaint);
  if (eventType === 'Reject') {
    const reason = { code: 'refusedAfterwards', detail: detail.reject?.reason } as const;
    await deps.ledger.recordRejection(news.investorId, news.digestKey, reason);
    return 'rejected';
  }
  return null;
}

async function recordBounce(news: News, bounce: Bounce): Promise<'bounced' | null> {
  const { bounceType: type, bounceSubType: subType, timestamp, bouncedRecipients } = bounce;
  const reported = bouncedRecipients.find(({ action }) => action === 'failed') ?? bouncedRecipients[0] ?? {};
  const said = { type, subType, ...reported };
  const verdict = bounceVerdict(said);
  if (verdict === 'none') return null;
  const isNews = await record(news, 'bounced', timestamp);
  const why = reported.diagnosticCode ?? 'The address does not accept email.';
  await stopAfterBounce(news, verdict, why, timestamp);
  if (isNews && isCountedBounce(said, verdict)) await news.deps.deliveries.count('bounced', timestamp);
  return 'bounced';
}

async function stopAfterBounce(news: News, verdict: BounceVerdict, why: string, timestamp: string): Promise<void> {
  const { deps, investorId, digestKey } = news;
  if (!(await isToPresentAddress(news))) return;
  if (verdict === 'hard') await stop(news, 'bounced', why, timestamp);
  else if (await isOneOfThree(deps, investorId, digestKey)) {
    await stop(news, 'bounced', `${SOFT_BOUNCE_LIMIT} emails in a row came back: ${why}`, timestamp);
  }
}

async function recordComplaint(news: News, complaint: Complaint): Promise<'complained' | 'bounced' | null> {
  const { timestamp, complaintFeedbackType, complaintSubType } = complaint;
  if (!isComplaint(complaintFeedbackType)) return null;
  // SES did not try: the address is on the account's list for a complaint of earlier.
  const wasSent = complaintSubType !== 'OnAccountSuppressionList';
  const recorded = wasSent ? 'complained' : 'bounced';
  const isNews = await record(news, recorded, timestamp);
  if (await isToPresentAddress(news)) await stop(news, 'complained', 'You reported our email as spam.', timestamp);
  if (isNews && wasSent) await news.deps.deliveries.count('complained', timestamp);
  return recorded;
}

function record({ deps, mail, investorId, digestKey }: News, status: Exclude<Recorded, 'rejected'>, at: string) {
  return deps.ledger.recordDelivery(investorId, digestKey, status, instantOf(at), mail.messageId);
}

function stop({ deps, investorId }: News, status: 'bounced' | 'complained', why: string, at: string): Promise<void> {
  return deps.profiles.setEmailStatus(investorId, status, why.slice(0, 300), instantOf(at));
}

/** What an address that the investor has given up says is nothing about the one they have now. */
async function isToPresentAddress({ deps, mail, investorId }: News): Promise<boolean> {
  if (mail.destination.length === 0) return true;
  const profile = await deps.profiles.get(investorId);
  return profile !== null && mail.destination.some((sentTo) => addressOf(sentTo) === addressOf(profile.email));
}

/** `Ada <Ada@Example.com>` and `ada@example.com` are one. */
function addressOf(recipient: string): string {
  return (/<([^<>]*)>\s*$/.exec(recipient)?.[1] ?? recipient).trim().toLowerCase();
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
