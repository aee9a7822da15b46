import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NearMiss } from '../../amplify/domain/digest/match';
import { nearMissText, relaxationText } from '../../amplify/domain/matching/reason-text';
import { writeRelaxation } from '../../amplify/domain/matching/relaxation-link';
import { ANY, PASSWORD, SAVE_PREFERENCES, settledDigest, signUpInvestor, type Investor } from '../flow/investor';
import { inspect, overflowOf, signIn, startApp, type TestApp } from './app';

const PREFERENCES = { ...ANY, industries: ['nanotech'], locations: ['US/WY'], mustMatch: ['industry', 'location'] };

let app: TestApp;
let ada: Investor;
let page: Page;
let problems: string[];
let best: NearMiss;

beforeAll(async () => {
  app = await startApp();
  ada = await signUpInvestor(app.backend, 'ada@example.com');
  await ada.graphql(SAVE_PREFERENCES, PREFERENCES);
  const { data } = await ada.graphql('mutation { requestRecommendations { digestKey } }');
  const digest = await settledDigest(ada, data.requestRecommendations.digestKey);
  expect(digest.status).toBe('noMatches');
  best = digest.nearMisses[0]!;
  ({ page, problems } = await app.open());
  await signIn(page, app.url, ada.email, PASSWORD);
});
afterAll(() => app?.stop());

async function stored(): Promise<{ industries: string[]; locations: string[] }> {
  const query = 'query ($id: ID!) { getInvestorProfile(investorId: $id) { industries locations } }';
  const { data } = await ada.graphql(query, { id: ada.sub });
  return data.getInvestorProfile;
}
const before = { industries: PREFERENCES.industries, locations: PREFERENCES.locations };

/** The total that the preview of the stored preferences gives. */
async function newMatches(): Promise<number> {
  const now = { ...(await stored()), mustMatch: PREFERENCES.mustMatch };
  const { data } = await ada.graphql(
    `query ($industries: [String!]!, $locations: [String!]!, $mustMatch: [String!]!) {
      previewMatches(industries: $industries, locations: $locations, mustMatch: $mustMatch,
        fundingStages: [], excludedTerms: []) { total } }`,
    now,
  );
  return data.previewMatches.total;
}

describe('a near miss', () => {
  it('is applied on the dashboard with one key press, gives the promised matches, and is undone with the next', async () => {
    await page.goto(`${app.url}/dashboard`);
    await page.getByRole('button', { name: `Apply and save: ${nearMissText(best)}` }).focus();
    await page.keyboard.press('Enter');
    const undo = page.getByRole('button', { name: `Undo: ${relaxationText(best)}` });
    await undo.waitFor();
    expect(await stored()).not.toEqual(before);
    expect(await newMatches()).toBe(best.gain);
    // The focus did not move, so one more key press undoes it.
    expect(await undo.evaluate((button) => button === document.activeElement)).toBe(true);
    await inspect(page, 'near-misses-applied');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Apply and save: ${nearMissText(best)}` }).waitFor();
    expect(await stored()).toEqual(before);
  });

  it('is filled in by a link in the email, and saved only by the investor', async () => {
    await page.goto(`${app.url}/preferences?relax=${encodeURIComponent(writeRelaxation(best))}`);
    await page.getByText(`Filled in: ${relaxationText(best)}`).waitFor();
    await page.getByText('You have unsaved changes.').waitFor();
    expect(await stored()).toEqual(before);
    expect(new URL(page.url()).search).toBe('');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await inspect(page, 'near-misses-from-email');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('button', { name: 'Save preferences' }).click();
    await page.getByText('Everything is saved').waitFor();
    expect(await newMatches()).toBe(best.gain);
  });

  it('that the preferences already include can’t be applied by button or link', async () => {
    await page.goto(`${app.url}/dashboard`);
    await page.getByText('Already included').waitFor();
    await page.goto(`${app.url}/preferences?relax=${encodeURIComponent(writeRelaxation(best))}`);
    await page.getByText('Your preferences already include this.').waitFor();
    await page.getByText('Everything is saved').waitFor();
  });

  it.each(['industry:add:', 'amount:raiseMaximum:5M', 'x'])('an invalid link changes nothing: %s', async (text) => {
    const saved = await stored();
    await page.goto(`${app.url}/preferences?relax=${encodeURIComponent(text)}`);
    await page.getByText('Everything is saved').waitFor();
    expect([await stored(), problems]).toEqual([saved, []]);
  });
});
