import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { serve, type Server } from '../../scripts/lib/serve.mjs';
import { launchChromium } from '../../scripts/lib/browser/chromium';
import { eventually } from '../support/browser/eventually';
import { ready, selectRectangle } from './page/built-page';

jest.setTimeout(120_000);

const WEB = path.resolve(__dirname, '../../dist/web');
const OTHER_PICTURE = path.resolve(__dirname, '../fixtures/photos/cat-chelsea.png');

let browser: Browser;
let server: Server;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serve(WEB, { isolation: 'none' })]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A first visit whose service worker is not ready before `installed` is called. */
async function visit(): Promise<{ page: Page; installed: () => Promise<void> }> {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const held = new Promise((resolve) => Object.assign(window, { installed: resolve }));
    Object.defineProperty(ServiceWorkerContainer.prototype, 'ready', { get: () => held });
    Clipboard.prototype.writeText = (copied) => {
      Object.assign(window, { copied });
      return Promise.resolve();
    };
  });
  await page.goto(server.url);
  await ready(page);
  return { page, installed: () => page.evaluate('void setTimeout(installed)') };
}

const startedAgain = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('navigation')
      .some((entry) => (entry as PerformanceNavigationTiming).type === 'reload'),
  );

/** What came of the service worker, as the text for a bug report tells it. */
async function serviceWorker(page: Page): Promise<string | undefined> {
  await page.locator('#about-copy-diagnostics').click();
  const text = await page.evaluate(() => (window as { readonly copied?: string }).copied);
  if (text === undefined) return undefined;
  const { panel } = JSON.parse(text) as { panel: { place: { serviceWorker: string } } };
  return panel.place.serviceWorker;
}

/** The page had its reason to start again, and has decided otherwise. */
async function staysAsItIs(page: Page): Promise<void> {
  await page.locator('#about').click();
  await eventually(() => serviceWorker(page), 'registered');
  expect(await startedAgain(page)).toBe(false);
}

it('starts again for threads while nothing has been done', async () => {
  const { page, installed } = await visit();
  await Promise.all([page.waitForEvent('load'), installed()]);
  await eventually(() => startedAgain(page), true);
  await page.context().close();
});

it('does not start again with a picture that the user has opened', async () => {
  const { page, installed } = await visit();
  await page.locator('#file-input').setInputFiles(OTHER_PICTURE);
  await eventually(() => page.locator('#region-size').innerText(), '451 × 300');
  await installed();
  await staysAsItIs(page);
  await page.context().close();
});

it('does not start again with a selection drawn on the sample', async () => {
  const { page, installed } = await visit();
  await selectRectangle(page);
  await installed();
  await staysAsItIs(page);
  await page.context().close();
});
