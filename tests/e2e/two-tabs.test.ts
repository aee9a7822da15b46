import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANY, PASSWORD, SAVE_PREFERENCES, signUpInvestor, type Investor } from '../flow/investor';
import { inspect, signIn, startApp, type TestApp } from './app';

let app: TestApp;
let ada: Investor;
let bob: Investor;
let context: BrowserContext;
let one: Page;
let two: Page;

beforeAll(async () => {
  app = await startApp();
  ada = await signUpInvestor(app.backend, 'ada@example.com');
  bob = await signUpInvestor(app.backend, 'bob@example.com');
  await bob.graphql(SAVE_PREFERENCES, { ...ANY, maxFunding: 7_000_000 });
  ({ page: one, context } = await app.open());
  await signIn(one, app.url, ada.email, PASSWORD);
  two = await context.newPage();
});
afterAll(() => app?.stop());

const maximum = (page: Page) => page.getByLabel('Maximum', { exact: true });
const save = (page: Page) => page.getByRole('button', { name: 'Save preferences' }).click();
const saved = (page: Page) => page.getByText('Everything is saved').waitFor();
const toggleStage = (page: Page, stage: string) => page.getByRole('button', { name: stage, exact: true }).click();

async function open(page: Page): Promise<void> {
  await page.goto(`${app.url}/preferences`);
  await maximum(page).waitFor();
}
async function setMaximum(page: Page, amount: string): Promise<void> {
  await maximum(page).fill(amount);
  await page.keyboard.press('Tab');
}
async function stored(of: Investor) {
  const query =
    'query ($id: ID!) { getInvestorProfile(investorId: $id) { maxFunding fundingStages preferencesVersion } }';
  return (await of.graphql(query, { id: of.sub })).data.getInvestorProfile;
}

describe('two tabs of one investor', () => {
  it('keep both changes when each changes another field', async () => {
    await ada.graphql(SAVE_PREFERENCES, { ...ANY, maxFunding: 2_000_000 });
    await open(one);
    await open(two);
    await setMaximum(one, '3M');
    await save(one);
    await saved(one);
    await toggleStage(two, 'Seed');
    await save(two);
    await two.getByText('Updated to what was saved elsewhere: Ticket size, maximum.').waitFor();
    await saved(two);
    expect(await stored(ada)).toMatchObject({ maxFunding: 3_000_000, fundingStages: ['seed'] });
    expect(await maximum(two).inputValue()).toBe('3M');
  });

  it.each([
    ['Here: up to 5M', 5_000_000],
    ['Saved elsewhere: up to 4M', 4_000_000],
  ])('ask which version to keep when both change the same field: %s', async (choice, max) => {
    await ada.graphql(SAVE_PREFERENCES, { ...ANY, maxFunding: 2_000_000 });
    await open(one);
    await open(two);
    await setMaximum(one, '4M');
    await save(one);
    await saved(one);
    await setMaximum(two, '5M');
    await save(two);
    await two.getByText('Also changed elsewhere').waitFor();
    expect((await stored(ada)).maxFunding).toBe(4_000_000);
    if (max === 5_000_000) {
      await inspect(two, 'preferences-conflict');
      await two.setViewportSize({ width: 390, height: 844 });
      await two.emulateMedia({ colorScheme: 'dark' });
      await inspect(two, 'preferences-conflict-phone-dark');
      await two.setViewportSize({ width: 1280, height: 900 });
      await two.emulateMedia({ colorScheme: 'light' });
    }
    await two.getByText(choice, { exact: true }).click();
    await save(two);
    await two.getByText('Also changed elsewhere').waitFor({ state: 'detached' });
    await saved(two);
    expect((await stored(ada)).maxFunding).toBe(max);
  });

  it('keep unsaved changes after a reload', async () => {
    await ada.graphql(SAVE_PREFERENCES, { ...ANY, maxFunding: 2_000_000 });
    await open(one);
    await setMaximum(one, '9M');
    await one.reload();
    await one.getByText(/Your unsaved changes from .* are restored/).waitFor();
    expect(await maximum(one).inputValue()).toBe('9M');
    await one.getByRole('button', { name: 'Discard changes' }).first().click();
    await saved(one);
    await one.reload();
    await saved(one);
    expect(await maximum(one).inputValue()).toBe('2M');
  });
});

describe('another account in another tab', () => {
  it('never gets what was typed in the first account, which gets it back', async () => {
    await ada.graphql(SAVE_PREFERENCES, { ...ANY, maxFunding: 2_000_000 });
    await open(two);
    await setMaximum(two, '6M');
    await one.goto(`${app.url}/dashboard`);
    await one.getByRole('button', { name: 'Account' }).click();
    await one.getByRole('button', { name: 'Sign out' }).click();
    await one.getByRole('button', { name: 'Sign out and keep it in this browser' }).click();
    await two.waitForURL(/sign-in/);
    await signIn(one, app.url, bob.email, PASSWORD);
    await two.waitForURL(/preferences/);
    await maximum(two).waitFor();
    expect(await maximum(two).inputValue()).toBe('7M');
    expect(await two.content()).not.toContain(ada.email);
    await toggleStage(two, 'Seed');
    await save(two);
    await saved(two);
    expect(await stored(bob)).toMatchObject({ maxFunding: 7_000_000, fundingStages: ['seed'] });
    expect(await stored(ada)).toMatchObject({ maxFunding: 2_000_000, fundingStages: [] });

    await one.getByRole('button', { name: 'Account' }).click();
    await one.getByRole('button', { name: 'Sign out' }).click();
    await two.waitForURL(/sign-in/);
    await signIn(one, app.url, ada.email, PASSWORD);
    await open(one);
    await one.getByText(/Your unsaved changes from .* are restored/).waitFor();
    expect(await maximum(one).inputValue()).toBe('6M');
    await save(one);
    await saved(one);
    expect((await stored(ada)).maxFunding).toBe(6_000_000);
  });

  it('gets no write from a page that shows the first account', async () => {
    await open(two);
    await setMaximum(two, '8M');
    // Storage contains the tokens of another investor, and this page got no event.
    const before = await stored(bob);
    const tokens = { accessToken: bob.accessToken, idToken: bob.idToken };
    await two.evaluate((given) => {
      for (const key of Object.keys(localStorage)) {
        const [, name] = /\.(accessToken|idToken)$/.exec(key) ?? [];
        if (name) localStorage.setItem(key, given[name as keyof typeof given]);
      }
    }, tokens);
    await save(two);
    await two.getByText('Another account is now signed in.').waitFor();
    expect(await stored(bob)).toEqual(before);
    expect((await stored(ada)).maxFunding).toBe(6_000_000);
  });
});
