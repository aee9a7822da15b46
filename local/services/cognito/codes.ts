import { randomInt } from 'node:crypto';
import { escapeHtml } from '../local-http';
import type { CognitoContext, Pool } from './context';
import { CognitoError, codeExpired, codeMismatch } from './errors';
import type { CodePurpose, User } from './user-store';

const HOUR = 3_600_000;
const VALIDITY: Record<CodePurpose, number> = { 'sign-up': 24 * HOUR, reset: HOUR, 'verify-email': 24 * HOUR };
/** Cognito's quotas of wrong entries and of messages, per user and hour. */
const MOST_WRONG = 5;
const MOST_SENT = 20;

const plain = (html: string) =>
  html
    .replace(/<br\s*\/?>|<\/(p|div|h\d|li|tr)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim();

/** Fills a message template and emails it: HTML with `{####}` for the code and `{username}` for the name. */
export async function deliverMessage(
  context: CognitoContext,
  to: string,
  template: { subject: string; message: string },
  values: { code: string; username: string },
): Promise<void> {
  const fill = (text: string, quote: (value: string) => string) =>
    text.replace(/\{####\}|\{username\}/g, (placeholder) =>
      quote(placeholder === '{####}' ? values.code : values.username),
    );
  const html = fill(template.message, escapeHtml);
  try {
    await context.deliverEmail({ to, subject: fill(template.subject, (value) => value), text: plain(html), html });
  } catch (cause) {
    throw new CognitoError('CodeDeliveryFailureException', `The message to ${to} was not delivered.`, { cause });
  }
}

/** `a***@e***`: Cognito masks a destination in this way. */
const hidden = (email: string) => email.replace(/^(.)[^@]*@(.).*$/, '$1***@$2***');

export const deliveryDetails = (email: string) => ({
  AttributeName: 'email',
  DeliveryMedium: 'EMAIL',
  Destination: hidden(email),
});

/** Creates a code, which replaces the previous one, stores it and emails it to `to`. */
export async function sendCode(
  context: CognitoContext,
  pool: Pool,
  user: User,
  purpose: CodePurpose,
  to: string,
): Promise<{ CodeDeliveryDetails: ReturnType<typeof deliveryDetails> }> {
  const now = context.now();
  const subject = `send ${purpose} ${user.username}`;
  pool.limits.check(subject, now, MOST_SENT);
  pool.limits.add(subject, now);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  user.codes[purpose] = { code, expiresAt: now.getTime() + VALIDITY[purpose] };
  await pool.users.save(user);
  await deliverMessage(context, to, pool.config.verificationEmail, { code, username: user.username });
  return { CodeDeliveryDetails: deliveryDetails(to) };
}

/**
 * Checks a code and removes it from the user. The caller saves the user.
 * @throws CognitoError CodeMismatch, ExpiredCode or, after five wrong entries within an hour, LimitExceeded
 */
export function redeemCode(context: CognitoContext, pool: Pool, user: User, purpose: CodePurpose, given: string): void {
  const now = context.now();
  const subject = `enter ${purpose} ${user.username}`;
  pool.limits.check(subject, now, MOST_WRONG);
  const issued = user.codes[purpose];
  if (!issued || issued.expiresAt <= now.getTime()) throw codeExpired();
  if (issued.code !== given.trim()) {
    pool.limits.add(subject, now);
    throw codeMismatch();
  }
  pool.limits.clear(subject);
  delete user.codes[purpose];
}
