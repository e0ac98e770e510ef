import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { launchChromium } from '../../../../scripts/lib/browser/chromium';
import { eventually } from '../../../support/browser/eventually';
import type { PageReport } from './page/entry';
import { createSite, frameAround, LARGE_FILE_BYTES, type Site } from './site';

jest.setTimeout(120_000);

let browser: Browser;
let site: Site;
let context: BrowserContext;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), createSite('none')]);
});
afterAll(async () => {
  await browser.close();
  await site.remove();
});
beforeEach(async () => {
  await site.deploy('build-1');
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await site.start();
});

async function reportOf(page: Page | Frame): Promise<PageReport> {
  // A page that is about to start again never resolves, and is asked again once it has.
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return await page.evaluate<PageReport>('serviceWorkerTest');
    } catch (error) {
      if (!/context was destroyed|navigat|not defined/i.test(String(error))) throw error;
      await page.waitForLoadState('load');
    }
  }
  throw new Error('the page starts again and again');
}

async function openPage(path = ''): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site.url + path);
  return page;
}

const NEXT_BUILD_MS = 30_000;

/**
 * A page of the next build. It is taken when no page of the old one is left, which a browser may see
 * a while after the last was closed; until then a page is wholly of the old one.
 */
async function openedAfter(last: Page): Promise<Page> {
  const end = Date.now() + NEXT_BUILD_MS;
  for (let page = last; ;) {
    await page.close();
    page = await openPage();
    const { version, script, isolated } = await reportOf(page);
    expect([script, isolated]).toEqual([`script of ${version}`, true]);
    if (version === 'build-2') return page;
    if (Date.now() > end) throw new Error(`the page is still of ${version}`);
  }
}

const ISOLATED = {
  version: 'build-1',
  script: 'script of build-1',
  outcome: 'registered',
  isolated: true,
  fromThread: 42,
};

test('a page in a frame of another site gets threads, and starts again once for it', async () => {
  const editor = await frameAround(site.url);
  const page = await context.newPage();
  await page.goto(editor.url);
  const frame = page.frames()[1]!;
  await expect(reportOf(frame)).resolves.toEqual({ ...ISOLATED, starts: 2 });
  await page.reload();
  await expect(reportOf(page.frames()[1]!)).resolves.toEqual({ ...ISOLATED, starts: 3 });
  await editor.close();
});

test('a page in a tab gets threads, and starts without a network', async () => {
  const page = await openPage();
  await expect(reportOf(page)).resolves.toEqual({ ...ISOLATED, starts: 2 });
  await site.stop();
  await page.reload();
  await expect(reportOf(page)).resolves.toMatchObject(ISOLATED);
  await page.goto(`${site.url}index.html?lang=en`);
  await expect(reportOf(page)).resolves.toMatchObject(ISOLATED);
});

test('a page never gets files of two builds', async () => {
  const page = await openPage();
  await reportOf(page);
  await site.deploy('build-2');
  await page.reload();
  await expect(reportOf(page)).resolves.toMatchObject(ISOLATED);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const next = registration.installing;
    if (next) await new Promise((resolve) => next.addEventListener('statechange', resolve));
  });
  await page.reload();
  await expect(reportOf(page)).resolves.toMatchObject(ISOLATED);
  const next = await openedAfter(page);
  await eventually(() => next.evaluate(async () => (await caches.keys()).length), 1);
});

test('a large file is kept when it was used, and never taken from another build', async () => {
  const page = await openPage();
  await reportOf(page);
  const size = () =>
    page.evaluate(async () => (await (await fetch('large.bin')).arrayBuffer()).byteLength);
  await site.deploy('build-2');
  await expect(size()).rejects.toThrow(/fetch/i);
  await site.deploy('build-1');
  await expect(size()).resolves.toBe(LARGE_FILE_BYTES);
  await site.stop();
  await expect(size()).resolves.toBe(LARGE_FILE_BYTES);
});

test('a part of a file comes from the kept one', async () => {
  const page = await openPage();
  await reportOf(page);
  await site.stop();
  const part = await page.evaluate(async () => {
    const response = await fetch('version.txt', { headers: { Range: 'bytes=2-4' } });
    return [response.status, response.headers.get('Content-Range'), await response.text()];
  });
  expect(part).toEqual([206, 'bytes 2-4/7', 'ild']);
});

test('what is no part of the build goes to the network', async () => {
  const page = await openPage();
  await reportOf(page);
  const status = await page.evaluate(async () => (await fetch('missing.txt')).status);
  expect(status).toBe(404);
});

test('a page that its server isolates is left alone, unless it is to work offline', async () => {
  const isolated = await createSite('all');
  const page = await context.newPage();
  await page.goto(isolated.url);
  await expect(reportOf(page)).resolves.toMatchObject({
    outcome: 'not-needed',
    isolated: true,
    starts: 1,
  });
  expect(
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
  ).toBe(0);
  await page.goto(`${isolated.url}?offline`);
  await expect(reportOf(page)).resolves.toMatchObject({ outcome: 'registered', starts: 2 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect(reportOf(page)).resolves.toMatchObject({ isolated: true, starts: 3 });
  await isolated.remove();
});
