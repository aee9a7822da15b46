import type { DigestReason } from '../../amplify/domain/digest/reason';

/** Why a digest sent no email, by code. `detail` is what was recorded with the code. */
const DIGEST_REASON_TEXTS: Record<DigestReason, string | ((detail: string | null) => string)> = {
  addressBounced: 'An email to your address bounced, so we stopped sending until you confirm the address.',
  reportedAsSpam: 'Our email was reported as spam, so we stopped sending.',
  dailyOff: 'The daily email is off.',
  paused: (until) => `Paused until ${until}.`,
  held: 'We have paused all email for now, so your matches are only here.',
  broughtByAnother: 'Another email sent at the same time had the same startups.',
  scheduleChanged: 'You changed your schedule, so we skipped this email.',
  dateOver: 'We could not send it on its day, so we skipped it.',
  refused: (error) => `The email service refused the message (${error}).`,
  refusedAfterwards: (why) => `The email service did not send it: ${why ?? 'no reason given'}.`,
  stoppedWhileSending: 'Sending was interrupted, and we can’t tell whether the email was sent.',
  noClearAnswer: (error) => `The email service gave no clear answer (${error}).`,
  noMessageId: 'The email service returned no message ID.',
  notStarted: 'The run could not be started. Please try again.',
  runStopped: 'The run stopped before it finished. Please try again.',
  runFailed: 'Something failed on our side. We have been notified. Please try again.',
  sendLater: 'The email service could not accept it yet.',
  other: (sentence) => sentence ?? 'No reason was recorded.',
};

/** Why a digest sent no email, in a sentence. It may contain hostile text. */
export function digestReasonText(digest: { reason: DigestReason | null; reasonDetail: string | null }): string {
  const text = DIGEST_REASON_TEXTS[digest.reason ?? 'other'];
  return typeof text === 'string' ? text : text(digest.reasonDetail);
}
