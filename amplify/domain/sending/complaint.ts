/**
 * Feedback types (RFC 5965, RFC 6430, RFC 6591) that say nothing against the email: `not-spam` is a reader who took it
 * out of the spam folder, `auth-failure` a server's report about signatures.
 */
const NO_COMPLAINT = new Set(['not-spam', 'auth-failure']);

/** Whether a reader complained. SES gives no type where the provider gave none, which most often is a spam report. */
export function isComplaint(feedbackType: string | null | undefined): boolean {
  return !NO_COMPLAINT.has(feedbackType?.trim().toLowerCase() ?? '');
}
