import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANY, PASSWORD, SAVE_PREFERENCES, signUpInvestor, type Investor } from '../flow/investor';
import { signIn, startApp, type TestApp } from './app';

let app: TestApp;
let ada: Investor;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  ada = await signUpInvestor(app.backend, 'ada@example.com');
  await ada.graphql(SAVE_PREFERENCES, { ...ANY, minFunding: 500_000, maxFunding: 2_000_000 });
  ({ page } = await app.open());
  await signIn(page, app.url, ada.email, PASSWORD);
});
afterAll(() => app?.stop());

async function stored(): Promise<{ minFunding: number | null; maxFunding: number | null }> {
  const query = 'query ($id: ID!) { getInvestorProfile(investorId: $id) { minFunding maxFunding } }';
  const { data } = await ada.graphql(query, { id: ada.sub });
  return data.getInvestorProfile;
}

describe('the form shows the ticket size that was saved', () => {
  const minimum = () => page.getByLabel('Minimum', { exact: true });
  const maximum = () => page.getByLabel('Maximum', { exact: true });

  it.each([
    ['both above the old range', '5M', '10M', 5_000_000, 10_000_000],
    ['both below the old range', '100k', '400k', 100_000, 400_000],
    ['no minimum', '', '3M', null, 3_000_000],
    ['no maximum', '1M', '', 1_000_000, null],
  ])('%s', async (_, low, high, min, max) => {
    await page.goto(`${app.url}/preferences`);
    await minimum().fill(low);
    await page.keyboard.press('Tab');
    await maximum().fill(high);
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Save preferences' }).click();
    await page.getByText('Everything is saved').waitFor();
    const shown = [await minimum().inputValue(), await maximum().inputValue()];
    expect(await stored()).toEqual({ minFunding: min, maxFunding: max });
    await page.reload();
    await minimum().waitFor();
    expect([await minimum().inputValue(), await maximum().inputValue()]).toEqual(shown);
    expect(shown).toEqual([low, high]);
  });
});
