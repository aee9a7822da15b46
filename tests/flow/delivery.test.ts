import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Digest } from '../../amplify/domain/digest/digest';
import type { InvestorProfile } from '../../amplify/domain/profile';
import type { LocalBackend } from '../../local/start';
import { startBackend } from './start-backend';
import { ANY, digestsTo, SAVE_PREFERENCES, signUpInvestor, type Investor } from './investor';
import { listStartups, THIRTY } from './startups';

let backend: LocalBackend;
let stateDir: string;

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-'));
  backend = await startBackend({ stateDir, wallClock: false });
  // Enough for several mornings without a repeat.
  await listStartups(backend, [...THIRTY, ...THIRTY.map((startup) => ({ ...startup, id: `${startup.id}-too` }))]);
});
afterAll(async () => {
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

const RESUME = `mutation ($consent: Boolean!) {
  resumeEmail(consent: $consent) { investorId emailStatus emailStatusAt emailStatusReason timeZone nextDigestAt }
}`;

async function signUp(name: string): Promise<Investor> {
  const investor = await signUpInvestor(backend, `${name}@example.com`);
  await investor.graphql(SAVE_PREFERENCES, ANY);
  return investor;
}

async function profileOf(investor: Investor): Promise<InvestorProfile> {
  const { data } = await investor.graphql(
    'query ($id: ID!) { getInvestorProfile(investorId: $id) { emailStatus emailStatusReason emailStatusDetail nextDigestAt } }',
    { id: investor.sub },
  );
  return data.getInvestorProfile;
}

/** The investor's daily digests, read as the emails page reads them: newest first. */
async function dailyDigests(investor: Investor): Promise<Digest[]> {
  const { data, errors } = await investor.graphql(
    `query ($id: ID!, $since: String!) {
      digestsByDueAt(investorId: $id, dueAt: { ge: $since }, sortDirection: DESC, limit: 50) {
        items { kind status reason localDate dueAt }
      }
    }`,
    { id: investor.sub, since: '2026-01-01' },
  );
  expect(errors).toBeUndefined();
  return data.digestsByDueAt.items.filter(({ kind }) => kind === 'daily');
}

/** Simulates the hour of the investor's next digest. */
async function nextMorning(investor: Investor): Promise<void> {
  const { nextDigestAt } = await profileOf(investor);
  await backend.tick(new Date(Math.floor(Date.parse(nextDigestAt!) / 3_600_000) * 3_600_000));
}

async function report(
  investor: Investor,
  kind: 'bounce' | 'mislabelled-bounce' | 'complaint' | 'not-spam',
): Promise<void> {
  const [latest] = (await digestsTo(backend, investor.email)).sort((a, b) => (a.sentAt < b.sentAt ? 1 : -1));
  await post(`/emails/${latest!.id}/report`, { kind });
}

async function post(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${backend.inboxUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

const emailStatus = (investor: Investor) => async () => (await profileOf(investor)).emailStatus;
const latestStatus = (investor: Investor) => async () => (await dailyDigests(investor))[0]?.status;

describe('after a bounce', () => {
  let ada: Investor;

  it('email to the address is turned off', async () => {
    ada = await signUp('ada');
    await nextMorning(ada);
    await expect.poll(latestStatus(ada), { timeout: 10_000 }).toBe('delivered');
    await report(ada, 'bounce');
    await expect.poll(emailStatus(ada), { timeout: 10_000 }).toBe('bounced');
  });

  it('the next morning sends nothing, and the digest has the reason', async () => {
    await nextMorning(ada);
    await expect.poll(latestStatus(ada), { timeout: 10_000 }).toBe('skipped');
    expect((await dailyDigests(ada))[0]!.reason).toBe('addressBounced');
    expect(await digestsTo(backend, ada.email)).toHaveLength(1);
  });

  it('the investor turns email on again, and the schedule is unchanged', async () => {
    const { nextDigestAt } = await profileOf(ada);
    const { data, errors } = await ada.graphql(RESUME, { consent: false });
    expect(errors).toBeUndefined();
    expect(data.resumeEmail).toMatchObject({ emailStatus: 'active', emailStatusReason: null, nextDigestAt });
  });

  it('an address on the suppression list of SES bounces again, and the reason says so', async () => {
    await nextMorning(ada);
    await expect.poll(emailStatus(ada), { timeout: 10_000 }).toBe('bounced');
    expect((await profileOf(ada)).emailStatusDetail).toMatch(/suppression list/);
    expect((await dailyDigests(ada))[0]!.status).toBe('bounced');
  });

  it('emails arrive when the address is removed from the suppression list', async () => {
    await post(`/suppressed/${encodeURIComponent(ada.email)}/remove`, {});
    await ada.graphql(RESUME, { consent: false });
    await nextMorning(ada);
    await expect.poll(latestStatus(ada), { timeout: 10_000 }).toBe('delivered');
    expect(await emailStatus(ada)()).toBe('active');
  });
});

describe('after a report of SES', () => {
  it('"not spam" leaves email on, and an unknown address that is reported as transient turns it off', async () => {
    const cleo = await signUp('cleo');
    await nextMorning(cleo);
    await expect.poll(latestStatus(cleo), { timeout: 10_000 }).toBe('delivered');
    const handled = () =>
      backend.events
        .list({ kind: 'invocation' })
        .filter((event) => event.kind === 'invocation' && /record-?delivery/i.test(event.functionName)).length;
    const before = handled();
    await report(cleo, 'not-spam');
    await expect.poll(handled, { timeout: 10_000 }).toBe(before + 1);
    expect([await emailStatus(cleo)(), await latestStatus(cleo)()]).toEqual(['active', 'delivered']);
    await report(cleo, 'mislabelled-bounce');
    await expect.poll(emailStatus(cleo), { timeout: 10_000 }).toBe('bounced');
    expect((await profileOf(cleo)).emailStatusDetail).toMatch(/550 5\.1\.1/);
    expect((await dailyDigests(cleo))[0]!.status).toBe('bounced');
  });
});

describe('after a complaint', () => {
  it('only explicit consent turns email on again', async () => {
    const bob = await signUp('bob');
    await nextMorning(bob);
    await expect.poll(latestStatus(bob), { timeout: 10_000 }).toBe('delivered');
    await report(bob, 'complaint');
    await expect.poll(emailStatus(bob), { timeout: 10_000 }).toBe('complained');
    const { errors } = await bob.graphql(RESUME, { consent: false });
    expect(errors?.[0]?.message).toMatch(/^InvalidInputError: consent: /);
    expect(await emailStatus(bob)()).toBe('complained');
    const { data } = await bob.graphql(RESUME, { consent: true });
    expect(data.resumeEmail).toMatchObject({ investorId: bob.sub, emailStatus: 'active' });
  });
});
