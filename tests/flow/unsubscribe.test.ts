import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Digest } from '../../amplify/domain/digest/digest';
import type { InvestorProfile } from '../../amplify/domain/profile';
import type { LocalBackend } from '../../local/start';
import { startBackend } from './start-backend';
import { ANY, digestsTo, SAVE_PREFERENCES, settledDigest, signUpInvestor, type Investor } from './investor';
import { listStartups, THIRTY } from './startups';

const EMAIL = 'stopper@example.com';
let backend: LocalBackend;
let stateDir: string;
let investor: Investor;

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-'));
  backend = await startBackend({ stateDir, wallClock: false });
  await listStartups(backend, [...THIRTY, ...THIRTY.map((startup) => ({ ...startup, id: `${startup.id}-too` }))]);
  investor = await signUpInvestor(backend, EMAIL);
  await investor.graphql(SAVE_PREFERENCES, ANY);
});
afterAll(async () => {
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

async function profile(): Promise<InvestorProfile> {
  const query =
    'query ($id: ID!) { getInvestorProfile(investorId: $id) { emailStatus emailStatusReason nextDigestAt } }';
  const { data } = await investor.graphql(query, { id: investor.sub });
  return data.getInvestorProfile;
}

/** Simulates the hour of the next digest. Returns the settled digest and the number of emails so far. */
async function nextMorning(): Promise<{ digest: Digest; emails: number }> {
  const due = (await profile()).nextDigestAt!;
  await backend.tick(new Date(Math.floor(Date.parse(due) / 3_600_000) * 3_600_000));
  const digest = await settledDigest(investor, `daily#${due.slice(0, 10)}`);
  return { digest, emails: (await digestsTo(backend, EMAIL)).length };
}

const oneClick = (url: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });

/** The link and the mailto address of List-Unsubscribe. */
async function unsubscribeWays(): Promise<{ link: string; mailbox: string; subject: string }> {
  const [email] = await digestsTo(backend, EMAIL);
  const header = (name: string) => email!.headers.find((one) => one.name.toLowerCase() === name.toLowerCase())!.value;
  expect(header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
  const [, link, mailbox, subject] = /^<(http[^>]+)>, <mailto:([^?>]+)\?subject=([^>]+)>$/.exec(
    header('List-Unsubscribe'),
  )!;
  return { link: link!, mailbox: mailbox!, subject: decodeURIComponent(subject!) };
}

/** Sends the mail that a mail program writes for the `mailto:` address. */
async function writeMail(to: string, subject: string): Promise<void> {
  const { awsEndpoint: endpoint, operatorCredentials: credentials } = backend;
  await new SESClient({ region: 'eu-central-1', endpoint, credentials }).send(
    new SendEmailCommand({
      Source: 'digest@firstlight.example',
      Destination: { ToAddresses: [to] },
      Message: { Subject: { Data: subject }, Body: { Text: { Data: '' } } },
    }),
  );
}

describe('one-click unsubscribe', () => {
  let link: string;

  it('is in the headers, the page and the text of a digest', async () => {
    expect((await nextMorning()).emails).toBe(1);
    ({ link } = await unsubscribeWays());
    const [email] = await digestsTo(backend, EMAIL);
    expect(email!.html).toContain(link);
    expect(email!.text).toContain(link);
    expect(decodeURIComponent(link)).not.toContain(EMAIL);
  });

  it('changes nothing when the link is fetched, and shows a button', async () => {
    const answer = await fetch(link);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toContain('Stop the daily email</button>');
    expect((await profile()).emailStatus).toBe('active');
    expect((await nextMorning()).emails).toBe(2);
  });

  it('refuses a forged token', async () => {
    const forged = link.slice(0, -4) + (link.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    expect((await oneClick(forged)).status).toBe(400);
    expect((await fetch(forged)).status).toBe(400);
    expect((await profile()).emailStatus).toBe('active');
  });

  it('stops the email with one POST, without a cookie or a session, from the next morning on', async () => {
    for (const _ of ['once', 'again']) {
      const answer = await oneClick(link);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(await answer.text()).toBe('');
    }
    expect(await profile()).toMatchObject({
      emailStatus: 'unsubscribed',
      emailStatusReason: 'unsubscribeLink',
    });
    const { digest, emails } = await nextMorning();
    expect(digest).toMatchObject({ status: 'skipped', reason: 'dailyOff' });
    expect(emails).toBe(2);
  });

  it('is undone by saving preferences that ask for the daily email', async () => {
    await investor.graphql(SAVE_PREFERENCES, { ...ANY, dailyRecommendations: false });
    expect((await profile()).emailStatus).toBe('unsubscribed');
    await investor.graphql(SAVE_PREFERENCES, ANY);
    expect(await profile()).toMatchObject({ emailStatus: 'active', emailStatusReason: null });
  });

  it('works by mail too, for the investor of the token, and ignores any other subject', async () => {
    const { mailbox, subject } = await unsubscribeWays();
    await writeMail(mailbox, `${subject.slice(0, -4)}AAAA`);
    await writeMail(mailbox, 'Please stop');
    expect((await profile()).emailStatus).toBe('active');
    await writeMail(mailbox, subject);
    await expect.poll(async () => (await profile()).emailStatus).toBe('unsubscribed');
    expect(backend.events.list({ kind: 'notice' })).toEqual([]);
  });
});
