import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Digest } from '../../amplify/domain/digest/digest';
import type { LocalBackend } from '../../local/start';
import { startBackend } from './start-backend';
import { ANY, digestsTo, SAVE_PREFERENCES, settledDigest, signUpInvestor, type Investor } from './investor';
import { listStartups, THIRTY } from './startups';

let backend: LocalBackend;
let stateDir: string;
const investors: Record<string, Investor> = {};

/** The next full day in every zone, so that each investor's first morning is in the future. */
const DAY = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
const at = (time: string, day = DAY) => new Date(`${day}T${time}:00.000Z`);

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-'));
  backend = await startBackend({ stateDir, wallClock: false });
  // Enough for several mornings without a repeat.
  await listStartups(backend, [...THIRTY, ...THIRTY.map((startup) => ({ ...startup, id: `${startup.id}-too` }))]);
  const zones = { tokyo: 'Asia/Tokyo', kathmandu: 'Asia/Kathmandu', phoenix: 'America/Phoenix' };
  for (const [name, timeZone] of Object.entries(zones)) {
    investors[name] = await signUpInvestor(backend, `${name}@example.com`);
    const { data } = await investors[name].graphql(SAVE_PREFERENCES, { ...ANY, timeZone });
    // Simulate the days until DAY.
    for (let next = data.savePreferences.nextDigestAt!; next < hourOf(timeZone).toISOString();) {
      const before = next;
      await backend.tick(new Date(Math.floor(Date.parse(before) / 3_600_000) * 3_600_000));
      next = await nextDigestAt(investors[name]);
      expect(next > before).toBe(true);
    }
  }
});
afterAll(async () => {
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

/** UTC instant of 08:00 on DAY; none of these zones changes its clocks. */
function hourOf(timeZone: string): Date {
  return { 'Asia/Tokyo': at('23:00', dayBefore(DAY)), 'Asia/Kathmandu': at('02:15'), 'America/Phoenix': at('15:00') }[
    timeZone
  ]!;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

async function nextDigestAt(investor: Investor): Promise<string> {
  const { data } = await investor.graphql('query ($id: ID!) { getInvestorProfile(investorId: $id) { nextDigestAt } }', {
    id: investor.sub,
  });
  return data.getInvestorProfile.nextDigestAt!;
}

async function digestOf(name: string, day = DAY): Promise<Digest> {
  const { data } = await investors[name]!.graphql(
    'query ($id: ID!, $key: String!) { getDigest(investorId: $id, key: $key) { status dueAt localDate matchTotal } }',
    { id: investors[name]!.sub, key: `daily#${day}` },
  );
  return data.getDigest!;
}

describe('the daily batch', () => {
  it('emails three investors in three time zones at their own 08:00, once, although every tick fires twice', async () => {
    const before: Record<string, number> = {};
    for (const name of Object.keys(investors)) {
      before[name] = (await digestsTo(backend, `${name}@example.com`)).length;
    }
    const mailed: string[] = [];
    for (let hour = at('23:00', dayBefore(DAY)); hour <= at('16:00'); hour = new Date(hour.getTime() + 3_600_000)) {
      for (const repeat of ['first', 'second']) {
        await backend.tick(hour);
        for (const name of Object.keys(investors)) {
          const count = (await digestsTo(backend, `${name}@example.com`)).length;
          if (count > before[name]!) mailed.push(`${name} in the hour of ${hour.toISOString()} (${repeat} tick)`);
          expect(count - before[name]!).toBeLessThanOrEqual(1);
          before[name] = count;
        }
      }
    }
    expect(mailed).toEqual([
      `tokyo in the hour of ${at('23:00', dayBefore(DAY)).toISOString()} (first tick)`,
      `kathmandu in the hour of ${at('02:00').toISOString()} (first tick)`,
      `phoenix in the hour of ${at('15:00').toISOString()} (first tick)`,
    ]);
    for (const [name, timeZone] of [
      ['tokyo', 'Asia/Tokyo'],
      ['kathmandu', 'Asia/Kathmandu'],
      ['phoenix', 'America/Phoenix'],
    ] as const) {
      expect(await digestOf(name)).toMatchObject({ localDate: DAY, dueAt: hourOf(timeZone).toISOString() });
      expect(['sent', 'delivered']).toContain((await digestOf(name)).status);
    }
  });

  it('starts once at a time in the current hour that the investor has just saved', async () => {
    const investor = await signUpInvestor(backend, 'soon@example.com');
    const soon = new Date(Math.floor((Date.now() + 2 * 60_000) / 60_000) * 60_000);
    const preferredTime = soon.toISOString().slice(11, 16);
    const save = () => investor.graphql(SAVE_PREFERENCES, { ...ANY, timeZone: 'UTC', preferredTime });
    const { data, errors } = await save();
    expect(errors).toBeUndefined();
    expect(data.savePreferences.nextDigestAt).toBe(soon.toISOString());
    const day = soon.toISOString().slice(0, 10);
    investors['soon'] = investor;
    expect(await digestOf('soon', day)).toMatchObject({ status: 'planned', dueAt: soon.toISOString() });

    expect((await save()).errors).toBeUndefined();
    const hour = new Date(Math.floor(soon.getTime() / 3_600_000) * 3_600_000);
    await backend.tick(hour);
    await backend.tick(hour);
    expect(await digestsTo(backend, 'soon@example.com')).toHaveLength(1);
    delete investors['soon'];
  });

  it('never has the same startup as a run that is requested at the same moment', async () => {
    const investor = await signUpInvestor(backend, 'both@example.com');
    await investor.graphql(SAVE_PREFERENCES, ANY);
    const due = await nextDigestAt(investor);
    const [, asked] = await Promise.all([backend.tick(new Date(due)), investor.rest('POST', '/match-startups')]);
    const keys = [asked.body.digestKey!, `daily#${due.slice(0, 10)}`];
    const digests = await Promise.all(keys.map((key) => settledDigest(investor, key)));
    // The later digest has the remaining startups, or none.
    const left = digests.filter(({ status }) => status === 'sent' || status === 'delivered');
    const ids = left.flatMap(({ matches }) => matches.map(({ startupId }) => startupId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(10);
    expect(await digestsTo(backend, 'both@example.com')).toHaveLength(left.length);
  });

  it('takes the NoMatches path and sends nothing when nothing matches', async () => {
    const investor = await signUpInvestor(backend, 'nobody@example.com');
    const { data } = await investor.graphql(SAVE_PREFERENCES, {
      ...ANY,
      industries: ['medical'],
      mustMatch: ['industry'],
    });
    const due = data.savePreferences.nextDigestAt!;
    const { executions } = await backend.tick(new Date(due));
    expect(executions.length).toBeGreaterThanOrEqual(1);
    const states = backend.events
      .list({ kind: 'state' })
      .filter((event) => event.kind === 'state' && JSON.stringify(event.input ?? '').includes(investor.sub))
      .map((event) => (event.kind === 'state' ? event.state : ''));
    expect(states).toContain('NoMatches');
    expect(states).not.toContain('SendEmail');
    expect(await digestsTo(backend, 'nobody@example.com')).toEqual([]);
  });
});
