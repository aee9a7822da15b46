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

describe('the steps of a run', () => {
  it('stay when the run settles while its page is open, however late its first state comes', async () => {
    const { page, troubles } = await app.open();
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

    // A run that settled long ago is a list of matches, no more.
    await page.reload();
    await page.getByRole('heading', { name: /^10 matches$/ }).waitFor();
    expect(await steps.count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});
