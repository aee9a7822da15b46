import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AwsApi, Runtime } from '../../runtime';
import { AccessDeniedError } from '../iam/access-denied';
import { trialRuntime } from '../trial-runtime';
import { createSqs } from './create-sqs';
import { Queues } from './queues';
import { queueArn, queueUrl } from './sqs-names';

const url = queueUrl('dead');
const arn = queueArn('dead');
const rule = 'arn:aws:events:eu-central-1:000000000000:rule/hourly';

const resources = [
  {
    logicalId: 'Dead',
    type: 'AWS::SQS::Queue',
    ref: url,
    attributes: { Arn: arn },
    properties: { MessageRetentionPeriod: 1_209_600 },
  },
  {
    logicalId: 'Policy',
    type: 'AWS::SQS::QueuePolicy',
    properties: {
      Queues: [url],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'sqs:*',
            Resource: arn,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: arn,
            Condition: { ArnEquals: { 'aws:SourceArn': rule } },
          },
        ],
      },
    },
  },
];

let stateDir: string;
let now: Date;
let queues: Queues;
let api: AwsApi;
const authorize: Runtime['authorize'] = (principal, action, resource) => {
  if (principal.arn !== 'role/allowed') throw new AccessDeniedError('no', action, resource, 'no policy');
};

async function open() {
  const { runtime } = trialRuntime({ resources, stateDir, now: () => now });
  queues = await Queues.open({ ...runtime, authorize });
  api = createSqs(queues);
}

async function call(operation: string, body: object): Promise<Record<string, unknown>> {
  const { status, body: answer } = await api.handle({
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': `AmazonSQS.${operation}` },
    body: Buffer.from(JSON.stringify(body)),
    principal: { arn: 'operator' },
  });
  return { status, ...(JSON.parse(String(answer)) as Record<string, unknown>) };
}

beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'sqs-'));
  now = new Date('2026-11-25T08:00:00Z');
  await open();
});
afterEach(async () => {
  await queues.stop();
  await rm(stateDir, { recursive: true, force: true });
});

describe('a queue', () => {
  it('hands a message out, hides it for thirty seconds, and forgets it when it is deleted', async () => {
    queues.send(arn, { body: '{"a":1}', attributes: { ErrorMessage: 'too far' } }, { arn: 'role/allowed' });
    const [message] = (await call('ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 10 }))['Messages'] as [
      { ReceiptHandle: string },
    ];
    expect(message).toMatchObject({
      Body: '{"a":1}',
      MessageAttributes: { ErrorMessage: { DataType: 'String', StringValue: 'too far' } },
      Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(now.getTime()) },
    });
    expect((await call('ReceiveMessage', { QueueUrl: url }))['Messages']).toEqual([]);
    expect((await call('GetQueueAttributes', { QueueUrl: url }))['Attributes']).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });

    now = new Date('2026-11-25T08:00:31Z');
    expect((await call('ReceiveMessage', { QueueUrl: url }))['Messages']).toHaveLength(1);
    await call('DeleteMessage', { QueueUrl: url, ReceiptHandle: message.ReceiptHandle });
    expect(queues.count(url)).toEqual({ visible: 0, hidden: 1 });
  });

  it('keeps its messages over a restart, and no longer than its retention period', async () => {
    await call('SendMessage', { QueueUrl: url, MessageBody: 'kept' });
    await queues.stop();
    await open();
    expect(queues.count(url)).toEqual({ visible: 1, hidden: 0 });
    now = new Date('2026-12-09T08:00:01Z');
    expect(queues.count(url)).toEqual({ visible: 0, hidden: 0 });
  });

  it('takes messages of a role by its policies, and of a service by the policy of the queue', () => {
    const message = { body: 'x', attributes: {} };
    expect(() => queues.send(arn, message, { arn: 'role/other' })).toThrow(AccessDeniedError);
    const events = { arn: 'events.amazonaws.com' };
    expect(() => queues.send(arn, message, { ...events, sourceArn: rule })).not.toThrow();
    expect(() => queues.send(arn, message, { ...events, sourceArn: `${rule}-2` })).toThrow(AccessDeniedError);
    expect(() => queues.send(arn, message, { arn: 'sns.amazonaws.com', sourceArn: rule })).toThrow(
      'no resource-based policy allows the sqs:SendMessage action',
    );
  });

  it('refuses a message of more than 1 MB, and a queue that does not exist', async () => {
    expect(await call('SendMessage', { QueueUrl: url, MessageBody: 'x'.repeat(1024 * 1024 + 1) })).toMatchObject({
      status: 400,
      __type: 'InvalidParameterValue',
    });
    expect(await call('ReceiveMessage', { QueueUrl: queueUrl('other') })).toMatchObject({
      __type: 'QueueDoesNotExist',
    });
    expect(await call('ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 11 })).toMatchObject({
      __type: 'InvalidParameterValue',
    });
  });
});
