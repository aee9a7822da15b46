import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { ACCOUNT, type Principal, type QueueMessage, type Runtime, type Service } from '../../runtime';
import { number, readProperties } from '../../template/read-properties';
import { AccessDeniedError } from '../iam/access-denied';
import { allowsService, resourcePolicy, type ResourceStatement } from '../iam/resource-policy';
import { openJournal, type Journal } from '../journal';
import { AwsFault } from '../json-protocol';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const MOST_BYTES = 1024 * 1024;

const queueProperties = z.object({
  VisibilityTimeout: number.default(30),
  MessageRetentionPeriod: number.default(345_600),
});

const queuePolicyProperties = z.object({ Queues: z.array(z.string()), PolicyDocument: resourcePolicy });

export interface StoredMessage extends QueueMessage {
  id: string;
  queue: string;
  sentAt: string;
  receiveCount: number;
  /** Hidden from others until then, in milliseconds since 1970. */
  visibleAt: number;
  receiptHandle: string | null;
}

type Entry = { put: StoredMessage } | { deleted: string };

interface Queue {
  url: string;
  arn: string;
  visibilityMs: number;
  retentionMs: number;
  statements: ResourceStatement[];
}

/** The queues of the cloud assembly, with their messages in `<stateDir>/sqs`. */
export class Queues implements Service {
  readonly #messages = new Map<string, StoredMessage>();

  private constructor(
    private readonly queues: readonly Queue[],
    private readonly journal: Journal<Entry>,
    private readonly parts: Pick<Runtime, 'clock' | 'authorize'>,
  ) {}

  static async open(runtime: Pick<Runtime, 'byType' | 'stateDir' | 'clock' | 'authorize'>): Promise<Queues> {
    const policies = runtime
      .byType('AWS::SQS::QueuePolicy')
      .map((resource) => readProperties(resource, queuePolicyProperties));
    const queues = runtime.byType('AWS::SQS::Queue').map((resource) => {
      const { VisibilityTimeout, MessageRetentionPeriod } = readProperties(resource, queueProperties);
      return {
        url: resource.ref,
        arn: resource.attributes['Arn']!,
        visibilityMs: VisibilityTimeout * 1000,
        retentionMs: MessageRetentionPeriod * 1000,
        statements: policies
          .filter((policy) => policy.Queues.includes(resource.ref))
          .flatMap(({ PolicyDocument }) => PolicyDocument),
      };
    });
    const { entries, journal } = await openJournal<Entry>(path.join(runtime.stateDir, 'sqs', 'messages.jsonl'));
    const opened = new Queues(queues, journal, runtime);
    for (const entry of entries) {
      if ('put' in entry) opened.#messages.set(entry.put.id, entry.put);
      else opened.#messages.delete(entry.deleted);
    }
    return opened;
  }

  /**
   * Puts a message into a queue: by the identity policies of a role, or by the queue's own policy for a service.
   * @throws AccessDeniedError, AwsFault
   */
  send(queueArn: string, message: QueueMessage, principal: Principal): StoredMessage {
    const queue = this.queues.find(({ arn }) => arn === queueArn);
    if (!queue) throw new AwsFault('QueueDoesNotExist', 'The specified queue does not exist.');
    if (principal.arn.endsWith('.amazonaws.com')) permitService(queue, principal);
    else this.parts.authorize(principal, 'sqs:SendMessage', queueArn);
    return this.#put(queue, message);
  }

  /** As `send`, for a caller whose identity policies were checked. */
  sendTo(url: string, message: QueueMessage): StoredMessage {
    return this.#put(this.#queueAt(url), message);
  }

  /** Up to `most` messages that are visible, which are then hidden for the queue's visibility timeout. */
  receive(url: string, most: number): StoredMessage[] {
    const queue = this.#queueAt(url);
    const now = this.parts.clock.now().getTime();
    return this.#of(queue)
      .filter(({ visibleAt }) => visibleAt <= now)
      .slice(0, most)
      .map((message) => {
        const received = {
          ...message,
          receiveCount: message.receiveCount + 1,
          visibleAt: now + queue.visibilityMs,
          receiptHandle: randomUUID(),
        };
        this.#store(received);
        return received;
      });
  }

  delete(url: string, receiptHandle: string): void {
    const message = this.#of(this.#queueAt(url)).find((one) => one.receiptHandle === receiptHandle);
    if (!message) return;
    this.#messages.delete(message.id);
    this.journal.append({ deleted: message.id });
  }

  /** Messages that can be received, and messages that are hidden. */
  count(url: string): { visible: number; hidden: number } {
    const now = this.parts.clock.now().getTime();
    const all = this.#of(this.#queueAt(url));
    const visible = all.filter(({ visibleAt }) => visibleAt <= now).length;
    return { visible, hidden: all.length - visible };
  }

  arnOf(url: string): string {
    return this.queues.find((queue) => queue.url === url)?.arn ?? '*';
  }

  get urls(): string[] {
    return this.queues.map(({ url }) => url);
  }

  async stop(): Promise<void> {
    await this.journal.flush();
  }

  #queueAt(url: string): Queue {
    const queue = this.queues.find((one) => one.url === url);
    if (!queue) throw new AwsFault('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }

  /** Oldest first, without those that the queue no longer keeps. */
  #of({ url, retentionMs }: Queue): StoredMessage[] {
    const oldest = new Date(this.parts.clock.now().getTime() - retentionMs).toISOString();
    return [...this.#messages.values()].filter(({ queue, sentAt }) => queue === url && sentAt >= oldest);
  }

  #put(queue: Queue, message: QueueMessage): StoredMessage {
    if (Buffer.byteLength(message.body) > MOST_BYTES) {
      throw new AwsFault('InvalidParameterValue', `One or more parameters are invalid. Reason: Message must be shorter than ${MOST_BYTES} bytes.`); // prettier-ignore
    }
    const stored = {
      ...message,
      id: randomUUID(),
      queue: queue.url,
      sentAt: this.parts.clock.now().toISOString(),
      receiveCount: 0,
      visibleAt: 0,
      receiptHandle: null,
    };
    this.#store(stored);
    return stored;
  }

  #store(message: StoredMessage): void {
    this.#messages.set(message.id, message);
    this.journal.append({ put: message });
  }
}

export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** @throws AccessDeniedError unless the queue's policy lets the service send for this resource */
function permitService({ arn, statements }: Queue, { arn: service, sourceArn }: Principal): void {
  const action = 'sqs:SendMessage';
  const context = {
    'aws:SecureTransport': 'true',
    'aws:SourceAccount': ACCOUNT,
    ...(sourceArn && { 'aws:SourceArn': sourceArn }),
  };
  if (allowsService(statements, [service], { action, resource: arn, context })) return;
  const reason = `because no resource-based policy allows the ${action} action`;
  const message = `User: ${service} is not authorized to perform: ${action} on resource: ${arn} ${reason}`;
  throw new AccessDeniedError(message, action, arn, reason);
}
