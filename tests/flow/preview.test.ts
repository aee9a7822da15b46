import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalBackend } from '../../local/start';
import { startBackend } from './start-backend';
import { sampleStartup } from '../fakes/samples';
import { ANY, SAVE_PREFERENCES, settledDigest, signUpInvestor, type Investor } from './investor';
import { listStartups } from './startups';

let stateDir: string;
let backend: LocalBackend;
let ada: Investor;

const wishes = { ...ANY, industries: ['biotech'], mustMatch: ['industry'] };

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-preview-'));
  backend = await startBackend({ stateDir, wallClock: false });
  const ids = Array.from({ length: 14 }, (_, at) => `bio${at}`);
  await listStartups(
    backend,
    ids.map((id) => sampleStartup({ id, name: id })),
  );
  ada = await signUpInvestor(backend, 'ada@example.com');
  await ada.graphql(SAVE_PREFERENCES, wishes);
});
afterAll(async () => {
  await backend?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

async function preview(): Promise<{ total: number; alreadySent: number; alreadyDecided: number; ids: string[] }> {
  const { data, errors } = await ada.graphql(
    `query ($industries: [String!]!, $fundingStages: [String!]!, $locations: [String!]!, $excludedTerms: [String!]!, $mustMatch: [String!]!) {
      previewMatches(industries: $industries, fundingStages: $fundingStages, locations: $locations,
        excludedTerms: $excludedTerms, mustMatch: $mustMatch) {
        total alreadySent alreadyDecided matches { startupId }
      }
    }`,
    wishes,
  );
  expect(errors).toBeUndefined();
  const { matches, ...counts } = data.previewMatches;
  return { ...counts, ids: matches.map(({ startupId }) => startupId) };
}

async function runNow(): Promise<string[]> {
  const { data } = await ada.graphql('mutation { requestRecommendations { digestKey } }');
  const digest = await settledDigest(ada, data.requestRecommendations.digestKey);
  return digest.matches.map(({ startupId }) => startupId);
}

it('the preview has the matches of the next run, run after run', async () => {
  const first = await preview();
  expect(first).toMatchObject({ total: 14, alreadySent: 0, alreadyDecided: 0 });
  expect(await runNow()).toEqual(first.ids);

  const second = await preview();
  expect(second).toMatchObject({ total: 4, alreadySent: 10 });
  expect(await runNow()).toEqual(second.ids);

  expect(await preview()).toMatchObject({ total: 0, alreadySent: 14, ids: [] });
  expect(await runNow()).toEqual([]);
});
