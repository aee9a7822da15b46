import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueShard } from '../../amplify/adapters/shards';
import type { Digest } from '../../amplify/domain/digest/digest';
import type { InvestorProfile } from '../../amplify/domain/profile';
import type { StackResource } from '../../local/runtime';
import type { LocalBackend } from '../../local/start';
import { startBackend } from './start-backend';
import { sampleProfile } from '../fakes/samples';
import { tablesOf } from './answers';
import { emailsTo } from './investor';
import { listStartups, THIRTY } from './startups';

const PER_SECOND = 5;
const INVESTORS = 30;
/** The batch reserves 20 s of its time, so it can start digests for about three seconds in each invocation. */
const BATCH_TIMEOUT_SECONDS = 23;

let backend: LocalBackend;
let stateDir: string;
let client: DynamoDBDocumentClient;
let table: (model: string) => string;

const MORNING = new Date(`${new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)}T06:00:00.000Z`);

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-'));
  backend = await startBackend({
    stateDir,
    wallClock: false,
    sesQuota: { maxSendRate: PER_SECOND, max24HourSend: 1_000 },
    transformResources: withShortBatch,
  });
  await listStartups(backend, THIRTY);
  client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: backend.awsEndpoint,
      region: 'eu-central-1',
      credentials: backend.operatorCredentials,
    }),
  );
  table = (model) => tablesOf(backend).Startup.replace(/^Startup/, model);
});
afterAll(async () => {
  client?.destroy();
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

function withShortBatch(resources: StackResource[]): StackResource[] {
  return resources.map((resource) =>
    resource.type === 'AWS::Lambda::Function' && resource.logicalId.startsWith('startduedigests')
      ? { ...resource, properties: { ...resource.properties, Timeout: BATCH_TIMEOUT_SECONDS } }
      : resource,
  );
}

async function register(investorId: string, email = `${investorId}@example.com`, due = MORNING): Promise<void> {
  const nextDigestAt = due.toISOString();
  const schedule = { timeZone: 'UTC', preferredTime: nextDigestAt.slice(11, 16), dailyRecommendations: true };
  const profile = sampleProfile({ investorId, email, ...schedule, nextDigestAt });
  const row = { ...profile, dueShard: dueShard(investorId) };
  const Item = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  await client.send(new PutCommand({ TableName: table('InvestorProfile'), Item }));
}

async function digests(): Promise<Digest[]> {
  const { Items } = await client.send(new ScanCommand({ TableName: table('Digest') }));
  return (Items ?? []) as Digest[];
}

async function profileOf(investorId: string): Promise<InvestorProfile> {
  const { Item } = await client.send(new GetCommand({ TableName: table('InvestorProfile'), Key: { investorId } }));
  return Item as InvestorProfile;
}

const batchLogs = () =>
  backend.events
    .list({ kind: 'log' })
    .map((event) => ('line' in event ? event.line : ''))
    .filter((line) => line.includes('"start-due-digests"'));

describe('a quota smaller than the hour needs', () => {
  it('is respected: the next invocation continues, and each investor gets one email', async () => {
    for (let i = 0; i < INVESTORS; i++) await register(`investor-${i}`);
    const { problems, schedulesFired } = await backend.tick(MORNING);
    expect(problems).toEqual([]);
    expect(schedulesFired).toBeGreaterThanOrEqual(1);

    const all = await digests();
    expect(all).toHaveLength(INVESTORS);
    expect(all.filter(({ status }) => status !== 'delivered' && status !== 'sent')).toEqual([]);
    for (let i = 0; i < INVESTORS; i++) {
      expect(await emailsTo(backend, `investor-${i}@example.com`), `investor-${i}`).toHaveLength(1);
    }
    expect(batchLogs().join('\n')).toContain('"stopped":"time"');
  });
});

describe('the mailbox simulator', () => {
  it.each([
    ['success', 'delivered', 'active'],
    ['ooto', 'delivered', 'active'],
    ['bounce', 'bounced', 'bounced'],
    ['suppressionlist', 'bounced', 'bounced'],
    ['complaint', 'complained', 'complained'],
  ])('%s@ ends as %s, and email is %s', async (name, digestStatus, emailStatus) => {
    await register(name, `${name}@simulator.amazonses.com`);
    await backend.tick(MORNING);
    const statusOf = async () => (await digests()).find(({ investorId }) => investorId === name)?.status;
    await expect.poll(statusOf, { timeout: 10_000 }).toBe(digestStatus);
    await expect.poll(async () => (await profileOf(name)).emailStatus, { timeout: 10_000 }).toBe(emailStatus);
    if (emailStatus !== 'active') {
      expect(await profileOf(name)).toMatchObject({
        emailStatusAt: expect.stringMatching(/^\d{4}-/),
        emailStatusReason: expect.stringMatching(/\S/),
      });
    }
  });
});

describe('the circuit breaker', () => {
  const sending = async (command: 'bad' | 'resume') => {
    const TableName = tablesOf(backend).Sending;
    if (command === 'bad') {
      const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString();
      const Item = { kind: 'counts', at: hour, delivered: 900, bounced: 100 };
      await client.send(new PutCommand({ TableName, Item }));
    } else {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { kind: 'hold', at: 'digests' },
          UpdateExpression: 'SET resumedAt = :now REMOVE pausedAt, #reason, reasonDetail, #counts',
          ExpressionAttributeNames: { '#reason': 'reason', '#counts': 'counts' },
          ExpressionAttributeValues: { ':now': new Date().toISOString() },
        }),
      );
    }
  };

  it('holds digests and logs that; they are sent when an operator resumes', async () => {
    const later = new Date(MORNING.getTime() + 3_600_000);
    await register('patient', undefined, later);
    await sending('bad');
    await backend.tick(later);
    expect(await emailsTo(backend, 'patient@example.com')).toEqual([]);
    expect((await profileOf('patient')).nextDigestAt).toBe(later.toISOString());
    expect(batchLogs().join('\n')).toContain('Digests are held back');

    await sending('resume');
    await backend.tick(new Date(later.getTime() + 3_600_000));
    await expect.poll(async () => (await emailsTo(backend, 'patient@example.com')).length).toBe(1);
    expect((await emailsTo(backend, 'patient@example.com'))[0]!.text).toMatch(/late|delayed/i);
  });
});
