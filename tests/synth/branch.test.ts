import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import settings from '../../local.config';
import { synthesiseInto } from '../../local/template/synthesise';

it('a branch deployment keeps users, tables and keys from deletion, and lets in the app’s origin alone', async () => {
  vi.stubEnv('FIRSTLIGHT_OPERATOR_EMAIL', 'operator@example.com');
  const dir = await mkdtemp(path.join(tmpdir(), 'firstlight-branch-'));
  try {
    // Bundles are the same for every deployment: left out to save their time.
    const context = {
      'amplify-backend-namespace': 'd1a2b3c4d5e6f7',
      'amplify-backend-name': 'main',
      'amplify-backend-type': 'branch',
      'aws:cdk:bundling-stacks': [],
    };
    await synthesiseInto(dir, { ...settings.synthesis, context });
    const files = (await readdir(dir)).filter((file) => file.endsWith('.template.json'));
    const templates = await Promise.all(
      files.map(async (file) => JSON.parse(await readFile(path.join(dir, file), 'utf8'))),
    );
    const resources = templates.flatMap((template) => Object.values<any>(template.Resources));
    const [pool] = resources.filter(({ Type }) => Type === 'AWS::Cognito::UserPool');
    expect(pool.Properties.DeletionProtection).toBe('ACTIVE');
    const tables = resources.filter(({ Type }) => Type === 'Custom::AmplifyDynamoDBTable');
    expect(tables).toHaveLength(5);
    for (const { Properties } of tables) expect(Properties.deletionProtectionEnabled).toBe(true);
    const keys = resources.filter(({ Type }) => Type === 'AWS::KMS::Key');
    expect(keys.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain']);

    const [subscription] = resources.filter(({ Type }) => Type === 'AWS::SNS::Subscription');
    expect(subscription.Properties).toMatchObject({ Protocol: 'email', Endpoint: 'operator@example.com' });
    const alarms = resources.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
    expect(alarms).toHaveLength(6);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toEqual([subscription.Properties.TopicArn]);
      expect(Properties.OKActions).toEqual(Properties.AlarmActions);
    }

    const origins = resources.flatMap(({ Properties }) => Properties?.Environment?.Variables?.ALLOWED_ORIGIN ?? []);
    expect(origins).toEqual(Array(4).fill('http://localhost:5173'));
  } finally {
    vi.unstubAllEnvs();
    await rm(dir, { recursive: true, force: true });
  }
});
