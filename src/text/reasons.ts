import type { DigestReason } from '../../amplify/domain/digest/reason';
import type { EmailStatusReason } from '../../amplify/domain/email-status-reason';
import { SOFT_BOUNCE_LIMIT } from '../../amplify/domain/sending/soft-bounces';

type Texts<Code extends string> = Record<Code, string | ((detail: string | null) => string)>;

const NOT_RECORDED = 'No reason was recorded.';

/** Why a digest sent no email, by code. `detail` is what was recorded with the code. */
const DIGEST_REASON_TEXTS: Texts<DigestReason> = {
  addressBounced: 'An email to your address bounced, so we stopped sending until you confirm the address.',
  reportedAsSpam: 'Our email was reported as spam, so we stopped sending.',
  dailyOff: 'The daily email is off.',
  paused: (until) => `Paused until ${until}.`,
  held: 'We have paused all email for now, so your matches are only here.',
  sentByAnother: 'Another email sent at the same time had the same startups.',
  scheduleChanged: 'You changed your schedule, so we skipped this email.',
  datePassed: 'We could not send it on its day, so we skipped it.',
  refused: (error) => `The email service refused the message (${error}).`,
  refusedAfterwards: (why) => `The email service did not send it: ${why ?? 'no reason given'}.`,
  stoppedWhileSending: 'Sending was interrupted, and we can’t tell whether the email was sent.',
  noClearAnswer: (error) => `The email service gave no clear answer (${error}).`,
  noMessageId: 'The email service returned no message ID.',
  notStarted: 'The run could not be started. Please try again.',
  runStopped: 'The run stopped before it finished. Please try again.',
  runFailed: 'Something failed on our side. Please try again.',
  sendLater: 'The email service could not accept it yet.',
  other: (sentence) => sentence ?? NOT_RECORDED,
};

const ADDRESS_REFUSED = 'The address does not accept email.';

/** Why email to the investor is stopped, by code. `detail` is what was recorded with the code. */
const EMAIL_STATUS_REASON_TEXTS: Texts<EmailStatusReason> = {
  addressRefused: (answer) => answer ?? ADDRESS_REFUSED,
  bouncedInARow: (answer) => `${SOFT_BOUNCE_LIMIT} emails in a row came back: ${answer ?? ADDRESS_REFUSED}`,
  reportedAsSpam: 'You reported our email as spam.',
  unsubscribeLink: 'You used the unsubscribe link in an email.',
  other: (sentence) => sentence ?? NOT_RECORDED,
};

/** Why a digest sent no email, in a sentence. It may contain hostile text. */
export function digestReasonText(digest: { reason: DigestReason | null; reasonDetail: string | null }): string {
  return textOf(DIGEST_REASON_TEXTS[digest.reason ?? 'other'], digest.reasonDetail);
}

/** Why email is stopped, in a sentence. It may contain hostile text. */
export function emailStatusReasonText(reason: EmailStatusReason, detail: string | null): string {
  return textOf(EMAIL_STATUS_REASON_TEXTS[reason], detail);
}

function textOf(text: Texts<string>[string], detail: string | null): string {
  return typeof text === 'string' ? text : text(detail);
}
