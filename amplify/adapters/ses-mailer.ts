import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import { TransientError } from '../domain/errors';
import type { DigestEmail, Mailer, SendOutcome } from '../domain/ports';
import { buildMessage, type MessageSender } from './mime-message';
import { writeMessageTags } from './ses-message-tags';

export interface SesMailerSettings extends MessageSender {
  /** Must have `maxAttempts: 1`: a retry after a lost answer could send twice. */
  client: Pick<SESClient, 'send' | 'config'>;
  /** SES configuration set that publishes the events of the message. */
  configurationSet: string;
  /** Timeout of the call to SES. The caller needs time left to record that there was no answer. */
  answerWithinMs?: number;
}

/** SES answers within a second. A Lambda of 10 seconds has time left to record that there was no answer. */
const ANSWER_WITHIN_MS = 6_000;

/** Errors of SES when the sending rate or the daily quota is exceeded. */
const THROTTLES = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'LimitExceededException',
]);

/** Errors before a connection was established: nothing was sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/**
 * Sends through SES's SendRawEmail. Resolves `rejected` when SES refused the email, `unknown` without a clear answer
 * (timeout, broken connection, 5xx). Throws TransientError only when certainly nothing was sent and a retry can help: a
 * throttle, or no connection at all.
 */
export function createSesMailer({
  client,
  configurationSet,
  answerWithinMs = ANSWER_WITHIN_MS,
  ...sender
}: SesMailerSettings): Mailer {
  return {
    async send(email) {
      if ((await client.config.maxAttempts()) !== 1) {
        throw new Error('The mailer needs an SESClient with maxAttempts: 1; its retries could send an email twice.');
      }
      const command = await toCommand(email, sender, configurationSet);
      try {
        const { MessageId } = await client.send(command, { abortSignal: AbortSignal.timeout(answerWithinMs) });
        return MessageId
          ? { outcome: 'sent', messageId: MessageId }
          : { outcome: 'unknown', reason: { code: 'noMessageId' } };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

async function toCommand(email: DigestEmail, sender: MessageSender, configurationSet: string) {
  return new SendRawEmailCommand({
    RawMessage: { Data: await buildMessage(email, sender) },
    Destinations: [email.to],
    Tags: writeMessageTags(email.tags),
    ConfigurationSetName: configurationSet,
  });
}

interface SdkError {
  name: string;
  message: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

function outcomeOf(cause: unknown): SendOutcome {
  const { name, message, code, $metadata } = cause as SdkError;
  const status = $metadata?.httpStatusCode;
  if (THROTTLES.has(name) || status === 429) {
    throw new TransientError(`The email service throttles: ${message}`, { cause });
  }
  if (code !== undefined && NEVER_CONNECTED.has(code)) {
    throw new TransientError(`The email service could not be reached (${code}).`, { cause });
  }
  if (name === 'CredentialsProviderError') {
    throw new TransientError('The call to the email service could not be signed.', { cause });
  }
  // Any other 4xx is a refusal by SES (MessageRejected, MailFromDomainNotVerified, InvalidParameterValue,
  // ConfigurationSetDoesNotExist, AccountSendingPaused, AccessDenied, ...); 408 is a timeout.
  if (status !== undefined && status >= 400 && status < 500 && status !== 408) {
    return { outcome: 'rejected', reason: { code: 'refused', detail: `${name}: ${message}` } };
  }
  return { outcome: 'unknown', reason: { code: 'noClearAnswer', detail: `${name}: ${message}` } };
}
