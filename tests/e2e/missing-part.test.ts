import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ANY, PASSWORD, SAVE_PREFERENCES, signUpInvestor } from '../flow/investor';
import { inspect, signIn, startApp, type TestApp, type WatchedPage } from './app';

const EMAIL = 'lamarr@example.com';

let app: TestApp;
let session: WatchedPage;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  const investor = await signUpInvestor(app.backend, EMAIL);
  await investor.graphql(SAVE_PREFERENCES, { ...ANY, industries: ['biotech'], timeZone: 'Europe/Berlin' });
});
afterAll(() => app?.stop());

beforeEach(async () => {
  session = await app.open();
  page = session.page;
  page.setDefaultTimeout(15_000);
  await signIn(page, app.url, EMAIL, PASSWORD);
});
afterEach(() => session.context.close());

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const link = (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name });
const notLoaded = () => page.getByText('This page did not load').count();

/** Opens a page by its address and waits until nothing more loads. */
async function open(path: string, title: string | RegExp): Promise<void> {
  await page.goto(app.url + path);
  await heading(title).waitFor();
  await page.waitForLoadState('networkidle');
}

/** Counts page loads from now on. */
function countLoads(): () => number {
  let loads = 0;
  page.on('domcontentloaded', () => loads++);
  return () => loads;
}

describe('without a connection', () => {
  it('the preferences keep their changes, show an error, and are saved when the connection is back', async () => {
    await open('/preferences', 'Preferences');
    const stage = page.getByRole('button', { name: /^series a$/i });
    await stage.click();
    await session.context.setOffline(true);
    await page.getByRole('button', { name: 'Save preferences' }).first().click();
    await page.getByText('We can’t reach the server.').first().waitFor();
    await inspect(page, '80-preferences-offline');
    expect(await notLoaded()).toBe(0);
    expect(await stage.getAttribute('aria-pressed')).toBe('true');
    await session.context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText('Preferences saved').first().waitFor();
  });

  it('a startup page stays, shows an error, and saves with the same button later', async () => {
    await open('/startups?sort=name', 'Startups');
    await page.getByRole('main').getByRole('link').filter({ hasText: /\w/ }).first().waitFor();
    const { pathname } = new URL(
      (await page.locator('main a[href^="/startups/"]').first().getAttribute('href'))!,
      app.url,
    );
    await open(pathname, /./);
    await session.context.setOffline(true);
    await page.getByRole('button', { name: 'Save to portfolio' }).first().click();
    await page.getByText('We can’t reach the server.').first().waitFor();
    await inspect(page, '81-startup-offline');
    expect(await notLoaded()).toBe(0);
    await session.context.setOffline(false);
    await page.getByRole('button', { name: 'Save to portfolio' }).first().click();
    await page
      .getByText(/is in your portfolio/)
      .first()
      .waitFor();

    await open('/portfolio', 'Portfolio');
    await session.context.setOffline(true);
    await page.getByRole('button', { name: /more actions/i }).click();
    await page.getByRole('menuitem', { name: /remove/i }).click();
    await page.getByText('We can’t reach the server.').first().waitFor();
    expect(await notLoaded()).toBe(0);
    await page.getByRole('button', { name: /more actions/i }).waitFor();
  });

  it('a page that was not loaded before does not open: the current page stays, and a retry opens the other', async () => {
    await open('/preferences', 'Preferences');
    await session.context.setOffline(true);
    await link('Portfolio').click();
    const notice = page.getByRole('alert').filter({ hasText: 'there is no connection' });
    await notice.waitFor();
    await inspect(page, '82-page-offline');
    await heading('Preferences').waitFor();
    expect(await notLoaded()).toBe(0);
    await session.context.setOffline(false);
    await notice.getByRole('button', { name: 'Try again' }).click();
    await heading('Portfolio').waitFor();
    await notice.waitFor({ state: 'detached' });
  });
});

describe('a chunk that a new deployment removed', () => {
  const PART = /\/assets\/PortfolioView-[^/]*\.js$/;

  it('is loaded by one page load, which opens the requested page', async () => {
    await open('/dashboard', 'Dashboard');
    const loads = countLoads();
    await session.context.route(PART, (route) => (loads() === 0 ? route.fulfill({ status: 404 }) : route.continue()));
    await link('Portfolio').click();
    await heading('Portfolio').waitFor();
    expect([loads(), new URL(page.url()).pathname]).toEqual([1, '/portfolio']);
  });

  it('causes one page load and no loop: the page then shows an error', async () => {
    await open('/dashboard', 'Dashboard');
    const loads = countLoads();
    await session.context.route(PART, (route) => route.fulfill({ status: 404 }));
    await link('Portfolio').click();
    await page.getByText('This page did not load').waitFor();
    await inspect(page, '83-page-missing');
    expect(loads()).toBe(1);

    await link('Dashboard').click();
    await heading('Dashboard').waitFor();
    await link('Portfolio').click();
    await page.getByRole('alert').filter({ hasText: 'Part of the app could not be loaded' }).waitFor();
    await inspect(page, '84-part-missing');
    await heading('Dashboard').waitFor();
    expect(loads()).toBe(1);

    await session.context.unroute(PART);
    await page.getByRole('button', { name: 'Reload' }).click();
    await heading('Portfolio').waitFor();
  });

  it('does not reload while there is input that no draft keeps', async () => {
    await open('/preferences', 'Preferences');
    const loads = countLoads();
    const minimum = page.getByLabel('Minimum', { exact: true });
    await minimum.fill('plenty');
    // Vite reports a chunk that does not load with this event.
    await page.evaluate(() => {
      const payload = new TypeError('Failed to fetch dynamically imported module: /assets/Later.js');
      dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload }));
    });
    await page.getByRole('alert').filter({ hasText: 'Part of the app could not be loaded' }).waitFor();
    expect([await minimum.inputValue(), loads()]).toEqual(['plenty', 0]);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await minimum.fill('');
    await page.evaluate(() => {
      const payload = new TypeError('Failed to fetch dynamically imported module: /assets/Later.js');
      dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload }));
    });
    await expect.poll(loads).toBe(1);
    await heading('Preferences').waitFor();
  });
});
