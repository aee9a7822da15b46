import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import settings from '../../local.config';
import type { LocalBackend } from '../../local/start';
import { ANY, digestsTo, SAVE_PREFERENCES, settledDigest, signUpInvestor } from './investor';
import { startBackend } from './start-backend';
import { listStartups, THIRTY } from './startups';

let backend: LocalBackend;
let stateDir: string;

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-sandbox-'));
  const ses = { ...settings.account.ses, sandbox: true, identities: ['ada@example.com'] };
  backend = await startBackend({ stateDir, wallClock: false, account: { ...settings.account, ses } });
  await listStartups(backend, THIRTY);
});
afterAll(async () => {
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

/** Signs up, simulates the hour of the first daily digest, and returns that digest. */
async function firstMorning(email: string) {
  const investor = await signUpInvestor(backend, email);
  const { data } = await investor.graphql(SAVE_PREFERENCES, { ...ANY, timeZone: 'UTC' });
  const at = data.savePreferences.nextDigestAt!;
  await backend.tick(new Date(Math.floor(Date.parse(at) / 3_600_000) * 3_600_000));
  return settledDigest(investor, `daily#${at.slice(0, 10)}`);
}

it('in the sandbox of SES a verified investor gets the digest, and the identity of the recipient is allowed', async () => {
  expect((await firstMorning('ada@example.com')).status).toMatch(/^(sent|delivered)$/);
  expect(await digestsTo(backend, 'ada@example.com')).toHaveLength(1);
  expect(backend.events.list({ kind: 'denied' })).toEqual([]);
});

it('in the sandbox of SES the digest of an unverified investor is rejected, and no email leaves', async () => {
  expect(await firstMorning('bob@example.com')).toMatchObject({ status: 'rejected' });
  expect(await digestsTo(backend, 'bob@example.com')).toEqual([]);
});
