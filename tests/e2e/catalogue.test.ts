import { AxeBuilder } from '@axe-core/playwright';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../local/state-dir';
import { freePort, launchBrowser, overflowOf, SCREENSHOTS } from './app';

const CATALOGUE = path.join(PROJECT_ROOT, 'src/catalogue');
const PICTURES = path.join(SCREENSHOTS, 'components');
/** Rules about a whole page. A page that repeats a component in many states cannot follow them. */
const WAIVED = ['landmark-unique', 'heading-order', 'region'];

let outDir: string;
let server: PreviewServer;
let browser: Browser;
let url: string;

beforeAll(async () => {
  outDir = await mkdtemp(path.join(tmpdir(), 'firstlight-catalogue-'));
  const common = { root: CATALOGUE, logLevel: 'warn', build: { outDir, emptyOutDir: true } } as const;
  await build(common);
  const port = await freePort();
  server = await preview({ ...common, preview: { port, host: '127.0.0.1', strictPort: true } });
  url = `http://127.0.0.1:${port}`;
  browser = await launchBrowser();
  await mkdir(PICTURES, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
  await new Promise((closed) => (server ? server.httpServer.close(closed) : closed(undefined)));
  await rm(outDir, { recursive: true, force: true });
});

/** Opens the catalogue. `problems` collects every problem so far, each with the name of its component. */
async function open(options: BrowserContextOptions) {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const problems: string[] = [];
  let shown = '';
  let hasAxe = false;
  const note = (what: string) => problems.push(`${shown}: ${what}`);
  page.on('pageerror', ({ message }) => note(message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(message.text());
  });
  await page.goto(`${url}/`);
  const names = await page.locator('nav a').allTextContents();
  await page.goto(`${url}/?bare`);
  await page.evaluate(() => document.fonts.ready);

  return {
    page,
    names,
    problems,
    note,
    async show(name: string) {
      shown = name;
      await page.mouse.move(0, 0);
      await page.evaluate((hash) => (location.hash = hash), name);
      await page.locator(`main[data-entry="${name}"] section`).first().waitFor();
    },
    picture: (kind: string) =>
      page.screenshot({ path: path.join(PICTURES, `${shown.replaceAll('/', '-')}.${kind}.png`), fullPage: true }),
    async axe(rules?: string[]) {
      // The page has no frames, so axe needs no second page to combine their results. Loading axe takes longer than
      // running it, and the page is never reloaded.
      const axeSource = hasAxe && { axeSource: ';' };
      hasAxe = true;
      const builder = new AxeBuilder({ page, ...axeSource }).setLegacyMode().options({ resultTypes: ['violations'] });
      const { violations } = await (rules ? builder.withRules(rules) : builder.disableRules(WAIVED)).analyze();
      for (const { id, nodes } of violations) {
        for (const { target, html } of nodes) {
          // A menu scrolls with the arrow keys, which move the focus. Axe accepts only a tab stop.
          if (id === 'scrollable-region-focusable' && html.includes('role="menu"')) continue;
          note(`${id} at ${target.join(' ')}`);
        }
      }
    },
  };
}

/** Opens and closes each `opens` state of the shown entry, and calls `look` while it is open. */
async function eachOpened(
  { page, note }: { page: Page; note: (what: string) => void },
  look: (at: number) => Promise<void>,
): Promise<void> {
  const states = page.locator('[data-opens]');
  for (let at = 0; at < (await states.count()); at++) {
    const width = (await page.locator('main').boundingBox())!.width;
    await states.nth(at).locator('[aria-haspopup="menu"], [role="combobox"], .stage > .button').first().click();
    await look(at + 1);
    const widthOpen = (await page.locator('main').boundingBox())!.width;
    if (widthOpen !== width) note(`moves the page by ${width - widthOpen} pixels when ${at + 1} is open`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
}

it('finds a component by keyboard and shows it in a frame as wide as a phone', async () => {
  const { page, problems, axe } = await open({ viewport: { width: 1200, height: 800 } });
  await page.goto(url);
  await page.keyboard.press('Tab');
  await page.keyboard.type('toast');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'ToastHost' }).waitFor();
  await page.getByText('Phone', { exact: true }).click();
  const frame = page.frameLocator('iframe');
  await frame.getByRole('heading', { level: 1, name: 'ToastHost' }).waitFor();
  expect(await frame.locator('html').evaluate((root) => root.ownerDocument.defaultView!.innerWidth)).toBe(390);
  await axe();
  expect(problems).toEqual([]);
});

describe.concurrent('every component in its states', () => {
  it('has no errors or violations on a wide screen, in light and dark', async () => {
    const shown = await open({ viewport: { width: 1000, height: 800 } });
    const { page, names, problems, show, picture, axe } = shown;
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) {
      await show(name);
      await picture('light');
      await axe();
      await eachOpened(shown, async (at) => {
        await picture(`light-open-${at}`);
        await axe();
      });
      await page.emulateMedia({ colorScheme: 'dark' });
      await picture('dark');
      await page.emulateMedia({ colorScheme: 'light' });
    }
    expect(problems).toEqual([]);
  });

  it('fits on a phone and has enough contrast in the dark theme', async () => {
    const phone = {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      colorScheme: 'dark',
    } as const;
    const shown = await open(phone);
    const { page, names, problems, note, show, picture, axe } = shown;
    for (const name of names) {
      await show(name);
      await picture('phone');
      await axe(['color-contrast']);
      if ((await overflowOf(page)) > 0) note('scrolls sideways');
      await eachOpened(shown, async (at) => {
        await picture(`phone-open-${at}`);
        if ((await overflowOf(page)) > 0) note(`scrolls sideways when ${at} is open`);
      });
    }
    expect(problems).toEqual([]);
  });
});
