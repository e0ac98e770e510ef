import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { buildEmbeddedModel } from '../../models/build-embedded.mjs';
import { BUNDLE_NAME, bundlePage, type Bundle } from '../../scripts/lib/browser/bundle';
import { launchChromium } from '../../scripts/lib/browser/chromium';
import type { FileRun, FromFilePage } from './page/from-file';

jest.setTimeout(240_000);

let bundle: Bundle;
let browser: Browser;
let page: Page;
let worker = '';

beforeAll(async () => {
  bundle = await bundlePage('test/engine/page/from-file.ts', undefined, { whole: true });
  await buildEmbeddedModel(join(bundle.folder, 'models'));
  const scripts = (await readdir(bundle.folder)).filter((name) => name.endsWith('.js'));
  [worker = ''] = scripts.filter((name) => name !== BUNDLE_NAME);
  browser = await launchChromium({ webgpu: true });
  page = await browser.newPage();
  await page.exposeFunction('readFile', async (name: string) =>
    (await readFile(join(bundle.folder, name))).toString('base64'),
  );
  await page.goto(pathToFileURL(join(bundle.folder, 'index.html')).href);
  await page.waitForFunction(() => 'testPage' in globalThis);
});
afterAll(async () => {
  await browser.close();
  await bundle.remove();
});

function restore(device: 'wasm' | 'webgpu'): Promise<FileRun> {
  return page.evaluate(
    (job) => (globalThis as unknown as { testPage: FromFilePage }).testPage.restore(job),
    { worker, device } as const,
  );
}

test.each(['wasm', 'webgpu'] as const)(
  'a page from a file, that may fetch nothing, restores on %s with bytes alone',
  async (device) => {
    const run = await restore(device);
    expect(run).toMatchObject({ device, origin: 'null', canFetch: false, isolated: false });
    expect(run.values).toBeGreaterThan(50);
  },
);
