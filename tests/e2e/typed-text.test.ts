import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ANY, PASSWORD, SAVE_PREFERENCES, signUpInvestor, type Investor } from '../flow/investor';
import { inspect, signIn, startApp, type TestApp } from './app';

let app: TestApp;
let ada: Investor;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  ada = await signUpInvestor(app.backend, 'ada@example.com');
  await ada.graphql(SAVE_PREFERENCES, ANY);
  ({ page, context } = await app.open());
  await signIn(page, app.url, ada.email, PASSWORD);
});
afterAll(() => app?.stop());

const UPDATE = 'mutation ($i: UpdateBookmarkInput!) { updateBookmark(input: $i) { note } }';
const noteField = () => page.getByLabel('Note', { exact: true });
let startup: { id: string; name: string };

async function storedNote(): Promise<string | null> {
  const query = 'query ($u: ID!, $s: ID!) { getBookmark(userId: $u, startupId: $s) { note } }';
  return (await ada.graphql(query, { u: ada.sub, s: startup.id })).data.getBookmark.note;
}
async function openPage(): Promise<void> {
  await page.goto(`${app.url}/startups/${encodeURIComponent(startup.id)}`);
  await noteField().waitFor();
}
async function openFromPortfolio(): Promise<void> {
  await page.goto(`${app.url}/portfolio`);
  await page.getByRole('link', { name: startup.name }).click();
  await noteField().waitFor();
}
async function openDialog(): Promise<void> {
  await page.goto(`${app.url}/portfolio`);
  await page.getByRole('button', { name: `Edit the note on ${startup.name}` }).click();
  await noteField().waitFor();
}

beforeAll(async () => {
  const { data } = await ada.graphql('{ searchStartups(limit: 1) { items { id name } } }');
  startup = data.searchStartups.items[0]!;
  const create = 'mutation ($i: CreateBookmarkInput!) { createBookmark(input: $i) { note } }';
  await ada.graphql(create, { i: { userId: ada.sub, startupId: startup.id, startupName: startup.name } });
});
beforeEach(async () => {
  await context.unrouteAll();
  await ada.graphql(UPDATE, { i: { userId: ada.sub, startupId: startup.id, note: 'met Ann' } });
});

describe('a note is saved when the field loses the focus', () => {
  const link = () => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Dashboard' }).click();
  it.each([
    ['page', 'a link', openPage, link],
    ['page', 'the back button', openFromPortfolio, () => page.goBack()],
    ['page', 'a click beside it', openPage, () => page.getByRole('heading', { name: 'Facts' }).click()],
    ['dialog', 'Escape', openDialog, () => page.keyboard.press('Escape')],
    ['dialog', 'a click outside', openDialog, () => page.mouse.click(5, 5)],
    ['dialog', 'the cross', openDialog, () => page.getByRole('button', { name: 'Close' }).click()],
  ])('on the %s by %s', async (place, way, open, leave) => {
    await open();
    await noteField().fill(`${place}, ${way}`);
    await leave();
    await expect.poll(storedNote).toBe(`${place}, ${way}`);
    await page.getByText(`Note on ${startup.name} saved`).last().waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('drafts')))).toEqual([]);
  });
});

describe('a note that was not saved', () => {
  it.each([
    ['page', openPage],
    ['dialog', openDialog],
  ])('is restored after a reload: %s', async (place, open) => {
    await open();
    await context.route('**/graphql', (route) => route.abort());
    await noteField().fill(`offline on the ${place}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.getByText('Not saved. The text is kept in this browser').waitFor();
    await inspect(page, `note-not-saved-${place}`);
    await context.unroute('**/graphql');
    await open();
    await page.getByText(/Not saved yet. This text from .* was kept/).waitFor();
    expect(await noteField().inputValue()).toBe(`offline on the ${place}`);
    expect(await storedNote()).toBe('met Ann');
    await page.getByRole('button', { name: 'Save note' }).click();
    await expect.poll(storedNote).toBe(`offline on the ${place}`);
  });

  it('asks which version to keep when the stored note has changed', async () => {
    await openPage();
    await noteField().fill('mine');
    await ada.graphql(UPDATE, { i: { userId: ada.sub, startupId: startup.id, note: 'from my phone' } });
    await page.getByRole('heading', { name: 'Facts' }).click();
    await page.getByText('This note was changed elsewhere in the meantime').waitFor();
    await page.getByText('from my phone').waitFor();
    expect(await storedNote()).toBe('from my phone');
    await inspect(page, 'note-overtaken');
    await page.getByRole('button', { name: 'Save mine instead' }).click();
    await expect.poll(storedNote).toBe('mine');
  });

  it('is not restored after it was discarded', async () => {
    await openPage();
    await noteField().fill('nonsense');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.reload();
    expect(await noteField().inputValue()).toBe('met Ann');
    expect(await storedNote()).toBe('met Ann');
  });
});

describe('typed preferences', () => {
  it('include a word that was not added with Enter', async () => {
    await page.goto(`${app.url}/preferences`);
    await page.getByLabel('Never show').fill('gambling');
    await page.getByText('You have unsaved changes').waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Dashboard' }).click();
    await page.getByRole('button', { name: 'Save and leave' }).click();
    await page.waitForURL(/dashboard/);
    const query = 'query ($id: ID!) { getInvestorProfile(investorId: $id) { excludedTerms } }';
    expect((await ada.graphql(query, { id: ada.sub })).data.getInvestorProfile.excludedTerms).toEqual(['gambling']);
  });
});

describe('the name of a view', () => {
  it('is restored after Escape and a reload', async () => {
    const openForm = async () => {
      await page.goto(`${app.url}/startups?stage=seed`);
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: /Save/ }).click();
    };
    await openForm();
    await page.getByLabel('Name', { exact: true }).fill('Seed rounds');
    await page.keyboard.press('Escape');
    await openForm();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Seed rounds');
  });
});
