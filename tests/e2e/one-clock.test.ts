import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANY, PASSWORD, SAVE_PREFERENCES, signUpInvestor, type Investor } from '../flow/investor';
import { inspect, overflowOf, signIn, startApp, type TestApp } from './app';

const EMAIL = 'asha@example.com';
/** A former name of Asia/Kolkata. Its offset differs by half an hour from that of every browser in these tests. */
const ZONE = 'Asia/Calcutta';

let app: TestApp;
let asha: Investor;

beforeAll(async () => {
  app = await startApp();
  asha = await signUpInvestor(app.backend, EMAIL);
  await asha.graphql(SAVE_PREFERENCES, { ...ANY, industries: ['biotech'], timeZone: ZONE });
});
afterAll(() => app?.stop());

const zoneField = (page: Page) => page.getByRole('combobox', { name: 'Time zone' });

describe('an investor whose browser is in another zone', () => {
  it('sees the same time of an email in Matches and in Emails, in the zone of the profile, which the page names', async () => {
    const { page, context, problems } = await app.open({ timezoneId: 'America/New_York' });
    await signIn(page, app.url, EMAIL, PASSWORD);
    await asha.graphql('mutation { requestRecommendations { digestKey } }');
    const read = `query { listDigests { items { status sentAt dueAt } } }`;
    await expect
      .poll(async () => (await asha.graphql(read)).data.listDigests.items[0]?.status, { timeout: 30_000 })
      .toMatch(/^(sent|delivered)$/);
    const { sentAt, dueAt } = (await asha.graphql(read)).data.listDigests.items[0]!;
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(
      new Date(sentAt ?? dueAt),
    );

    await page.goto(`${app.url}/recommendations`);
    await page.locator('.digests .when', { hasText: time }).waitFor();
    await page.getByText('Times are in the Asia/Kolkata time zone').waitFor();
    await page.goto(`${app.url}/emails`);
    await page.locator('.entry', { hasText: time }).first().waitFor();
    await page.getByText('Your time (Asia/Kolkata)').waitFor();
    await inspect(page, '92-emails-in-another-zone');
    expect(problems).toEqual([]);
    await context.close();
  });

  it('finds a zone by city, chooses among the meanings of an abbreviation, and takes the device’s zone with one click', async () => {
    const { page, context, problems } = await app.open({
      timezoneId: 'Europe/Kyiv',
      viewport: { width: 390, height: 800 },
      colorScheme: 'dark',
    });
    await signIn(page, app.url, EMAIL, PASSWORD);
    await page.goto(`${app.url}/preferences`);
    await zoneField(page).waitFor();
    expect(await zoneField(page).inputValue()).toBe('Asia/Kolkata');

    await zoneField(page).fill('IST');
    await page.getByText('IST is used in several zones. Which one do you mean?').waitFor();
    const options = await page.getByRole('option').allInnerTexts();
    for (const zone of ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin']) {
      expect(options.some((option) => option.startsWith(zone))).toBe(true);
    }
    await inspect(page, '93-abbreviation-asked-about');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await zoneField(page).inputValue()).toBe('Asia/Kolkata');

    await zoneField(page).fill('san francisco');
    await page.getByRole('option', { name: /^America\/Los Angeles/ }).waitFor();
    await page.keyboard.press('Enter');
    expect(await zoneField(page).inputValue()).toBe('America/Los Angeles');

    await page.getByRole('button', { name: 'Use this device’s time zone: Europe/Kyiv' }).click();
    expect(await zoneField(page).inputValue()).toBe('Europe/Kyiv');
    expect(await page.getByRole('button', { name: /^Use this device/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Save preferences' }).click();
    await page.getByText('Everything is saved').waitFor();
    await page.reload();
    await zoneField(page).waitFor();
    expect(await zoneField(page).inputValue()).toBe('Europe/Kyiv');
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    await context.close();
  });
});
