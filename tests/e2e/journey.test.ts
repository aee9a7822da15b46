import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestsTo, emailsTo, PASSWORD } from '../flow/investor';
import { inspect, overflowOf, startApp, type TestApp, type WatchedPage } from './app';

const EMAIL = 'grace@example.com';

let app: TestApp;
let session: WatchedPage;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  session = await app.open();
  page = session.page;
});
afterAll(() => app?.stop());

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });

describe('from sign-up to email', () => {
  it('welcomes a visitor', async () => {
    await page.goto(app.url);
    await heading(/right startups/i).waitFor();
    await inspect(page, '01-landing');
  });

  it('signs up with the code from the inbox', async () => {
    await page
      .getByRole('link', { name: /create a free account/i })
      .first()
      .click();
    await page.getByLabel('Email', { exact: true }).fill(EMAIL);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Confirm Password', { exact: true }).fill(PASSWORD);
    await inspect(page, '02-sign-up');
    await page
      .locator('form')
      .getByRole('button', { name: /create account/i })
      .click();
    const code = page.getByLabel(/confirmation code/i);
    await code.waitFor();
    await inspect(page, '03-confirm');
    const [email] = await emailsTo(app.backend, EMAIL);
    await code.fill(/\b\d{6}\b/.exec(email!.text)![0]);
    await page.getByRole('button', { name: /confirm/i }).click();
    await page.waitForURL(/\/dashboard|\/preferences/);
    await heading('Dashboard').waitFor();
    await inspect(page, '04-dashboard-first-time');
  });

  it('enters preferences, sees a preview, and saves', async () => {
    await page.getByRole('link', { name: 'Set preferences' }).click();
    await heading('Preferences').waitFor();
    await page.getByRole('combobox', { name: /industries/i }).click();
    await page.keyboard.type('Biotech');
    await page
      .getByRole('option', { name: /biotech/i })
      .first()
      .click();
    // The field is empty again: the next word is searched on its own.
    await page.keyboard.type('Soft');
    await page.getByRole('option', { name: /software/i }).waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByText(/new startups? fits?|new startups fit/)
      .first()
      .waitFor();
    await inspect(page, '05-preferences');
    await page.getByRole('button', { name: 'Save preferences' }).first().click();
    await page.getByText('Your first matches are a click away').waitFor();
  });

  it('gets recommendations: first the progress, then matches with reasons', async () => {
    await page.getByRole('button', { name: 'Get recommendations' }).first().click();
    await page.getByRole('heading', { name: /^10 matches$/ }).waitFor({ timeout: 20_000 });
    expect(await page.getByText(/one of your industries/i).count()).toBeGreaterThan(0);
    await inspect(page, '06-matches');
  });

  it('receives the same matches by email', async () => {
    const [email, ...others] = await digestsTo(app.backend, EMAIL);
    expect(others).toEqual([]);
    const shown = await page.getByRole('article').getByRole('heading').allInnerTexts();
    expect(shown.length).toBe(10);
    for (const name of shown) expect(email!.text).toContain(name);

    await page.goto(`${app.backend.inboxUrl}`);
    await page.getByText(email!.subject).first().waitFor();
    await inspect(page, '07-inbox');
  });

  it('opens a startup from the link in the email, and saves it only after a click', async () => {
    const [email] = await digestsTo(app.backend, EMAIL);
    const link = /https?:\/\/[^\s"<]+\/startups\/[^\s"<?]+\?save=1/.exec(email!.html!.replaceAll('&amp;', '&'))![0];
    const { pathname, search } = new URL(link);
    await page.goto(app.url + pathname + search);
    const save = page.getByRole('button', { name: /^save/i }).first();
    await save.waitFor();
    await page.goto(`${app.url}/portfolio`);
    await page.getByText('Nothing saved yet').waitFor();
    await inspect(page, '08-portfolio-empty');

    await page.goto(app.url + pathname + search);
    await save.click();
    await page
      .getByText(/is in your portfolio/)
      .first()
      .waitFor();
    await inspect(page, '09-startup');
  });

  it('removes a startup from the portfolio and undoes it', async () => {
    await page.goto(`${app.url}/portfolio`);
    const actions = page.getByRole('button', { name: /more actions/i });
    await actions.waitFor();
    await inspect(page, '10-portfolio');
    await actions.click();
    await page.getByRole('menuitem', { name: /remove/i }).click();
    await page.getByText('Nothing saved yet').waitFor();
    await page.getByRole('button', { name: /undo/i }).click();
    await actions.waitFor();
  });

  it('browses all startups: filters combine, the URL contains them, and pages turn', async () => {
    await page.goto(`${app.url}/startups`);
    const count = page.getByText(/^[\d,.\s]+ startups$/).first();
    await count.waitFor();
    const all = number(await count.innerText());
    expect(all).toBeGreaterThan(5_000);
    await inspect(page, '11-browse');

    await page
      .getByRole('checkbox', { name: /biotech/i })
      .first()
      .check();
    await expect.poll(() => new URL(page.url()).search).toMatch(/biotech/);
    await expect.poll(async () => number(await count.innerText())).toBeLessThan(all);
    const filtered = number(await count.innerText());
    await page
      .getByRole('button', { name: 'Next' })
      .or(page.getByRole('link', { name: 'Next' }))
      .first()
      .click();
    await page.getByText(/^26–50 of/).waitFor();
    await page.reload();
    await page.getByText(/^26–50 of/).waitFor();
    expect(number(await count.innerText())).toBe(filtered);

    await page.goto(`${app.url}/startups?q=zzzzqqqqxxxx`);
    await page.getByText('No startups match your search').waitFor();
    await inspect(page, '12-browse-empty');
  });

  it('causes no error and no violation of the Content-Security-Policy', () => {
    expect(session.problems).toEqual([]);
  });

  it('signs out, and protects the pages that need a session', async () => {
    await page.goto(`${app.url}/dashboard`);
    await heading('Dashboard').waitFor();
    await inspect(page, '13-dashboard');
    const truncated = await page
      .locator('.button .words')
      .evaluateAll((all) =>
        all.filter((words) => words.scrollWidth > words.clientWidth).map((words) => words.textContent),
      );
    expect(truncated).toEqual([]);
    await page.getByRole('button', { name: /account/i }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL((url) => ['/', '/sign-in'].includes(url.pathname));
    await page.goto(`${app.url}/portfolio`);
    await page.waitForURL(/\/sign-in/);
  });
});

describe('on a phone in the dark theme', () => {
  it('no page scrolls sideways, and the sign-in returns to the page that was requested', async () => {
    const { page: phone, problems } = await app.open({
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
      isMobile: true,
      hasTouch: true,
    });
    await phone.goto(`${app.url}/preferences`);
    await phone.waitForURL(/\/sign-in/);
    await phone.getByLabel('Email', { exact: true }).fill(EMAIL);
    await phone.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await inspect(phone, '20-phone-sign-in');
    await phone
      .locator('form')
      .getByRole('button', { name: /sign in/i })
      .click();
    await phone.waitForURL(({ pathname }) => pathname === '/preferences');
    for (const [path, name] of [
      ['/preferences', '21-phone-preferences'],
      ['/dashboard', '22-phone-dashboard'],
      ['/startups', '23-phone-browse'],
      ['/recommendations', '24-phone-recommendations'],
      ['/portfolio', '25-phone-portfolio'],
      ['/', '26-phone-landing'],
    ] as const) {
      await phone.goto(app.url + path);
      await phone.getByRole('heading', { level: 1 }).waitFor();
      await phone.waitForLoadState('networkidle');
      await inspect(phone, name);
      expect(await overflowOf(phone), `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
    expect(problems).toEqual([]);
  });
});

describe('when the backend does not answer', () => {
  it('shows an error, keeps the filters, and works again after a retry', async () => {
    const { page: tab, context } = await app.open();
    await tab.goto(`${app.url}/sign-in`);
    await tab.getByLabel('Email', { exact: true }).fill(EMAIL);
    await tab.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await tab
      .locator('form')
      .getByRole('button', { name: /sign in/i })
      .click();
    await tab.waitForURL(/\/dashboard/);
    await context.route('**/graphql', (route) => route.abort());
    await tab.goto(`${app.url}/startups?industry=biotech`);
    const retry = tab.getByRole('button', { name: /try again|retry/i }).first();
    await retry.waitFor();
    await inspect(tab, '30-browse-error');
    await context.unroute('**/graphql');
    await retry.click();
    await tab
      .getByText(/^[\d,.\s]+ startups$/)
      .first()
      .waitFor();
    expect(new URL(tab.url()).search).toContain('biotech');

    // Only the request that fills the lists of the preferences fails.
    await context.route('**/graphql', (route) =>
      route.request().postData()?.includes('searchStartups') ? route.abort() : route.continue(),
    );
    await tab.goto(`${app.url}/preferences`);
    await tab.getByText('Industries and locations did not load').waitFor();
    await inspect(tab, '31-preferences-unlisted');
    expect(await tab.getByRole('button', { name: /^series a$/i }).count()).toBe(1);
    await context.unroute('**/graphql');
    await retry.click();
    await tab.getByText('Industries and locations did not load').waitFor({ state: 'detached' });
    await tab.getByRole('checkbox', { name: /united states/i }).waitFor();
  });
});

function number(text: string): number {
  return Number(text.replace(/\D/g, ''));
}
