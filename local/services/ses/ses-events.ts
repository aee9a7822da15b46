import { randomUUID } from 'node:crypto';
import { ACCOUNT } from '../../runtime';
import type { Email, EmailEventType } from './mailbox';
import type { SuppressionList } from './suppression-list';
import { identityArn } from './ses-names';

/** An event that SES reports about an email. */
export interface SesEvent {
  type: EmailEventType;
  recipients: string[];
  /** One line for the inbox. */
  summary: string;
  /** Content of `detail.bounce`, `detail.complaint` or `detail.delivery`. */
  content: Record<string, unknown>;
}

export type BounceKind = 'permanent' | 'transient' | 'mislabelled' | 'suppressed' | 'on-account-suppression-list';

const SIMULATOR = '@simulator.amazonses.com';
const REPORTER = 'dns; a0-1.smtp-out.eu-central-1.amazonses.com';

/**
 * The events of an email, by recipient. Addresses of the mailbox simulator give the event of their name
 * (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html). Suppressed addresses bounce. Mail to all
 * other addresses is delivered.
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
  // SES can label a permanent failure as transient if the mail server reports it later, in a message of its own.
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

/** An out-of-office reply. SES reports it as a transient bounce without a failed recipient. */
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

/** `not-spam`: the reader moved the email out of the spam folder. SES reports this as a complaint too. */
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

/** The beginning of an SES message id: a number for the region, then the time in hexadecimal milliseconds. */
export const messageIdHead = (at: Date) => `0107${at.getTime().toString(16).padStart(12, '0')}`;

const DETAIL_TYPES: Record<EmailEventType, string> = {
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
};

/**
 * Detail type and detail of the event that SES puts on the default bus.
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
