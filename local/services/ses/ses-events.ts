import { randomUUID } from 'node:crypto';
import { ACCOUNT } from '../../runtime';
import type { Email, EmailEventType } from './mailbox';
import type { SuppressionList } from './suppression-list';
import { identityArn } from './ses-names';

/** Something SES reports of an email, in the shape of its event. */
export interface SesEvent {
  type: EmailEventType;
  recipients: string[];
  /** One line for people. */
  summary: string;
  /** Content of `detail.bounce`, `detail.complaint` or `detail.delivery`. */
  content: Record<string, unknown>;
}

export type BounceKind = 'permanent' | 'transient' | 'mislabelled' | 'suppressed' | 'on-account-suppression-list';

const SIMULATOR = '@simulator.amazonses.com';
const REPORTER = 'dns; a0-1.smtp-out.eu-central-1.amazonses.com';

/**
 * What becomes of an email, by recipient: the mailbox simulator's addresses do what their names say
 * (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html), suppressed addresses bounce unsent, and
 * everybody else receives.
 */
export function sesEventsOf(
  recipients: readonly string[],
  suppressed: Pick<SuppressionList, 'get'>,
  at: Date,
): SesEvent[] {
  return recipients.flatMap((recipient): SesEvent[] => {
    const [local, domain] = recipient.toLowerCase().split('@');
    const simulated = `@${domain}` === SIMULATOR ? local!.split('+')[0] : null;
    if (simulated === 'bounce') return [bounce(recipient, 'permanent', at)];
    if (simulated === 'suppressionlist') return [bounce(recipient, 'suppressed', at)];
    if (simulated === 'ooto') return [delivery(recipient, at), automaticReply(recipient, at)];
    if (simulated === 'complaint') return [delivery(recipient, at), complaint(recipient, at)];
    if (suppressed.get(recipient)) return [bounce(recipient, 'on-account-suppression-list', at)];
    return [delivery(recipient, at)];
  });
}

export const isSimulated = (recipient: string) => recipient.toLowerCase().endsWith(SIMULATOR);

const BOUNCES: Record<
  BounceKind,
  { bounceType: string; bounceSubType: string; status: string; diagnosticCode: string }
> = {
  permanent: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    status: '5.1.1',
    diagnosticCode: 'smtp; 550 5.1.1 user unknown',
  },
  transient: {
    bounceType: 'Transient',
    bounceSubType: 'MailboxFull',
    status: '4.2.2',
    diagnosticCode: 'smtp; 452 4.2.2 mailbox full',
  },
  // A permanent failure that reached SES late, in a notice of its own, can come with the wrong label.
  mislabelled: {
    bounceType: 'Transient',
    bounceSubType: 'General',
    status: '5.1.1',
    diagnosticCode: 'smtp; 550 5.1.1 user unknown',
  },
  suppressed: {
    bounceType: 'Permanent',
    bounceSubType: 'Suppressed',
    status: '5.1.1',
    diagnosticCode:
      'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.',
  },
  'on-account-suppression-list': {
    bounceType: 'Permanent',
    bounceSubType: 'OnAccountSuppressionList',
    status: '5.1.1',
    diagnosticCode:
      'Amazon SES did not send the message to this address because it is on the suppression list for your account.',
  },
};

export function bounce(recipient: string, kind: BounceKind, at: Date): SesEvent {
  const { bounceType, bounceSubType, status, diagnosticCode } = BOUNCES[kind];
  return {
    type: 'Bounce',
    recipients: [recipient],
    summary: `${bounceType}/${bounceSubType}: ${diagnosticCode}`,
    content: {
      feedbackId: `${messageIdHead(at)}-${randomUUID()}-000000`,
      bounceType,
      bounceSubType,
      bouncedRecipients: [{ emailAddress: recipient, action: 'failed', status, diagnosticCode }],
      timestamp: at.toISOString(),
      reportingMTA: REPORTER,
    },
  };
}

/** An out-of-office reply, as SES reports one: a transient bounce of which no recipient failed. */
function automaticReply(recipient: string, at: Date): SesEvent {
  return {
    type: 'Bounce',
    recipients: [recipient],
    summary: 'Transient/General: an automatic reply',
    content: {
      feedbackId: `${messageIdHead(at)}-${randomUUID()}-000000`,
      bounceType: 'Transient',
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: recipient }],
      timestamp: at.toISOString(),
    },
  };
}

/** `not-spam`: the reader took it out of the spam folder, which SES reports as a complaint too. */
export type FeedbackType = 'abuse' | 'not-spam';

export function complaint(recipient: string, at: Date, feedbackType: FeedbackType = 'abuse'): SesEvent {
  return {
    type: 'Complaint',
    recipients: [recipient],
    summary: feedbackType === 'abuse' ? 'Reported as spam' : 'Reported as not spam',
    content: {
      feedbackId: `${messageIdHead(at)}-${randomUUID()}-000000`,
      complaintSubType: null,
      complainedRecipients: [{ emailAddress: recipient }],
      timestamp: at.toISOString(),
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: feedbackType,
      arrivalDate: at.toISOString(),
    },
  };
}

function delivery(recipient: string, at: Date): SesEvent {
  return {
    type: 'Delivery',
    recipients: [recipient],
    summary: '250 2.6.0 Message received',
    content: {
      timestamp: at.toISOString(),
      processingTimeMillis: 150,
      recipients: [recipient],
      smtpResponse: '250 2.6.0 Message received',
      reportingMTA: 'a0-1.smtp-out.eu-central-1.amazonses.com',
    },
  };
}

/** SES writes the time in hexadecimal milliseconds at the head of its ids, after the region's number. */
export const messageIdHead = (at: Date) => `0107${at.getTime().toString(16).padStart(12, '0')}`;

const DETAIL_TYPES: Record<EmailEventType, string> = {
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
};

/**
 * Detail type and detail of the event as SES puts it on the default bus.
 * https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
 */
export function busEventOf(email: Email, event: SesEvent): { 'detail-type': string; detail: Record<string, unknown> } {
  const common = (name: string) => email.headers.find((header) => header.name.toLowerCase() === name)?.value;
  return {
    'detail-type': DETAIL_TYPES[event.type],
    detail: {
      eventType: event.type,
      mail: {
        timestamp: email.sentAt,
        source: email.from,
        sourceArn: identityArn(plainAddress(email.from)),
        sendingAccountId: ACCOUNT,
        messageId: email.id,
        destination: email.to,
        headersTruncated: false,
        headers: email.headers,
        commonHeaders: {
          from: [email.from],
          to: email.destination.to,
          ...(email.destination.cc.length && { cc: email.destination.cc }),
          ...(email.replyTo.length && { replyTo: email.replyTo }),
          date: common('date'),
          messageId: email.id,
          subject: email.subject,
        },
        tags: email.tags,
      },
      [event.type.toLowerCase()]: event.content,
    },
  };
}

export const plainAddress = (from: string) => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
