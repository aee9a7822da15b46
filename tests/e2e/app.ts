import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { expect } from 'vitest';
import type { LocalBackend } from '../../local/start';
import { startBackend } from '../flow/start-backend';
import { PROJECT_ROOT } from '../../local/state-dir';

export const SCREENSHOTS = path.join(PROJECT_ROOT, 'tests/e2e/screenshots');

/** The browser at CHROMIUM_PATH, else Debian's Chromium, else Playwright's own. */
const CHROMIUM = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (file) => file && existsSync(file),
);

export interface TestApp {
  backend: LocalBackend;
  url: string;
  /** Opens a page in a session of its own and collects its errors. */
  open(options?: BrowserContextOptions): Promise<WatchedPage>;
  stop(): Promise<void>;
}

export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Uncaught errors, console errors and violations of the Content-Security-Policy so far. */
  problems: string[];
}

/** The built app, served as in production, with a local backend that contains the demo startups. */
export async function startApp(): Promise<TestApp> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-e2e-'));
  const backend = await startBackend({ stateDir, seed: true });
  const outputs = path.join(stateDir, 'amplify_outputs.json');
  await writeFile(outputs, JSON.stringify(backend.outputs));
  process.env.FIRSTLIGHT_OUTPUTS = outputs;
  const outDir = path.join(stateDir, 'dist');
  const common = { root: PROJECT_ROOT, logLevel: 'warn', build: { outDir, emptyOutDir: true } } as const;
  await build(common);
  const port = await freePort();
  const server: PreviewServer = await preview({ ...common, preview: { port, host: '127.0.0.1', strictPort: true } });
  const browser = await launchBrowser();

  return {
    backend,
    url: `http://127.0.0.1:${port}`,
    async open(options) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        timezoneId: 'Europe/Berlin',
        locale: 'en-GB',
        ...options,
      });
      context.setDefaultTimeout(45_000);
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(`console: ${message.text()}`);
      });
      return { page, context, problems };
    },
    async stop() {
      await browser.close();
      await new Promise((closed) => server.httpServer.close(closed));
      await backend.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/** Launches Chromium and creates the folder for screenshots. */
export async function launchBrowser(): Promise<Browser> {
  await mkdir(SCREENSHOTS, { recursive: true });
  return chromium.launch({
    ...(CHROMIUM && { executablePath: CHROMIUM }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
}

/** Signs in with the app's form. Resolves on the dashboard. */
export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page
    .locator('form')
    .getByRole('button', { name: /sign in/i })
    .click();
  await page.waitForURL(/\/dashboard/);
}

/** Takes a screenshot and fails on violations that axe finds, except of the rules in `waived`. */
export async function inspect(page: Page, name: string, waived: string[] = []): Promise<void> {
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
  const { violations } = await new AxeBuilder({ page }).disableRules(waived).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  expect(found, `axe on ${name}`).toEqual([]);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Pixels by which a page is wider than its window. Not compared with innerWidth: a phone zooms out until the page fits. */
export async function overflowOf(page: Page): Promise<number> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width - page.viewportSize()!.width;
}
