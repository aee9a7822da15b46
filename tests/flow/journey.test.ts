import { createPrivateKey, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalBackend } from '../../local/start';
import type { GraphqlAnswer } from './answers';
import { startBackend } from './start-backend';
import {
  ANY,
  digestsTo,
  graphql,
  rest,
  SAVE_PREFERENCES,
  settledDigest,
  signUpInvestor,
  type Investor,
} from './investor';
import { listStartups, THIRTY } from './startups';

let backend: LocalBackend;
let stateDir: string;
let ada: Investor;
let bob: Investor;

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-'));
  backend = await startBackend({ stateDir, wallClock: false });
  await listStartups(backend, THIRTY);
  ada = await signUpInvestor(backend, 'ada@example.com');
  bob = await signUpInvestor(backend, 'bob@example.com');
});
afterAll(async () => {
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

const REQUEST = 'mutation { requestRecommendations { digestKey } }';
const biotechOnly = { ...ANY, industries: ['biotech'], mustMatch: ['industry'], timeZone: 'Europe/Berlin' };

describe('from sign-up to email', () => {
  it('gives a new investor a profile with the verified email, not yet scheduled', async () => {
    const { data } = await ada.graphql(
      'query ($id: ID!) { getInvestorProfile(investorId: $id) { email onboarded nextDigestAt emailStatus } }',
      { id: ada.sub },
    );
    expect(data.getInvestorProfile).toEqual({
      email: 'ada@example.com',
      onboarded: false,
      nextDigestAt: null,
      emailStatus: 'active',
    });
  });

  it('stores preferences and schedules the next morning', async () => {
    const { data, errors } = await ada.graphql(SAVE_PREFERENCES, biotechOnly);
    expect(errors).toBeUndefined();
    expect(data.savePreferences).toMatchObject({ email: 'ada@example.com', industries: ['biotech'], onboarded: true });
    const next = new Date(data.savePreferences.nextDigestAt!);
    expect(next.getTime()).toBeGreaterThan(Date.now());
    const local = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' }).format(next);
    expect(local).toBe('08:00');
  });

  it('searches with filters, counts and pages by GraphQL and by REST', async () => {
    const query = `query ($c: String) { searchStartups(industries: ["web"], limit: 4, cursor: $c) {
      total nextCursor items { id } facets { industries { value count } } } }`;
    const seen: string[] = [];
    for (let cursor: string | null = null, page = 0; page < 4; page++) {
      const answer: GraphqlAnswer = await ada.graphql(query, { c: cursor });
      expect(answer.errors).toBeUndefined();
      expect(answer.data.searchStartups.total).toBe(10);
      seen.push(...answer.data.searchStartups.items.map((item) => item.id));
      cursor = answer.data.searchStartups.nextCursor;
      if (!cursor) break;
    }
    expect(new Set(seen).size).toBe(10);
    const { status, body } = await ada.rest('GET', '/startups?industries=web&industries=biotech&limit=3');
    expect(status).toBe(200);
    expect([body.total, body.items?.length]).toEqual([20, 3]);
  });

  it('runs the workflow on request: the email has the matches that the digest has', async () => {
    const { data, errors } = await ada.graphql(REQUEST);
    expect(errors).toBeUndefined();
    const digest = await settledDigest(ada, data.requestRecommendations.digestKey);
    expect(['sent', 'delivered']).toContain(digest.status);
    expect(digest.matches).toHaveLength(10);
    expect(digest.matches[0]!.reasons.length).toBeGreaterThan(0);
    const [email, ...others] = await digestsTo(backend, 'ada@example.com');
    expect(others).toEqual([]);
    expect(email!.subject).toContain(digest.matches[0]!.name);
    for (const { name } of digest.matches) {
      expect(email!.text).toContain(name);
      expect(email!.html).toContain(name);
    }
  });

  it('never repeats what was sent: the next run has no matches, sends nothing and lists near misses', async () => {
    const { data } = await ada.graphql(REQUEST);
    const digest = await settledDigest(ada, data.requestRecommendations.digestKey);
    expect(digest).toMatchObject({ status: 'noMatches', matches: [] });
    expect(digest.nearMisses.length).toBeGreaterThan(0);
    expect(await digestsTo(backend, 'ada@example.com')).toHaveLength(1);
  });

  it('records the delivery that SES reports', async () => {
    const list = 'query ($id: ID!) { listDigests(investorId: $id) { items { kind status sentAt } } }';
    const sent = async () => {
      const { data } = await ada.graphql(list, { id: ada.sub });
      return data.listDigests.items.filter((item) => item.sentAt);
    };
    await expect.poll(sent, { timeout: 20_000 }).toMatchObject([{ kind: 'instant', status: 'delivered' }]);
  });

  it('does the same over REST', async () => {
    expect(
      await bob.rest('POST', '/preferences', { ...ANY, industries: ['web'], mustMatch: ['industry'] }),
    ).toMatchObject({
      status: 200,
      body: { email: 'bob@example.com', industries: ['web'] },
    });
    const { status, body } = await bob.rest('POST', '/match-startups');
    expect(status).toBe(200);
    expect(await settledDigest(bob, body.digestKey!)).toMatchObject({ matchTotal: 10 });
    expect(await bob.rest('POST', '/bookmarks', { startupId: 'web-1', note: 'promising' })).toMatchObject({
      status: 200,
      body: { startupId: 'web-1', startupName: 'web 1', status: 'saved', note: 'promising' },
    });
  });
});

describe('invalid preferences are refused with the name of the field', () => {
  it.each([
    ['preferredTime', { preferredTime: '25:99' }],
    ['timeZone', { timeZone: 'Middle/Earth' }],
    ['maxFunding', { minFunding: 2_000_000, maxFunding: 1_000_000 }],
    ['weekdays', { weekdays: [] }],
    ['locations.0', { locations: ['california!!'] }],
    ['fundingStages.1', { fundingStages: ['seed', 'series-z'] }],
  ])('%s, by GraphQL and by REST', async (field, values) => {
    const graph = await ada.graphql(SAVE_PREFERENCES, { ...biotechOnly, ...values });
    expect(graph.errors?.[0]?.message).toContain(`InvalidInputError: ${field}: `);
    const { status, body } = await ada.rest('POST', '/preferences', { ...biotechOnly, ...values });
    expect([status, body.error?.problems?.[0]?.field]).toEqual([400, field]);
    const kept = await ada.graphql('query ($id: ID!) { getInvestorProfile(investorId: $id) { industries timeZone } }', {
      id: ada.sub,
    });
    expect(kept.data.getInvestorProfile).toEqual({ industries: ['biotech'], timeZone: 'Europe/Berlin' });
  });
});

describe('the rows of another investor', () => {
  it('cannot be read through GraphQL', async () => {
    const { data: own } = await ada.graphql('query ($id: ID!) { listDigests(investorId: $id) { items { key } } }', {
      id: ada.sub,
    });
    const key = own.listDigests.items[0]!.key;
    const tries = [
      ['query ($id: ID!) { getInvestorProfile(investorId: $id) { email } }', 'getInvestorProfile'],
      ['query ($id: ID!, $key: String!) { getDigest(investorId: $id, key: $key) { status } }', 'getDigest'],
    ] as const;
    for (const [query, field] of tries) {
      const { data, errors } = await bob.graphql(query, { id: ada.sub, key });
      expect(data?.[field] ?? null).toBeNull();
      expect(errors?.[0]?.errorType).toBe('Unauthorized');
    }
    for (const list of ['listDigests', 'listRecommendations'] as const) {
      const query = `query ($id: ID!) { ${list}(investorId: $id) { items { investorId } } }`;
      const { data: mine } = await ada.graphql(query, { id: ada.sub });
      expect(mine[list].items.length).toBeGreaterThan(0);
      const { data, errors } = await bob.graphql(query, { id: ada.sub });
      expect(data?.[list] ?? null).toBeNull();
      expect(errors?.[0]?.errorType).toBe('Unauthorized');
    }
  });

  it('cannot be listed, read, changed or removed: a bookmark', async () => {
    const saved = await ada.rest('POST', '/bookmarks', { startupId: 'web-1', note: 'keep' });
    expect(saved.status).toBe(200);
    const id = `userId: "${ada.sub}", startupId: "web-1"`;
    const listed = await bob.graphql('query { listBookmarks { items { userId } } }');
    expect(listed.errors).toBeUndefined();
    expect(listed.data.listBookmarks.items.filter(({ userId }) => userId !== bob.sub)).toEqual([]);
    const tries = [
      `query { getBookmark(${id}) { note } }`,
      `mutation { updateBookmark(input: { ${id}, note: "mine now" }) { userId } }`,
      `mutation { deleteBookmark(input: { ${id} }) { userId } }`,
    ];
    for (const query of tries) {
      const { data, errors } = await bob.graphql(query);
      expect(Object.values(data ?? {}).filter(Boolean), query).toEqual([]);
      expect(errors?.[0]?.errorType, query).toMatch(/^Unauthorized$|ConditionalCheckFailedException/);
    }
    const { data: after } = await ada.graphql(`query { getBookmark(${id}) { note } }`);
    expect(after.getBookmark.note).toBe('keep');
    await ada.graphql(`mutation { deleteBookmark(input: { ${id} }) { userId } }`);
  });

  it('cannot be written, and a bookmark’s owner cannot be changed', async () => {
    const create = 'mutation ($i: CreateBookmarkInput!) { createBookmark(input: $i) { userId startupId } }';
    const stolen = await bob.graphql(create, { i: { userId: ada.sub, startupId: 'web-2', startupName: 'web 2' } });
    expect(stolen.errors?.[0]?.errorType).toBe('Unauthorized');
    const update = 'mutation ($i: UpdateBookmarkInput!) { updateBookmark(input: $i) { userId } }';
    const moved = await bob.graphql(update, { i: { userId: ada.sub, startupId: 'web-1', note: 'mine now' } });
    expect(moved.errors?.length).toBeGreaterThan(0);
    const foreign = await bob.rest('POST', '/bookmarks', { startupId: 'web-3', userId: ada.sub });
    expect([foreign.status, foreign.body.error?.problems?.[0]?.field]).toEqual([400, 'userId']);
    const { data } = await ada.graphql('query { listBookmarks { items { userId } } }');
    expect(data.listBookmarks.items).toEqual([]);
  });

  it('have no generated mutations, bookmarks apart', async () => {
    for (const mutation of ['updateInvestorProfile', 'createDigest', 'createRecommendation']) {
      const { errors } = await bob.graphql(`mutation { ${mutation}(input: {}) { createdAt } }`);
      expect(errors?.[0]?.message).toMatch(/FieldUndefined|Cannot query field/);
    }
    const startup = { name: 'Fake', listedAt: '2026-01-01T00:00:00.000Z', listed: true };
    const { errors } = await bob.graphql('mutation ($i: CreateStartupInput!) { createStartup(input: $i) { id } }', {
      i: startup,
    });
    expect(errors?.[0]?.errorType).toBe('Unauthorized');
  });
});

describe('an invalid token is refused', () => {
  const forged = () => {
    const [header, payload, signature] = ada.accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString());
    return [header, Buffer.from(JSON.stringify({ ...claims, sub: bob.sub })).toString('base64url'), signature].join(
      '.',
    );
  };

  /** Signed with the pool's own key, expired for an hour. */
  const expired = () => {
    const folder = path.join(stateDir, 'cognito');
    const jwk = JSON.parse(
      readFileSync(
        path.join(
          folder,
          readdirSync(folder).find((f) => f.endsWith('.key.json'))!,
        ),
        'utf8',
      ),
    );
    const [header, payload] = ada.idToken.split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString());
    const past = Math.floor(Date.now() / 1000) - 3600;
    const body = `${header}.${Buffer.from(JSON.stringify({ ...claims, exp: past })).toString('base64url')}`;
    return `${body}.${sign('sha256', Buffer.from(body), createPrivateKey({ key: jwk, format: 'jwk' })).toString('base64url')}`;
  };

  it.each([
    ['forged', forged],
    ['expired', expired],
    ['missing', () => ''],
    ['not a token', () => 'Bearer nonsense'],
  ])('%s', async (_, token) => {
    const graph = await graphql(backend, token(), 'query { listBookmarks { items { userId } } }');
    expect(graph.data ?? null).toBeNull();
    expect(graph.errors?.[0]?.errorType).toBe('UnauthorizedException');
    expect((await rest(backend, token() || null, 'GET', '/startups')).status).toBe(401);
  });
});
