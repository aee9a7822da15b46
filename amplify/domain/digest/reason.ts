import { readReason } from '../reason';

/**
 * Why a digest was not sent, or not yet. Rows hold the code, the app puts it into words (src/text/reasons.ts). This file
 * loads no zod, so that a page can use it.
 */
export const DIGEST_REASONS = [
  // skipped
  'addressBounced',
  'reportedAsSpam',
  'dailyOff',
  /** detail: the local date until which the investor paused email. */
  'paused',
  /** All email is held back. */
  'held',
  /** Another email of the same moment contained the same startups. */
  'sentByAnother',
  'scheduleChanged',
  // missed
  'datePassed',
  // rejected
  /** The email service refused it. detail: name and message of its error. */
  'refused',
  /** The email service accepted it and then did not send it. detail: the reason that it gave. */
  'refusedAfterwards',
  // unknown
  'stoppedWhileSending',
  /** detail: name and message of the error. */
  'noClearAnswer',
  'noMessageId',
  // failed
  'notStarted',
  'runStopped',
  'runFailed',
  // matched: a later try may send it
  /** detail: the message of the error. */
  'sendLater',
  /** detail: the sentence of a row from before reasons were codes. */
  'other',
] as const;
export type DigestReason = (typeof DIGEST_REASONS)[number];

/** The reason as a row and the API hold it: a code, or a sentence from before reasons were codes. */
export interface StoredReason {
  reason?: string | null;
  reasonDetail?: string | null;
}

export function readDigestReason({ reason, reasonDetail }: StoredReason) {
  const { code, detail } = readReason(DIGEST_REASONS, reason, reasonDetail);
  return { reason: code, reasonDetail: detail };
}
