import { z } from 'zod';
import type { AwsApi, AwsRequest } from '../../runtime';
import { AwsFault, jsonAnswer, jsonBody, jsonError, peekBody, targetOperation } from '../json-protocol';
import { md5, type Queues, type StoredMessage } from './queues';

const CONTENT_TYPE = 'application/x-amz-json-1.0';

const input = z.object({
  QueueUrl: z.string().default(''),
  MessageBody: z.string().default(''),
  MessageAttributes: z.record(z.string(), z.object({ StringValue: z.string().default('') })).default({}),
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  ReceiptHandle: z.string().default(''),
});

/** The SQS API over JSON: what a dead-letter queue needs. Standard queues only. */
export function createSqs(queues: Queues): AwsApi {
  function answer(request: AwsRequest): object {
    const operation = targetOperation(request, 'AmazonSQS');
    if (operation === 'ListQueues') return { QueueUrls: queues.urls };
    const parsed = input.safeParse(jsonBody(request));
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0]!;
      throw new AwsFault('InvalidParameterValue', `${path.join('.')}: ${message}`);
    }
    const { QueueUrl, MessageBody, MessageAttributes, MaxNumberOfMessages, ReceiptHandle } = parsed.data;
    switch (operation) {
      case 'SendMessage': {
        const attributes = Object.fromEntries(
          Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
        );
        const { id } = queues.sendTo(QueueUrl, { body: MessageBody, attributes });
        return { MessageId: id, MD5OfMessageBody: md5(MessageBody) };
      }
      case 'ReceiveMessage':
        return { Messages: queues.receive(QueueUrl, MaxNumberOfMessages).map(describe) };
      case 'DeleteMessage':
        queues.delete(QueueUrl, ReceiptHandle);
        return {};
      case 'GetQueueAttributes': {
        const { visible, hidden } = queues.count(QueueUrl);
        return {
          Attributes: {
            QueueArn: queues.arnOf(QueueUrl),
            ApproximateNumberOfMessages: String(visible),
            ApproximateNumberOfMessagesNotVisible: String(hidden),
          },
        };
      }
      default:
        throw new AwsFault('UnknownOperationException', `The local runner's SQS does not serve ${operation}.`);
    }
  }

  return {
    service: 'sqs',
    authorize: (request) => [
      {
        action: `sqs:${targetOperation(request, 'AmazonSQS')}`,
        resources: [queues.arnOf(String(peekBody(request)['QueueUrl'] ?? ''))],
      },
    ],
    async handle(request) {
      try {
        return jsonAnswer(200, answer(request), CONTENT_TYPE);
      } catch (error) {
        if (error instanceof AwsFault) return jsonError(error.status, error.code, error.message, CONTENT_TYPE);
        throw error;
      }
    },
    error: (status, code, message) => jsonError(status, code, message, CONTENT_TYPE),
  };
}

function describe({ id, body, attributes, receiptHandle, receiveCount, sentAt }: StoredMessage) {
  return {
    MessageId: id,
    ReceiptHandle: receiptHandle,
    Body: body,
    MD5OfBody: md5(body),
    Attributes: { ApproximateReceiveCount: String(receiveCount), SentTimestamp: String(Date.parse(sentAt)) },
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    ),
  };
}
