import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANY, PASSWORD, SAVE_PREFERENCES, signUpInvestor } from '../flow/investor';
import { inspect, overflowOf, signIn, startApp, type TestApp } from './app';

const EMAIL = 'shannon@example.com';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  const investor = await signUpInvestor(app.backend, EMAIL);
  await investor.graphql(SAVE_PREFERENCES, { ...ANY, industries: ['biotech'], timeZone: 'UTC' });
});
afterAll(() => app?.stop());

const background = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundColor);
const brightness = (colour: string) =>
  colour
    .match(/\d+/g)!
    .slice(0, 3)
    .reduce((sum, part) => sum + Number(part), 0);

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it('the selected segment is brighter than its track', async () => {
    const { page, context, problems } = await app.open({ colorScheme });
    await signIn(page, app.url, EMAIL, PASSWORD);
    await page.goto(`${app.url}/preferences`);
    await page.getByRole('radiogroup').first().waitFor();
    const [chosen, track] = await Promise.all([
      background(page, '[role="radiogroup"] label.on'),
      background(page, '[role="radiogroup"]'),
    ]);
    expect(brightness(chosen)).toBeGreaterThan(brightness(track));
    await inspect(page, `90-preferences-${colorScheme}`);
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe('the shell', () => {
  it('links to every page from the bar of a phone that is 320 pixels wide', async () => {
    const phone = {
      viewport: { width: 320, height: 640 },
      colorScheme: 'dark',
      isMobile: true,
      hasTouch: true,
    } as const;
    const { page, context, problems } = await app.open(phone);
    await signIn(page, app.url, EMAIL, PASSWORD);
    const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    expect(await links.allInnerTexts()).toEqual([
      'Dashboard',
      'Matches',
      'Browse',
      'Portfolio',
      'Emails',
      'Preferences',
    ]);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Emails' }).tap();
    await page.getByRole('heading', { level: 1, name: 'Emails' }).waitFor();
    // The investor's own zone is UTC, so the time is shown once.
    await page.getByText('Your time (UTC)').waitFor();
    expect(await page.getByRole('term').allInnerTexts()).toEqual(['Your time (UTC)']);
    await inspect(page, '91-phone-navigation');
    const cut = await links.evaluateAll((all) => all.filter((link) => link.scrollWidth > link.clientWidth).length);
    expect([cut, await overflowOf(page)]).toEqual([0, 0]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('folds messages, so that they don’t cover the page', async () => {
    const { page, context, problems } = await app.open();
    await signIn(page, app.url, EMAIL, PASSWORD);
    await page.goto(`${app.url}/recommendations`);
    await page.getByRole('button', { name: 'Get recommendations' }).first().click();
    await page.getByRole('heading', { name: /^10 matches$/ }).waitFor();
    const messages = page.getByRole('region', { name: /Notifications/ }).getByRole('listitem');

    // A passed card asks for the reason and has its own undo, so there is no message.
    const cards = page.getByRole('article');
    for (const at of [0, 1, 2])
      await cards
        .nth(at)
        .getByRole('button', { name: /^Pass on/ })
        .click();
    await expect.poll(() => page.getByRole('button', { name: /^Undo passing on/ }).count()).toBe(3);
    expect(await messages.count()).toBe(0);

    for (const at of [3, 4, 5])
      await cards
        .nth(at)
        .getByRole('button', { name: /^Save / })
        .click();
    await expect.poll(() => messages.count()).toBe(3);
    const heights = () => messages.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    const [first, second, newest] = await heights();
    expect([first! < 12, second! < 12, newest! > 30]).toEqual([true, true, true]);
    await inspect(page, '92-messages', ['region']);
    await messages.last().hover();
    await expect.poll(async () => Math.min(...(await heights()))).toBeGreaterThan(30);
    await page.screenshot({ path: 'tests/e2e/screenshots/93-messages-open.png' });
    await messages.first().getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => messages.count()).toBe(2);
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe('the attribution of a source', () => {
  it('is on pages that show facts of the source, and on no other page', async () => {
    const { page, context } = await app.open();
    const named = page.getByRole('contentinfo').getByText('Crunchbase October 2013 snapshot');
    await page.goto(app.url);
    await named.waitFor();
    await signIn(page, app.url, EMAIL, PASSWORD);
    await page.goto(`${app.url}/startups`);
    await named.waitFor();
    await page.goto(`${app.url}/emails`);
    await page.getByText('Your time (UTC)').waitFor();
    expect(await named.count()).toBe(0);

    // The same startups with another source.
    await page.route('**/graphql', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('crunchbase-2013', 'nordic') });
    });
    await page.goto(`${app.url}/startups`);
    await page.getByText(/^[\d,]+ startups$/).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await named.count()).toBe(0);
    await context.close();
  });
});
