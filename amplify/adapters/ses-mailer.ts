import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import { TransientError } from '../domain/errors';
import type { DigestEmail, Mailer, SendOutcome } from '../domain/ports';
import { buildMessage, type MessageSender } from './mime-message';
import { writeMessageTags } from './ses-message-tags';

export interface SesMailerSettings extends MessageSender {
  /** Made with `maxAttempts: 1`: a retry after a lost answer could send twice. */
  client: Pick<SESClient, 'send' | 'config'>;
  /** SES configuration set that publishes the events of the message. */
  configurationSet: string;
  /** How long SES may take to answer; must leave the caller time to record that it did not. */
  answerWithinMs?: number;
}

/** SES answers within a second; a Lambda of 10 seconds has time left to record that it did not. */
const ANSWER_WITHIN_MS = 6_000;

/** SES's ways to say "too fast" or "enough for today". */
const THROTTLES = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'LimitExceededException',
]);

/** Failures before a connection stood: nothing can have been sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/**
 * Sends through SES's SendRawEmail. Resolves `rejected` where SES answered no, `unknown` where no clear answer came
 * (time out, broken connection, 5xx). Throws TransientError only where certainly nothing was sent and a later try can
 * help: a throttle, or no connection at all.
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
        return judge(error);
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

function judge(cause: unknown): SendOutcome {
  const { name, message, code, $metadata } = cause as SdkError;
  const status = $metadata?.httpStatusCode;
  if (THROTTLES.has(name) || status === 429) {
    throw new TransientError(`The email service asked to slow down: ${message}`, { cause });
  }
  if (code !== undefined && NEVER_CONNECTED.has(code)) {
    throw new TransientError(`The email service could not be reached (${code}).`, { cause });
  }
  if (name === 'CredentialsProviderError') {
    throw new TransientError('The call to the email service could not be signed.', { cause });
  }
  // Any other 4xx is SES's considered answer (MessageRejected, MailFromDomainNotVerified, InvalidParameterValue,
  // ConfigurationSetDoesNotExist, AccountSendingPaused, AccessDenied, ...); 408 only says that it lost patience.
  if (status !== undefined && status >= 400 && status < 500 && status !== 408) {
    return { outcome: 'rejected', reason: { code: 'refused', detail: `${name}: ${message}` } };
  }
  return { outcome: 'unknown', reason: { code: 'noClearAnswer', detail: `${name}: ${message}` } };
}
