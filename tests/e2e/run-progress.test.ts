import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANY, PASSWORD, SAVE_PREFERENCES, signUpInvestor } from '../flow/investor';
import { signIn, startApp, type TestApp } from './app';

const EMAIL = 'johnson@example.com';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  const investor = await signUpInvestor(app.backend, EMAIL);
  await investor.graphql(SAVE_PREFERENCES, { ...ANY, industries: ['biotech'], timeZone: 'Europe/Berlin' });
});
afterAll(() => app?.stop());

/** Makes every read of a digest return the status `matching`, until the returned function is called. */
async function holdAtMatching(page: Page): Promise<() => void> {
  let held = true;
  await page.route('**/graphql', async (route) => {
    if (!held || !route.request().postData()?.includes('getDigest')) return route.fallback();
    const answer = await route.fetch();
    const body = await answer.json();
    if (body.data?.getDigest) Object.assign(body.data.getDigest, { status: 'matching', matches: [] });
    await route.fulfill({ response: answer, json: body });
  });
  return () => (held = false);
}

describe('the steps of a run', () => {
  it('stay visible when the run settles while its page is open, even if its first status arrives late', async () => {
    const { page, problems } = await app.open();
    await signIn(page, app.url, EMAIL, PASSWORD);
    await page.goto(`${app.url}/recommendations`);
    await page.getByRole('heading', { level: 1, name: 'Matches' }).waitFor();

    let release = () => {};
    const opened = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('getDigest')) await opened;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Get recommendations' }).first().click();
    await page.waitForURL(/\/recommendations\/instant/);
    const steps = page.getByRole('region', { name: 'Your run' });
    await steps.waitFor();
    release();
    await page.getByRole('heading', { name: /^10 matches$/ }).waitFor();
    await steps.getByText('Finished').last().waitFor();

    // After a reload, the settled run shows only its matches.
    await page.reload();
    await page.getByRole('heading', { name: /^10 matches$/ }).waitFor();
    expect(await steps.count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('continue when the page of the run is closed and opened again before the run settles', async () => {
    const { page, problems } = await app.open();
    await signIn(page, app.url, EMAIL, PASSWORD);
    const release = await holdAtMatching(page);
    await page.getByRole('button', { name: 'Get recommendations' }).first().click();
    const steps = page.getByRole('region', { name: 'Your run' });
    await steps.getByText('Ranking every listed startup').last().waitFor();

    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await page.getByRole('link', { name: 'View the run' }).click();
    await steps.waitFor();
    release();
    await steps.getByText('Finished').last().waitFor();
    expect(problems).toEqual([]);
  });

  it('stay visible with the matches when another run is refused', async () => {
    const { page, problems } = await app.open();
    await signIn(page, app.url, EMAIL, PASSWORD);
    await page.getByRole('button', { name: 'Get recommendations' }).first().click();
    const steps = page.getByRole('region', { name: 'Your run' });
    await steps.getByText('Finished').last().waitFor();

    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('requestRecommendations')) return route.fallback();
      await route.fulfill({ json: { data: null, errors: [{ message: 'TooManyRequestsError: Wait a minute.' }] } });
    });
    await page.getByRole('button', { name: 'Get recommendations' }).click();
    await page.getByText('Wait a minute.').waitFor();
    await steps.getByText('Finished').last().waitFor();
    expect(problems).toEqual([]);
  });
});
