import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { synthesiseInto } from '../../local/template/synthesise';

it('a branch deployment keeps users, tables and keys from deletion, and lets in the app’s origin alone', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'firstlight-branch-'));
  try {
    // Bundles are the same for every deployment: left out to save their time.
    await synthesiseInto(dir, {
      'amplify-backend-namespace': 'd1a2b3c4d5e6f7',
      'amplify-backend-name': 'main',
      'amplify-backend-type': 'branch',
      'aws:cdk:bundling-stacks': [],
    });
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

    const origins = resources.flatMap(({ Properties }) => Properties?.Environment?.Variables?.ALLOWED_ORIGIN ?? []);
    expect(origins).toEqual(Array(4).fill('http://localhost:5173'));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
