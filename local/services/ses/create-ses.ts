import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AwsApi, Runtime, Service } from '../../runtime';
import type { InboxSettings, SesAccountSettings } from '../../settings';
import { createInbox } from './inbox';
import { Mailbox, type Email } from './mailbox';
import { messageIdHead } from './ses-events';
import { Receiving } from './receiving';
import { Sending, type PutEvent } from './sending';
import { DEFAULT_QUOTA, SendingQuota, type QuotaSettings } from './sending-quota';
import { createSesApi } from './ses-api';
import { SuppressionList } from './suppression-list';

export interface SesOptions {
  /** Puts the events of SES on the default bus. */
  putEvent: PutEvent;
  quota?: Partial<QuotaSettings>;
  account: SesAccountSettings;
  /** Texts of the inbox page. */
  inbox: InboxSettings;
  /** The time in milliseconds, for the quota. */
  now?: () => number;
}

export interface SesService extends Service {
  api: AwsApi;
  /** The inbox page, `/store`, and each email's parts. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Puts an email of another service, such as Cognito's codes, into the inbox. */
  deliverEmail(email: { to: string; subject: string; text: string; html: string }): Promise<void>;
  /** Oldest first. */
  emails(): readonly Email[];
}

/** Serves the identities and configuration sets of the cloud assembly; emails are stored in `<stateDir>/ses`. */
export async function createSes(
  runtime: Pick<Runtime, 'byType' | 'stateDir' | 'events' | 'clock' | 'lambda'>,
  { putEvent, quota: allowed, account, inbox, now = Date.now }: SesOptions,
): Promise<SesService> {
  const mailbox = await Mailbox.open(runtime.stateDir);
  const suppressed = await SuppressionList.open(runtime.stateDir);
  const quota = new SendingQuota({ ...DEFAULT_QUOTA, ...allowed }, now());
  const receiving = new Receiving(runtime);
  const sending = new Sending({ runtime, mailbox, suppressed, quota, now, putEvent, receiving, account });

  return {
    api: createSesApi({ sending, suppressed, quota, clock: runtime.clock, now }),
    handle: createInbox({ mailbox, suppressed, sending, now: () => runtime.clock.now(), settings: inbox }),
    emails: () => mailbox.list(),
    async deliverEmail({ to, subject, text, html }) {
      const at = runtime.clock.now();
      const id = `${messageIdHead(at)}-${randomUUID()}-000000`;
      const from = 'no-reply@verificationemail.com';
      const headers = [
        { name: 'From', value: from },
        { name: 'To', value: to },
        { name: 'Subject', value: subject },
        { name: 'Date', value: at.toUTCString() },
      ];
      const destination = { to: [to], cc: [], bcc: [] };
      const parts = { from, to: [to], destination, replyTo: [], subject, text, html: html || null, headers };
      const rest = { attachments: [], configurationSet: null, tags: {}, events: [] };
      await mailbox.add({ id, sentAt: at.toISOString(), ...parts, ...rest }, null);
      runtime.events.append({ kind: 'email', id, to, subject });
    },
    async stop() {
      await mailbox.close();
      await suppressed.close();
    },
  };
}
