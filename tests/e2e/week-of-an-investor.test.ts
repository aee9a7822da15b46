import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImport } from '../../import/run-import';
import { ANY, PASSWORD, SAVE_PREFERENCES, settledDigest, signUpInvestor, type Investor } from '../flow/investor';
import { inspect, signIn, startApp, type TestApp } from './app';

/** A file with cities without a region, and with a startup of which only the country is known. */
const EUROPE = `name,industry,stage,location,amount
Spree Robotics,Robotics,Seed,"Berlin; Germany",$1.5M
Havel Labs,Robotics,Seed,"Berlin, DE",$1.2M
Isar Motion,Robotics,Seed,"Munich, Bavaria, Germany",$1.4M
Elbe Arms,Robotics,Seed,"Hamburg, Germany",$1.3M
Rhine Drives,Robotics,Seed,Germany,$1.6M
Thames Grip,Robotics,Seed,"London, United Kingdom",$1.1M
`;

let app: TestApp;
let folder: string;
let ada: Investor;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  folder = await mkdtemp(path.join(tmpdir(), 'firstlight-week-'));
  const file = path.join(folder, 'europe.csv');
  const outputs = path.join(folder, 'amplify_outputs.json');
  await writeFile(file, EUROPE);
  await writeFile(outputs, JSON.stringify(app.backend.outputs));
  const rejects = path.join(folder, 'rejects.jsonl');
  const code = await runImport([file, '--outputs', outputs, '--rejects', rejects, '--json-progress'], process);
  expect(code).toBe(0);
  ada = await signUpInvestor(app.backend, 'ada@example.com');
  await ada.graphql(SAVE_PREFERENCES, { ...ANY, minFunding: 500_000, maxFunding: 2_000_000, timeZone: 'Asia/Kolkata' });
  ({ page, context } = await app.open());
  await signIn(page, app.url, ada.email, PASSWORD);
});
afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

const field = (label: string) => page.getByLabel(label, { exact: true });
const places = () => page.getByRole('searchbox', { name: /^Find in (location|places)/i });
const save = async () => {
  await page.getByRole('button', { name: 'Save preferences' }).click();
  await page.getByText('Everything is saved').waitFor();
};
const preview = () => page.getByRole('complementary').last();
async function openPreferences(): Promise<void> {
  await page.goto(`${app.url}/preferences`);
  await field('Maximum').waitFor();
}
async function stored(fields: string) {
  const query = `query ($id: ID!) { getInvestorProfile(investorId: $id) { ${fields} } }`;
  return (await ada.graphql(query, { id: ada.sub })).data.getInvestorProfile;
}
async function runNow() {
  const { data } = await ada.graphql('mutation { requestRecommendations { digestKey } }');
  return settledDigest(ada, data.requestRecommendations.digestKey);
}

describe('a week of an investor', () => {
  it('1. Monday: the form shows the ticket size that was saved', async () => {
    await openPreferences();
    await field('Minimum').fill('1M');
    await page.keyboard.press('Tab');
    await field('Maximum').fill('10M');
    await page.keyboard.press('Tab');
    await save();
    await page.reload();
    await field('Minimum').waitFor();
    expect([await field('Minimum').inputValue(), await field('Maximum').inputValue()]).toEqual(['1M', '10M']);
    expect(await stored('minFunding maxFunding')).toEqual({ minFunding: 1_000_000, maxFunding: 10_000_000 });
  });

  it('2. a city without a region can be searched, used as a filter, and made a must-have that excludes other cities', async () => {
    await page.goto(`${app.url}/startups?q=Spree`);
    await page.getByText('Berlin, Germany').first().waitFor();
    await page.goto(`${app.url}/startups`);
    await places().fill('berlin');
    await page.getByRole('checkbox', { name: /Berlin, Germany/ }).check();
    await page.getByText('2 startups', { exact: true }).first().waitFor();
    await inspect(page, 'week-2-browse-berlin');

    await openPreferences();
    await places().fill('berlin');
    await page.getByRole('checkbox', { name: /Berlin, Germany/ }).check();
    await page.locator('#location').getByText('Must-have').click();
    await preview().getByText('3 new startups fit').waitFor();
    await save();
    expect(await stored('locations mustMatch')).toMatchObject({ locations: ['DE//Berlin'], mustMatch: ['location'] });
    const digest = await runNow();
    expect(digest.matches.map(({ name }: { name: string }) => name).sort()).toEqual([
      'Havel Labs',
      'Rhine Drives',
      'Spree Robotics',
    ]);
  });

  it('3. Tuesday: a note is saved when its page is left', async () => {
    const { data } = await ada.graphql('{ searchStartups(text: "Spree", limit: 1) { items { id name } } }');
    const { id } = data.searchStartups.items[0]!;
    await page.goto(`${app.url}/startups/${id}`);
    await page.getByRole('button', { name: 'Save to portfolio' }).first().click();
    const note = field('Note');
    await note.fill('met the founders in Berlin');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Dashboard' }).click();
    await page
      .getByText(/^Note on Spree Robotics saved/)
      .first()
      .waitFor();
    await page.goto(`${app.url}/startups/${id}`);
    await expect.poll(() => note.inputValue()).toBe('met the founders in Berlin');
  });

  it('4. a save without a connection leaves the page as it is', async () => {
    await openPreferences();
    await page.getByRole('button', { name: /^series a$/i }).click();
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Save preferences' }).click();
    await page.getByText('We can’t reach the server.').first().waitFor();
    expect(await page.getByText('This page did not load').count()).toBe(0);
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText('Everything is saved').waitFor();
    expect(await stored('fundingStages')).toEqual({ fundingStages: ['series-a'] });
  });

  it('5. Wednesday: two tabs keep each other’s changes', async () => {
    await openPreferences();
    const other = await context.newPage();
    await other.goto(`${app.url}/preferences`);
    await other.getByLabel('Maximum', { exact: true }).fill('3M');
    await other.keyboard.press('Tab');
    await other.getByRole('button', { name: 'Save preferences' }).click();
    await other.getByText('Everything is saved').waitFor();
    await other.close();
    await page.getByRole('button', { name: 'Seed', exact: true }).click();
    await save();
    expect(await stored('maxFunding fundingStages')).toEqual({
      maxFunding: 3_000_000,
      fundingStages: expect.arrayContaining(['seed', 'series-a']),
    });
  });

  it('6. the preview leaves out startups that were sent, and says so', async () => {
    await openPreferences();
    await preview().getByText('No new startups fit').waitFor();
    await preview()
      .getByText(/2 were sent to you before, 1 is in your portfolio or passed/)
      .waitFor();
    await inspect(page, 'week-6-nothing-new');
  });

  it('7. Thursday: an email has the same time on both pages, in the zone of the profile', async () => {
    const read = '{ listDigests { items { key sentAt } } }';
    const { items } = (await ada.graphql(read)).data.listDigests;
    const sentAt = items.map((digest) => digest.sentAt).find((at) => at !== null)!;
    const zoned = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kolkata', hour: '2-digit', minute: '2-digit' });
    for (const [route, entry] of [
      ['/recommendations', '.digests .when'],
      ['/emails', '.entry'],
    ] as const) {
      await page.goto(app.url + route);
      await page
        .locator(entry, { hasText: zoned.format(new Date(sentAt)) })
        .first()
        .waitFor();
    }
  });

  it('8. one decision is no reason, and the matches are in the order of their scores', async () => {
    const { key } = (await ada.graphql('{ listDigests { items { key } } }')).data.listDigests.items[0]!;
    await page.goto(`${app.url}/recommendations/${encodeURIComponent(key)}`);
    await page.getByRole('heading', { name: 'Spree Robotics' }).waitFor();
    expect(await page.getByText(/% of your portfolio|nlike .*your portfolio|\+0\.0/).count()).toBe(0);
    const { matches } = await settledDigest(ada, key);
    const scores = matches.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('9. Friday: nothing fits any more, and a suggestion is applied with one click and undone', async () => {
    const digest = await runNow();
    expect(digest.status).toBe('noMatches');
    const first = digest.nearMisses[0]!;
    await page.goto(`${app.url}/dashboard`);
    const apply = page.getByRole('button', { name: /^Apply and save: / }).first();
    await apply.waitFor();
    await inspect(page, 'week-9-suggestions');
    const before = await stored('locations fundingStages maxFunding minFunding industries mustMatch');
    await apply.click();
    await page
      .getByText(/^Saved: /)
      .first()
      .waitFor();
    const after = await stored('locations fundingStages maxFunding minFunding industries mustMatch');
    expect(after).not.toEqual(before);
    if (first.criterion === 'location') expect(after.locations).toContain(first.value);
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await page
      .getByText(/^Undone: /)
      .first()
      .waitFor();
    expect(await stored('locations fundingStages maxFunding minFunding industries mustMatch')).toEqual(before);
  });

  it('10. the time zone is found by city', async () => {
    await openPreferences();
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    expect(await zone.inputValue()).toBe('Asia/Kolkata');
    await zone.fill('berlin');
    await page.getByRole('option', { name: /^Europe\/Berlin/ }).waitFor();
    await page.keyboard.press('Enter');
    await save();
    expect(await stored('timeZone')).toEqual({ timeZone: 'Europe/Berlin' });
  });
});
