import type { DigestReason } from '../../amplify/domain/digest/reason';

/** Why a digest brought no email, by code; `detail` is what was recorded with it. */
const DIGEST_REASON_TEXTS: Record<DigestReason, string | ((detail: string | null) => string)> = {
  addressBounced: 'Your address bounced, so email is stopped until you confirm it.',
  reportedAsSpam: 'You marked our email as spam, so we send none.',
  dailyOff: 'The daily email is turned off.',
  paused: (until) => `Paused until ${until}.`,
  held: 'We are holding back all email for the moment, so your matches are only here.',
  broughtByAnother: 'Another email that left at the same moment brought the same startups.',
  scheduleChanged: 'You changed when your email comes, so this one was left out.',
  dateOver: 'We could not send it on its day, so we left it out.',
  refused: (error) => `The email service refused the message (${error}).`,
  refusedAfterwards: (why) => `The email service did not send it: ${why ?? 'no reason given'}.`,
  stoppedWhileSending: 'We stopped while sending and can not tell whether it left.',
  noClearAnswer: (error) => `The email service gave no clear answer (${error}).`,
  noMessageId: 'The email service gave no message id.',
  notStarted: 'The run could not be started. Please try again.',
  runStopped: 'The run stopped on its way. Please try again.',
  runFailed: 'Something failed on our side. We have been told; try again.',
  sendLater: 'The email service could not take it yet.',
  other: (sentence) => sentence ?? 'No reason was recorded.',
};

/** Why a digest brought no email, in a sentence; hostile text may be in it. */
export function digestReasonText(digest: { reason: DigestReason | null; reasonDetail: string | null }): string {
  const text = DIGEST_REASON_TEXTS[digest.reason ?? 'other'];
  return typeof text === 'string' ? text : text(digest.reasonDetail);
}
