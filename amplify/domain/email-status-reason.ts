import { readReason } from './reason';

/**
 * Why email to an investor is stopped. Rows hold the code, the app puts it into words (src/text/reasons.ts). This file
 * loads no zod, so that a page can use it.
 */
export const EMAIL_STATUS_REASONS = [
  // bounced
  /** detail: the diagnostic code of the mail server, if SES reports one. */
  'addressRefused',
  /** As many soft bounces in a row as stop email. detail: the diagnostic code of the last one. */
  'bouncedInARow',
  // complained
  'reportedAsSpam',
  // unsubscribed
  'unsubscribeLink',
  /** detail: the sentence of a row from before reasons were codes. */
  'other',
] as const;
export type EmailStatusReason = (typeof EMAIL_STATUS_REASONS)[number];

/** The reason as a row and the API hold it: a code, or a sentence from before reasons were codes. */
export interface StoredEmailStatusReason {
  emailStatusReason?: string | null;
  emailStatusDetail?: string | null;
}

export function readEmailStatusReason({ emailStatusReason, emailStatusDetail }: StoredEmailStatusReason) {
  const { code, detail } = readReason(EMAIL_STATUS_REASONS, emailStatusReason, emailStatusDetail);
  return { emailStatusReason: code, emailStatusDetail: detail };
}
