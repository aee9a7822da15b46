import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalBackend } from '../../local/start';
import type { GraphqlData } from './answers';
import { startBackend } from './start-backend';
import { ANY, signUpInvestor, type Investor } from './investor';

let stateDir: string;
let backend: LocalBackend;
let ada: Investor;
let bob: Investor;

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-writes-'));
  backend = await startBackend({ stateDir });
  ada = await signUpInvestor(backend, 'ada@example.com');
  bob = await signUpInvestor(backend, 'bob@example.com');
});
afterAll(async () => {
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

const SAVE = /* GraphQL */ `
  mutation ($stages: [String!]!, $max: Float, $version: Int, $investorId: ID) {
    savePreferences(
      investorId: $investorId
      expectedVersion: $version
      fundingStages: $stages
      maxFunding: $max
      industries: []
      locations: []
      excludedTerms: []
      mustMatch: []
      dailyRecommendations: true
      preferredTime: "08:00"
      timeZone: "UTC"
      weekdays: ["mon"]
    ) {
      investorId
      fundingStages
      maxFunding
      preferencesVersion
    }
  }
`;

async function profileOf(investor: Investor) {
  const query =
    'query ($id: ID!) { getInvestorProfile(investorId: $id) { fundingStages maxFunding preferencesVersion } }';
  return (await investor.graphql(query, { id: investor.sub })).data.getInvestorProfile;
}

describe('preferences that are based on an older version', () => {
  it('are refused by GraphQL, and the stored ones stay', async () => {
    const first = await ada.graphql(SAVE, { stages: [], max: 3_000_000, version: 0, investorId: ada.sub });
    expect(first.data.savePreferences).toMatchObject({ maxFunding: 3_000_000, preferencesVersion: 1 });
    const late = await ada.graphql(SAVE, { stages: ['seed'], max: 2_000_000, version: 0, investorId: ada.sub });
    expect(late.errors?.[0]?.message).toMatch(/^ConflictError: The preferences were changed elsewhere/);
    expect(await profileOf(ada)).toEqual({ fundingStages: [], maxFunding: 3_000_000, preferencesVersion: 1 });
  });

  it('are refused by REST with 409, and accepted without a version', async () => {
    const save = (more: object) => ada.rest('POST', '/preferences', { ...ANY, maxFunding: 1_000_000, ...more });
    expect(await save({ expectedVersion: 0 })).toMatchObject({
      status: 409,
      body: { error: { code: 'ConflictError' } },
    });
    expect((await profileOf(ada)).maxFunding).toBe(3_000_000);
    expect(await save({ expectedVersion: -1 })).toMatchObject({
      status: 400,
      body: { error: { problems: [{ field: 'expectedVersion' }] } },
    });
    expect(await save({})).toMatchObject({ status: 200, body: { maxFunding: 1_000_000, preferencesVersion: 2 } });
    expect(await save({ expectedVersion: 2 })).toMatchObject({ status: 200, body: { preferencesVersion: 3 } });
  });
});

describe('a write that is meant for another account', () => {
  const forAda = () => ({ investorId: ada.sub });

  it.each<[mutation: keyof GraphqlData, document: string, variables: () => object]>([
    ['savePreferences', SAVE, () => ({ ...forAda(), stages: ['seed'], max: 9, version: 0 })],
    [
      'requestRecommendations',
      'mutation ($investorId: ID) { requestRecommendations(investorId: $investorId) { digestKey } }',
      forAda,
    ],
    [
      'resumeEmail',
      'mutation ($investorId: ID) { resumeEmail(consent: true, investorId: $investorId) { investorId } }',
      forAda,
    ],
    [
      'createBookmark',
      'mutation ($investorId: ID!) { createBookmark(input: { userId: $investorId, startupId: "s", startupName: "S" }) { userId } }',
      forAda,
    ],
    [
      'updateBookmark',
      'mutation ($investorId: ID!) { updateBookmark(input: { userId: $investorId, startupId: "s", note: "x" }) { userId } }',
      forAda,
    ],
    [
      'deleteBookmark',
      'mutation ($investorId: ID!) { deleteBookmark(input: { userId: $investorId, startupId: "s" }) { userId } }',
      forAda,
    ],
  ])('is refused by GraphQL: %s', async (name, mutation, variables) => {
    const before = await profileOf(ada);
    const { data, errors } = await bob.graphql(mutation, variables());
    expect(data?.[name] ?? null).toBeNull();
    expect(`${errors?.[0]?.errorType} ${errors?.[0]?.message}`).toMatch(/Unauthorized|NotAllowedError: This was meant/);
    expect((await profileOf(bob)).preferencesVersion ?? 0).toBe(0);
    expect(await profileOf(ada)).toEqual(before);
  });

  it.each([
    ['/preferences', () => ({ ...ANY, ...forAda() })],
    ['/match-startups', forAda],
    ['/bookmarks', () => ({ startupId: 's', ...forAda() })],
  ])('is refused by REST: %s', async (route, body) => {
    expect(await bob.rest('POST', route, body())).toMatchObject({
      status: 403,
      body: { error: { code: 'NotAllowedError', message: expect.stringContaining('Nothing was changed.') } },
    });
    expect((await profileOf(bob)).preferencesVersion ?? 0).toBe(0);
  });
});
