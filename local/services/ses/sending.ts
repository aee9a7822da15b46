import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Runtime } from '../../runtime';
import type { SesAccountSettings } from '../../settings';
import { AwsFault } from '../json-protocol';
import type { Email, EmailEventType, Mailbox } from './mailbox';
import { parseMessage, peekHeader, readTagsHeader } from './message';
import { busEventOf, isSimulated, messageIdHead, sesEventsOf, plainAddress, type SesEvent } from './ses-events';
import type { Receiving } from './receiving';
import { isNamed, readConfigurationSets, readIdentities, type ConfigurationSet, type Identity } from './sending-config';
import type { SendingQuota } from './sending-quota';
import type { SuppressionList, SuppressionReason } from './suppression-list';
import { configurationSetArn } from './ses-names';

const MOST_BYTES = 10 * 1024 * 1024;
const MOST_RECIPIENTS = 50;

/** Delays of events: SES reports a delivery some time after it accepts the email. */
const DELIVERY_MS = 100;
const COMPLAINT_MS = 200;

/** Puts an event of SES on the default bus. */
export type PutEvent = (event: {
  source: string;
  'detail-type': string;
  detail: unknown;
  resources: string[];
  at: Date;
  delayMs: number;
}) => void;

export interface SendRequest {
  raw: Buffer;
  /** Envelope sender; by default the From header. */
  source?: string | null;
  /** Envelope recipients; by default To, Cc and Bcc. */
  destinations?: string[];
  configurationSet?: string | null;
  tags?: [string, string][];
  operation: 'SendRawEmail' | 'SendEmail';
  /** ARN of the caller. */
  caller: string;
}

/** Accepts email like SES and reports the events of each message. */
export class Sending {
  readonly #identities: Identity[];
  readonly #sets: ReadonlyMap<string, ConfigurationSet>;

  constructor(
    private readonly parts: {
      runtime: Pick<Runtime, 'byType' | 'events' | 'clock'>;
      mailbox: Mailbox;
      suppressed: SuppressionList;
      quota: SendingQuota;
      /** Real time in milliseconds, for the quota. */
      now: () => number;
      putEvent: PutEvent;
      receiving: Pick<Receiving, 'receive'>;
      account: SesAccountSettings;
    },
  ) {
    const { runtime } = parts;
    this.#identities = readIdentities(runtime, parts.account);
    this.#sets = readConfigurationSets(runtime);
  }

  /** The identity of an address: the address itself, otherwise its domain. */
  identityOf(address: string): Identity | undefined {
    const named = (name: string) => this.#identities.find((identity) => isNamed(identity, name));
    return named(address) ?? named(address.split('@')[1] ?? '');
  }

  get identities(): readonly Identity[] {
    return this.#identities;
  }

  /** An address may send and receive when the address or its domain is verified. */
  #isVerified(address: string): boolean {
    const names = [address, address.split('@')[1] ?? ''];
    return this.#identities.some((identity) => identity.verified && names.some((name) => isNamed(identity, name)));
  }

  /** Sends an email. @throws AwsFault with the error of SES; then nothing was sent */
  async send(request: SendRequest): Promise<Email> {
    const { runtime, mailbox, quota, now, account } = this.parts;
    const { raw, operation, caller } = request;
    if (raw.length > MOST_BYTES)
      throw new AwsFault(
        'InvalidParameterValue',
        `Message length is more than ${MOST_BYTES} bytes long: '${raw.length}'.`,
      );
    const message = await parseMessage(raw);
    const from = request.source ? plainAddress(request.source) : message.fromAddresses[0];
    if (!from || !message.fromAddresses.length) throw new AwsFault('InvalidParameterValue', "Missing final '@domain'");
    const recipients = request.destinations?.length
      ? request.destinations.map(plainAddress)
      : [...message.to, ...message.cc, ...message.bcc];
    checkRecipients(recipients);
    const checked = [from, ...message.fromAddresses];
    if (account.sandbox) checked.push(...recipients.filter((recipient) => !isSimulated(recipient)));
    const unverified = [...new Set(checked)].filter((address) => !this.#isVerified(address));
    if (unverified.length)
      throw new AwsFault(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${unverified.join(', ')}`,
      );
    const configurationSet = this.#configurationSetOf(request, from);
    const refusal = quota.take(recipients.length, now());
    if (refusal) throw new AwsFault('Throttling', refusal);

    const at = runtime.clock.now();
    const tags: Record<string, string[]> = {
      'ses:operation': [operation],
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [from.split('@')[1]!],
      'ses:caller-identity': [caller.split('/').at(-1)!],
    };
    if (configurationSet) tags['ses:configuration-set'] = [configurationSet];
    for (const [name, value] of [...readTagsHeader(peekHeader(raw, 'x-ses-message-tags')), ...(request.tags ?? [])])
      tags[name] = [value];
    const email: Email = {
      id: `${messageIdHead(at)}-${randomUUID()}-000000`,
      sentAt: at.toISOString(),
      from: message.from,
      to: recipients,
      destination: { to: message.to, cc: message.cc, bcc: message.bcc },
      replyTo: message.replyTo,
      subject: message.subject,
      text: message.text,
      html: message.html,
      headers: message.headers,
      attachments: message.attachments,
      configurationSet,
      tags,
      events: [],
    };
    await mailbox.add(email, raw);
    runtime.events.append({ kind: 'email', id: email.id, to: recipients.join(', '), subject: email.subject });
    for (const event of sesEventsOf(recipients, this.parts.suppressed, at)) this.report(email, event);
    void this.parts.receiving.receive(email);
    return email;
  }

  /** Adds the event to the email and puts it on the bus. Suppresses the address if the configuration set requires it. */
  report(email: Email, event: SesEvent): void {
    const { mailbox, suppressed, putEvent, runtime } = this.parts;
    const at = runtime.clock.now();
    mailbox.addEvent(email.id, {
      type: event.type,
      at: at.toISOString(),
      recipients: event.recipients,
      summary: event.summary,
    });
    const set = email.configurationSet ? this.#sets.get(email.configurationSet) : undefined;
    const reason = suppressionReason(event);
    for (const recipient of event.recipients) {
      const listed = suppressed.get(recipient) || isSimulated(recipient);
      if (reason && !listed && set?.suppressedReasons.includes(reason)) suppressed.put(recipient, reason, at);
    }
    if (!set?.reported.has(event.type.toUpperCase())) return;
    putEvent({
      source: 'aws.ses',
      ...busEventOf(email, event),
      resources: [configurationSetArn(email.configurationSet!)],
      at,
      delayMs: delayOf(event.type),
    });
  }

  #configurationSetOf(request: SendRequest, from: string): string | null {
    const asked = request.configurationSet || peekHeader(request.raw, 'x-ses-configuration-set');
    const name = asked || this.identityOf(from)?.configurationSet || null;
    if (name && !this.#sets.has(name))
      throw new AwsFault('ConfigurationSetDoesNotExist', `Configuration set <${name}> does not exist.`);
    return name;
  }
}

/** The reason to suppress the recipient of an event; null if it must not be suppressed. */
function suppressionReason({ type, content }: SesEvent): SuppressionReason | null {
  if (type === 'Complaint') return content['complaintFeedbackType'] === 'not-spam' ? null : 'COMPLAINT';
  return content['bounceType'] === 'Permanent' ? 'BOUNCE' : null;
}

const delayOf = (type: EmailEventType) => (type === 'Complaint' ? COMPLAINT_MS : DELIVERY_MS);

function checkRecipients(recipients: string[]): void {
  if (!recipients.length) throw new AwsFault('InvalidParameterValue', 'No recipients specified');
  if (recipients.length > MOST_RECIPIENTS)
    throw new AwsFault('InvalidParameterValue', `Recipient count exceeds ${MOST_RECIPIENTS}.`);
  for (const recipient of recipients) {
    const [local = '', domain = '', ...more] = recipient.split('@');
    if (!domain || more.length) throw new AwsFault('InvalidParameterValue', "Missing final '@domain'");
    if (!local || /[\s\x00-\x1f\x7f-\uffff]/.test(local))
      throw new AwsFault('InvalidParameterValue', 'Local address contains control or whitespace');
    if (!/^[a-z0-9.-]+$/i.test(domain) || /^[.-]|[.-]$|\.\./.test(domain))
      throw new AwsFault('InvalidParameterValue', 'Domain contains illegal character');
  }
}

/** The MIME message of a SendEmail request. */
export function composeMessage(parts: {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  text: string | null;
  html: string | null;
}): Promise<Buffer> {
  const { text, html, ...rest } = parts;
  return new MailComposer({ ...rest, text: text ?? undefined, html: html ?? undefined }).compile().build();
}
