import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANY, PASSWORD, SAVE_PREFERENCES, signUpInvestor } from '../flow/investor';
import { inspect, signIn, startApp, type TestApp } from './app';

const EMAIL = 'wiles@example.com';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  const investor = await signUpInvestor(app.backend, EMAIL);
  await investor.graphql(SAVE_PREFERENCES, { ...ANY, timeZone: 'Europe/Berlin' });
});
afterAll(() => app?.stop());

describe('when requests get no answer', () => {
  it.each([
    ['/startups', /^\d[\d,]* startups/],
    ['/dashboard', /Next email/],
    ['/portfolio', /Nothing saved yet|No startups/i],
    ['/recommendations', /No matches yet|Nothing yet|Your matches/i],
    ['/emails', /Day by day/],
    ['/preferences', /What you look for|Industries/],
  ])('%s shows an error after 12 seconds, and a retry works once the backend answers', async (path, loaded) => {
    const { page, context, problems } = await app.open();
    page.setDefaultTimeout(15_000);
    await signIn(page, app.url, EMAIL, PASSWORD);
    await page.clock.install();
    let hangs = true;
    await page.route('**/graphql', (route) => (hangs ? undefined : route.continue()));
    const requested = page.waitForRequest('**/graphql');
    await page.goto(app.url + path);
    await requested;
    const late = page.getByRole('alert').filter({ hasText: 'The server did not answer in time.' });
    expect(await late.count()).toBe(0);
    await page.clock.runFor(12_000);
    await late.first().waitFor();
    if (path === '/startups') await inspect(page, '85-no-answer');
    hangs = false;
    await page.clock.resume();
    // A part that depends on another shows its own error after the other has loaded.
    const stillLate = async () => {
      for (const alert of await late.all()) await alert.getByRole('button', { name: 'Try again' }).click();
      await page.getByText(loaded).first().waitFor();
      return late.count();
    };
    await expect.poll(stillLate).toBe(0);
    expect(problems.filter((problem) => problem.startsWith('uncaught'))).toEqual([]);
    await context.close();
  });
});
