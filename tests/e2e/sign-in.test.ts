import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailsTo, PASSWORD, signUpInvestor } from '../flow/investor';
import { inspect, signIn, startApp, type TestApp } from './app';

const ADA = 'lovelace@example.com';
const BOB = 'babbage@example.com';
const NEW = 'noether@example.com';
const NEXT_PASSWORD = 'Another horse-8 x';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await signUpInvestor(app.backend, ADA);
  await signUpInvestor(app.backend, BOB);
});
afterAll(() => app?.stop());

const dashboard = (page: Page) => page.getByRole('heading', { level: 1, name: 'Dashboard' });

/** The newest code sent to the address, with a space in the middle, as some mail programs copy it. */
async function spacedCode(email: string): Promise<string> {
  const codes = (await emailsTo(app.backend, email)).flatMap(({ text }) => /\b\d{6}\b/.exec(text) ?? []);
  const code = codes.at(-1)!;
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page
    .locator('form')
    .getByRole('button', { name: /sign in/i })
    .click();
}

describe('signing in', () => {
  it('says in plain words that the email or the password is wrong, and names a space around the password', async () => {
    const { page, context } = await app.open();
    await page.goto(`${app.url}/sign-in`);
    await fillSignIn(page, ADA, 'Wrong-horse-99');
    await page.getByText('The email or the password is incorrect').waitFor();
    await inspect(page, '95-sign-in-wrong');
    await fillSignIn(page, ADA, `${PASSWORD} `);
    await page.getByText('begins or ends with a space').waitFor();
    await context.close();
  });

  it('asks an unconfirmed investor for the code, accepts it with a space, and keeps the address', async () => {
    const { page, context } = await app.open();
    await page.goto(`${app.url}/sign-in?new=1`);
    await page.getByLabel('Email', { exact: true }).fill(NEW);
    const [password, again] = ['Password', 'Confirm Password'].map((label) => page.getByLabel(label, { exact: true }));
    await password!.fill(`${PASSWORD} `);
    await again!.fill(`${PASSWORD} `);
    const create = page.locator('form').getByRole('button', { name: /create account/i });
    await create.click();
    const refusal = () => password!.evaluate((input: HTMLInputElement) => input.validationMessage);
    expect(await refusal()).toMatch(/can’t begin or end with a space/);
    expect(await page.getByText('Your passwords must match').count()).toBe(0);
    await password!.fill(PASSWORD);
    await again!.fill(PASSWORD);
    await create.click();
    await page.getByLabel(/confirmation code/i).waitFor();
    await context.close();

    const { page: later, context: anotherDay } = await app.open({ colorScheme: 'dark' });
    await later.goto(`${app.url}/sign-in`);
    await fillSignIn(later, NEW, PASSWORD);
    const code = later.getByLabel(/confirmation code/i);
    await code.waitFor();
    await code.fill(await spacedCode(NEW));
    await later.getByRole('button', { name: /confirm/i }).click();
    await later.getByText(`${NEW} is confirmed`).waitFor();
    expect(await later.getByLabel('Email', { exact: true }).inputValue()).toBe(NEW);
    await inspect(later, '96-sign-in-confirmed-dark');
    await later.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await later.keyboard.press('Enter');
    await dashboard(later).waitFor();
    await anotherDay.close();
  });

  it('says that the new password is set, and keeps the address', async () => {
    const { page, context } = await app.open({ viewport: { width: 390, height: 844 } });
    await page.goto(`${app.url}/sign-in`);
    await page.getByRole('button', { name: /forgot your password/i }).click();
    await page.getByRole('button', { name: /send code/i }).waitFor();
    await page.getByLabel('Email', { exact: true }).fill(BOB);
    await page.getByRole('button', { name: /send code/i }).click();
    const code = page.getByRole('textbox', { name: /code/i });
    await code.waitFor();
    await code.fill(await spacedCode(BOB));
    const [password, again] = [/^New Password/, /^Confirm Password/].map((label) => page.getByLabel(label));
    await password!.fill(` ${NEXT_PASSWORD}`);
    await again!.fill(` ${NEXT_PASSWORD}`);
    await page.getByRole('button', { name: 'Submit' }).click();
    expect(await password!.evaluate((input: HTMLInputElement) => input.validationMessage)).toMatch(/space/);
    await password!.fill(NEXT_PASSWORD);
    await again!.fill(NEXT_PASSWORD);
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText(`The new password for ${BOB} is set`).waitFor();
    expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe(BOB);
    await inspect(page, '97-phone-sign-in-new-password');
    await page.getByLabel('Password', { exact: true }).fill(NEXT_PASSWORD);
    await page.keyboard.press('Enter');
    await dashboard(page).waitFor();
    await context.close();
  });

  it('asks what to do when another tab has signed in another account', async () => {
    const { page: first, context } = await app.open();
    const second = await context.newPage();
    // The second tab gets no storage event of the first tab's sign-in.
    await second.addInitScript(() => addEventListener('storage', (event) => event.stopImmediatePropagation(), true));
    await second.goto(`${app.url}/sign-in`);
    await second.getByLabel('Email', { exact: true }).waitFor();
    await signIn(first, app.url, ADA, PASSWORD);
    await fillSignIn(second, BOB, NEXT_PASSWORD);
    await second.getByText(`You are already signed in as ${ADA}`).first().waitFor();
    await inspect(second, '98-sign-in-other');
    await second.getByRole('button', { name: 'Sign out there and sign in here' }).click();
    await dashboard(second).waitFor();
    await second.getByRole('button', { name: 'Account' }).click();
    await second.getByRole('group', { name: 'Account' }).getByText(BOB).waitFor();
    await context.close();
  });
});

describe('an address with invalid parameters', () => {
  it.each([
    ['/startups?page=2&after=zzz', '/startups'],
    ['/startups?industry=biotech&page=3&after=%F0%9F', '/startups?industry=biotech'],
    ['/sign-in?next=/sign-in', '/dashboard'],
    ['/sign-in?next=//elsewhere.example', '/dashboard'],
    ['/sign-in?next=/no/such/page', '/dashboard'],
    ['/sign-in?next=/portfolio', '/portfolio'],
  ])('%s opens %s', async (address, shown) => {
    const { page, context } = await app.open();
    await signIn(page, app.url, ADA, PASSWORD);
    await page.goto(app.url + address);
    await expect.poll(() => page.url().slice(app.url.length)).toBe(shown);
    await page.waitForLoadState('networkidle');
    expect(await page.getByText('not valid').count()).toBe(0);
    await context.close();
  });
});
