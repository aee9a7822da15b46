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

describe('a backend that never answers', () => {
  it.each([
    ['/startups', /^\d[\d,]* startups/],
    ['/dashboard', /Next email/],
    ['/portfolio', /Nothing saved yet|No startups/i],
    ['/recommendations', /No matches yet|Nothing yet|Your matches/i],
    ['/emails', /Day by day/],
    ['/preferences', /What you look for|Industries/],
  ])('leaves %s with a reason and a way to try again after 12 seconds, which then works', async (path, loaded) => {
    const { page, context, troubles } = await app.open();
    page.setDefaultTimeout(15_000);
    await signIn(page, app.url, EMAIL, PASSWORD);
    await page.clock.install();
    let hangs = true;
    await page.route('**/graphql', (route) => (hangs ? undefined : route.continue()));
    const asked = page.waitForRequest('**/graphql');
    await page.goto(app.url + path);
    await asked;
    const late = page.getByRole('alert').filter({ hasText: 'The server did not answer in time.' });
    expect(await late.count()).toBe(0);
    await page.clock.runFor(12_000);
    await late.first().waitFor();
    if (path === '/startups') await inspect(page, '85-no-answer');
    hangs = false;
    await page.clock.resume();
    // A part that waits for another shows its own failure once that one is there.
    const stillLate = async () => {
      for (const alert of await late.all()) await alert.getByRole('button', { name: 'Try again' }).click();
      await page.getByText(loaded).first().waitFor();
      return late.count();
    };
    await expect.poll(stillLate).toBe(0);
    expect(troubles.filter((trouble) => trouble.startsWith('uncaught'))).toEqual([]);
    await context.close();
  });
});
