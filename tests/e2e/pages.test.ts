import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ANY,
  digestsTo,
  emailsTo,
  PASSWORD,
  SAVE_PREFERENCES,
  settledDigest,
  signUpInvestor,
  type Investor,
} from '../flow/investor';
import { inspect, overflowOf, signIn, startApp, type TestApp, type WatchedPage } from './app';

const EMAIL = 'hopper@example.com';
const NEW_PASSWORD = 'Another-horse-8';
const PHONE = {
  viewport: { width: 390, height: 844 },
  colorScheme: 'dark',
  isMobile: true,
  hasTouch: true,
} as const;

let app: TestApp;
let investor: Investor;
let session: WatchedPage;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  investor = await signUpInvestor(app.backend, EMAIL);
  session = await app.open();
  page = session.page;
  page.setDefaultTimeout(15_000);
});
afterAll(() => app?.stop());

const heading = (name: string | RegExp, on = page) => on.getByRole('heading', { level: 1, name });

/** Simulates the hour in which the next daily email is due, until its run has settled. */
async function nextMorning(): Promise<void> {
  const query = 'query ($id: ID!) { getInvestorProfile(investorId: $id) { nextDigestAt } }';
  const { data } = await investor.graphql(query, { id: investor.sub });
  const due = data.getInvestorProfile.nextDigestAt!;
  await app.backend.tick(new Date(Math.floor(Date.parse(due) / 3_600_000) * 3_600_000));
  await settledDigest(investor, `daily#${due.slice(0, 10)}`);
}

async function codesSent(): Promise<string[]> {
  const emails = await emailsTo(app.backend, EMAIL);
  return emails.flatMap(({ text }) => /\b\d{6}\b/.exec(text) ?? []);
}

async function unsubscribeLink(): Promise<string> {
  const [email] = await digestsTo(app.backend, EMAIL);
  const header = email!.headers.find((one) => one.name.toLowerCase() === 'list-unsubscribe');
  return /^<(http[^>]+)>/.exec(header!.value)![1]!;
}

describe('public pages', () => {
  it('an unknown address shows that the page does not exist', async () => {
    await page.goto(`${app.url}/no/such/page`);
    await heading('Page not found').waitFor();
    await inspect(page, '40-not-found');
  });

  it('a new password is set with the code from the inbox', async () => {
    const before = await codesSent();
    await page.goto(`${app.url}/sign-in`);
    await page.getByRole('button', { name: /forgot your password/i }).click();
    await page.getByRole('button', { name: /send code/i }).waitFor();
    await page.getByLabel('Email', { exact: true }).fill(EMAIL);
    await inspect(page, '41-reset-password');
    await page.getByRole('button', { name: /send code/i }).click();
    const code = page.getByRole('textbox', { name: /code/i });
    await code.waitFor();
    await inspect(page, '42-reset-password-code');
    const [sent] = (await codesSent()).filter((one) => !before.includes(one));
    await code.fill(sent!);
    await page.getByLabel(/^New Password/).fill(NEW_PASSWORD);
    await page.getByLabel(/^Confirm Password/).fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Submit' }).click();
    await page
      .getByRole('button', { name: /sign in/i })
      .last()
      .waitFor();
    await signIn(page, app.url, EMAIL, NEW_PASSWORD);
    await heading('Dashboard').waitFor();
  });
});

describe('the page of emails', () => {
  it('says why no email was sent before the first one', async () => {
    await page.goto(`${app.url}/emails`);
    await page.getByText('You had not saved your preferences yet').waitFor();
    await inspect(page, '43-emails-before');
  });

  it('shows the daily email that was sent, with a link to its matches', async () => {
    await investor.graphql(SAVE_PREFERENCES, { ...ANY, industries: ['biotech'], timeZone: 'Europe/Berlin' });
    await nextMorning();
    await page.reload();
    const matches = page.getByRole('link', { name: /See the 10 matches: Daily email/ });
    await matches.waitFor();
    await inspect(page, '44-emails');
    await matches.click();
    await page.getByRole('heading', { name: /^10 matches$/ }).waitFor();
  });
});

describe('the unsubscribe link', () => {
  it('opens a page that changes nothing until its button is pressed', async () => {
    const { page: visitor, problems } = await app.open();
    await visitor.goto(await unsubscribeLink());
    const stop = visitor.getByRole('button', { name: 'Stop the daily email' });
    await stop.waitFor();
    await inspect(visitor, '45-unsubscribe');
    await page.goto(`${app.url}/dashboard`);
    await page.getByRole('heading', { name: 'Next email' }).waitFor();
    expect(await page.getByText('You unsubscribed from emails').count()).toBe(0);

    await stop.click();
    await heading('The daily email is stopped', visitor).waitFor();
    await inspect(visitor, '46-unsubscribed');
    expect(problems).toEqual([]);
  });

  it('shows an error in plain words when it is truncated', async () => {
    const { page: visitor } = await app.open(PHONE);
    await visitor.goto((await unsubscribeLink()).slice(0, -3));
    await heading('This link does not work', visitor).waitFor();
    await inspect(visitor, '47-phone-unsubscribe-cut');
    await visitor.goto(await unsubscribeLink());
    await inspect(visitor, '48-phone-unsubscribe');
  });

  it('is undone with one click in the app', async () => {
    await page.goto(`${app.url}/emails`);
    await page.getByText('You unsubscribed from emails').first().waitFor();
    await inspect(page, '49-emails-stopped');
    await page.getByRole('button', { name: 'Turn email back on' }).click();
    await page.getByText('Email is back on').first().waitFor();
    expect(await page.getByText('You unsubscribed from emails').count()).toBe(0);
    await page.reload();
    await page.getByRole('heading', { name: 'Next email' }).waitFor();
    expect(await page.getByText('You unsubscribed from emails').count()).toBe(0);
  });

  it('causes no error in the browser', () => {
    expect(session.problems).toEqual([]);
  });
});

describe('on a phone in the dark theme', () => {
  it('the page of emails is linked from the dashboard, and no page scrolls sideways', async () => {
    const { page: phone, problems } = await app.open(PHONE);
    await signIn(phone, app.url, EMAIL, NEW_PASSWORD);
    await heading('Dashboard', phone).waitFor();
    await phone.getByRole('main').getByRole('link', { name: 'See all emails' }).click();
    await phone.getByRole('link', { name: /See the 10 matches/ }).waitFor();
    for (const [path, name] of [
      ['/emails', '50-phone-emails'],
      ['/no/such/page', '51-phone-not-found'],
    ] as const) {
      await phone.goto(app.url + path);
      await heading(/./, phone).waitFor();
      await phone.waitForLoadState('networkidle');
      await inspect(phone, name);
      expect(await overflowOf(phone), `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
    expect(problems).toEqual([]);
  });
});

describe('the browse page', () => {
  const EMAIL_OF_ANOTHER = 'turing@example.com';
  /** An open menu is at the end of the document, outside of every landmark. It closes when it loses the focus. */
  const OPEN_MENU = ['region'];
  const another = { session: null as WatchedPage | null };

  beforeAll(async () => {
    await signUpInvestor(app.backend, EMAIL_OF_ANOTHER);
    another.session = await app.open();
    await signIn(another.session.page, app.url, EMAIL_OF_ANOTHER, PASSWORD);
  });

  it('saves a view, opens it after a reload, updates it, renames it, and undoes its removal', async () => {
    const tab = another.session!.page;
    const views = tab.getByRole('button', { name: /^Views/ });
    const choose = async (item: string | RegExp) => {
      await views.click();
      await tab.getByRole('menuitem', { name: item }).click();
    };
    await tab.goto(`${app.url}/startups?industry=biotech&stage=seed`);
    await tab.getByText(/^[\d,]+ startups$/).waitFor();
    await choose('Save this search…');
    const name = tab.getByRole('textbox', { name: 'Name' });
    await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true);
    await tab.keyboard.press('Enter');
    await tab.getByText('Give the view a name.').waitFor();
    await inspect(tab, '70-view-name');
    await name.fill('Seed biotech');
    await tab.keyboard.press('Enter');
    await tab.getByText('“Seed biotech” is saved').first().waitFor();
    await expect.poll(() => views.evaluate((button) => button === document.activeElement)).toBe(true);

    await tab.goto(`${app.url}/startups`);
    await choose('Seed biotech');
    await expect.poll(() => new URL(tab.url()).search).toBe('?industry=biotech&stage=seed');
    await tab.getByRole('button', { name: 'Remove Seed', exact: true }).click();
    await choose('Update “Seed biotech”');
    await choose('Rename “Seed biotech”…');
    await name.fill('All biotech');
    await tab.keyboard.press('Enter');
    await tab.getByRole('button', { name: 'Views, open: All biotech', exact: true }).waitFor();
    await views.focus();
    await tab.keyboard.press('ArrowDown');
    await tab.getByRole('menuitem', { name: 'All biotech', exact: true }).waitFor();
    await inspect(tab, '71-views-menu', OPEN_MENU);
    await tab.keyboard.press('Escape');

    await choose('Remove “All biotech”');
    await tab.getByRole('button', { name: 'Undo' }).click();
    await tab.reload();
    await tab.getByRole('button', { name: 'Views, open: All biotech', exact: true }).waitFor();
    expect(another.session!.problems).toEqual([]);
  });

  it('exports the results, and says how many the file leaves out', async () => {
    const tab = another.session!.page;
    await tab.goto(`${app.url}/startups`);
    const download = tab.waitForEvent('download');
    await tab.getByRole('button', { name: 'Export CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^firstlight-startups-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toContain('Startup,Industry,Stage');
    expect(lines).toHaveLength(1_001);
    await tab.getByText(/^The file contains the first 1,000 of [\d,]+ startups/).waitFor();
    await inspect(tab, '72-export-cut');

    // The second page of startups is held until the export is cancelled.
    let cancelled = () => {};
    const cancelling = new Promise<void>((resolve) => (cancelled = resolve));
    let searches = 0;
    await tab.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('searchStartups') && ++searches > 1) await cancelling;
      await route.continue();
    });
    await tab.getByRole('button', { name: 'Export CSV' }).click();
    await tab.getByText('Exporting 100 of 1,000', { exact: true }).waitFor();
    await inspect(tab, '73-export-progress');
    await tab.getByRole('button', { name: 'Cancel export' }).click();
    cancelled();
    await tab.getByRole('button', { name: 'Export CSV' }).waitFor();
    await tab.getByText('The export was cancelled').first().waitFor();
    expect(another.session!.problems).toEqual([]);
  });

  it('shows the views on a phone in the dark theme', async () => {
    const { page: phone, problems } = await app.open(PHONE);
    await signIn(phone, app.url, EMAIL_OF_ANOTHER, PASSWORD);
    await phone.goto(`${app.url}/startups?q=solar`);
    const views = phone.getByRole('button', { name: /^Views/ });
    await views.tap();
    await phone.getByRole('menuitem', { name: 'Save this search…' }).tap();
    await phone
      .getByRole('textbox', { name: 'Name' })
      .fill('Solar power, storage and the grid in all of Europe and Asia');
    await inspect(phone, '74-phone-view-name');
    await phone.getByRole('button', { name: 'Save view' }).tap();
    await views.tap();
    await phone.getByRole('menuitem', { name: 'Save this search…' }).waitFor();
    await inspect(phone, '75-phone-views', OPEN_MENU);
    expect(await overflowOf(phone), 'scrolls sideways').toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
  });
});

describe('the operator’s console', () => {
  it.each([
    ['60-console', {}],
    ['61-console-dark', { colorScheme: 'dark' }],
    ['62-phone-console', PHONE],
  ] as const)('shows the executions: %s', async (name, options) => {
    const { page: operator, problems } = await app.open(options);
    await operator.goto(app.backend.consoleUrl);
    await operator
      .getByText(/MatchStartups/)
      .first()
      .waitFor();
    await inspect(operator, name);
    expect(await overflowOf(operator), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
  });
});
