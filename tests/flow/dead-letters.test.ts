import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { LocalBackend } from '../../local/start';
import { deadLetterQueueOf } from './answers';
import { ANY, digestsTo, SAVE_PREFERENCES, signUpInvestor } from './investor';
import { startBackend } from './start-backend';
import { listStartups, THIRTY } from './startups';
import { withoutGrant } from './without-grant';

let backend: LocalBackend;
let stateDir: string;

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-'));
  backend = await startBackend({
    stateDir,
    wallClock: false,
    transformResources: withoutGrant('record-delivery', 'dynamodb:UpdateItem'),
  });
  await listStartups(backend, THIRTY);
});
afterAll(async () => {
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

it('a bounce that cannot be recorded waits in the queue of dead letters until an operator removes it', async () => {
  const ada = await signUpInvestor(backend, 'ada@example.com');
  await ada.graphql(SAVE_PREFERENCES, ANY);
  const { data } = await ada.graphql('query ($id: ID!) { getInvestorProfile(investorId: $id) { nextDigestAt } }', {
    id: ada.sub,
  });
  const due = Date.parse(data.getInvestorProfile.nextDigestAt!);
  await backend.tick(new Date(Math.floor(due / 3_600_000) * 3_600_000));
  const [email] = await digestsTo(backend, ada.email);
  const report = await fetch(`${backend.inboxUrl}/emails/${email!.id}/report`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'bounce' }),
  });
  expect(report.ok).toBe(true);

  const client = new SQSClient({
    region: 'eu-central-1',
    endpoint: backend.awsEndpoint,
    credentials: backend.operatorCredentials,
  });
  const QueueUrl = deadLetterQueueOf(backend);
  const bounce = await vi.waitFor(
    async () => {
      const request = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], VisibilityTimeout: 1 };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(request));
      const found = Messages.find(({ Body }) => JSON.parse(Body!)['detail-type'] === 'Email Bounced');
      expect(found).toBeDefined();
      return found!;
    },
    { timeout: 20_000, interval: 1_100 },
  );
  const { source, detail } = JSON.parse(bounce.Body!);
  expect({ source, to: detail.mail.destination }).toEqual({ source: 'aws.ses', to: [ada.email] });
  expect(bounce.MessageAttributes!['ErrorMessage']!.StringValue).toContain('dynamodb:UpdateItem');
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: bounce.ReceiptHandle }));
}, 60_000);
