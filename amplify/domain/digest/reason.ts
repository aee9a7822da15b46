/**
 * Why a digest brought no email, or none yet. Rows hold the code, the app puts it into words (src/text/reasons.ts).
 * Apart from zod, so that a page can use it without loading that.
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
  /** Another email of the same moment brought the same startups. */
  'broughtByAnother',
  'scheduleChanged',
  // missed
  'dateOver',
  // rejected
  /** The email service refused it. detail: name and message of its error. */
  'refused',
  /** The email service accepted it and then did not send it. detail: what it said. */
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
  /** detail: the sentence that a row holds from before reasons were codes. */
  'other',
] as const;
export type DigestReason = (typeof DIGEST_REASONS)[number];

/** A code with what it is about; what `detail` holds is said at each code. */
export interface Reason<Code extends string> {
  code: Code;
  detail?: string | null;
}

/** A digest's reason as its row and the API hold it: a code, or a sentence from before reasons were codes. */
export interface StoredReason {
  reason?: string | null;
  reasonDetail?: string | null;
}

/** The reason that a row holds. Text that is no code is `other`, with the text as its detail. */
export function readDigestReason({ reason, reasonDetail }: StoredReason) {
  const code = DIGEST_REASONS.find((known) => known === reason);
  if (code !== undefined) return { reason: code, reasonDetail: reasonDetail ?? null };
  if (!reason) return { reason: null, reasonDetail: null };
  return { reason: 'other' as const, reasonDetail: reason };
}
