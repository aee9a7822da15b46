/**
 * Feedback types (RFC 5965, RFC 6430, RFC 6591) that are not complaints: with `not-spam` a reader moved the email out of
 * the spam folder, `auth-failure` is a server's report about signatures.
 */
const NO_COMPLAINT = new Set(['not-spam', 'auth-failure']);

/** Whether a reader complained. Without a type from the provider SES reports none; that is usually a spam report. */
export function isComplaint(feedbackType: string | null | undefined): boolean {
  return !NO_COMPLAINT.has(feedbackType?.trim().toLowerCase() ?? '');
}
