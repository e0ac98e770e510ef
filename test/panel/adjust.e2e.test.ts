import type { Page } from 'playwright-core';
import { decode } from 'fast-png';
import { readFile } from 'node:fs/promises';
import { eventually } from '../support/browser/eventually';
import { selectRectangle, settled, startBuiltPage, type BuiltPage } from './page/built-page';
import { faintTexts } from './page/contrast';
import { overflowing } from './page/overflow';

jest.setTimeout(240_000);

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

async function afterRun(options: Parameters<BuiltPage['open']>[0] = {}): Promise<Page> {
  // A save dialog cannot be answered from here; without it the page offers a download.
  const page = await built.open(options, async (fresh) => {
    await fresh.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'showSaveFilePicker');
    });
  });
  await selectRectangle(page);
  await page.locator('#section-advanced-toggle').click();
  await page.locator('#setting-device-wasm').check();
  await page.locator('#upscale').click();
  expect(await settled(page)).toBe('done');
  await page.locator('#section-adjust-toggle').click();
  return page;
}

async function typeNumber(page: Page, id: string, text: string): Promise<void> {
  await page.locator(`#${id} input:not([type=range])`).fill(text);
  await page.keyboard.press('Enter');
}

const attribute = (page: Page, name: string): Promise<string | null> =>
  page.locator('#adjust').getAttribute(name);

/** The colours that the comparison shows, as one text. */
function compared(page: Page): Promise<string> {
  return page
    .locator('#compare canvas')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

async function savedPng(page: Page): Promise<Uint8Array> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#save-png').click(),
  ]);
  return Uint8Array.from(decode(await readFile(await download.path())).data);
}

it('follows in the comparison, is applied in one step, and undone by one', async () => {
  const page = await afterRun();
  const before = await compared(page);
  const inserted = await savedPng(page);
  const thumbnail = () => page.locator('#results-strip .results-picture').getAttribute('src');
  const asMade = await thumbnail();
  expect(await page.locator('#adjust-apply').getAttribute('disabled')).not.toBeNull();

  await typeNumber(page, 'adjust-strength', '0');
  await eventually(() => attribute(page, 'data-state'), 'shown');
  expect(await attribute(page, 'data-applied')).toBe('false');
  await eventually(async () => (await compared(page)) !== before, true);
  expect(await savedPng(page)).toEqual(inserted);

  await page.locator('#adjust-apply').click();
  await eventually(() => attribute(page, 'data-applied'), 'true');
  const original = await savedPng(page);
  expect(original).not.toEqual(inserted);

  // What is kept of it is adjusted as well.
  await page.locator('#results-strip [data-adjusted=true]').waitFor();
  await eventually(async () => (await thumbnail()) !== asMade, true);
  await page.locator('#result-close').click();
  await page.locator('#results-adjust').click();
  await eventually(() => attribute(page, 'data-applied'), 'true');
  expect(await page.locator('#adjust-strength').getAttribute('data-value')).toBe('0');

  await page.locator('#undo').click();
  await eventually(async () => Buffer.compare(await savedPng(page), inserted), 0);
  await page.locator('#undo').click();
  // At no strength the layer was the document's own pixels.
  await eventually(async () => Buffer.compare(await savedPng(page), original), 0);
});

it('is done with the keyboard alone, and taken back', async () => {
  const page = await afterRun();
  await page.locator('#adjust-detail input[type=range]').focus();
  await page.keyboard.press('ArrowLeft');
  await eventually(() => page.locator('#adjust-detail').getAttribute('data-value'), '0.99');
  await page.locator('#adjust-apply:not([disabled])').focus();
  await page.keyboard.press('Enter');
  await eventually(() => attribute(page, 'data-applied'), 'true');
  // Both buttons were disabled meanwhile; the focus is where the controls begin.
  await page.waitForFunction(() => document.activeElement?.id === 'section-adjust-toggle');
  await page.locator('#adjust-reset').focus();
  await page.keyboard.press('Enter');
  await eventually(() => page.locator('#adjust-detail').getAttribute('data-value'), '1');
  await page.waitForFunction(() => document.activeElement?.id === 'section-adjust-toggle');
});

it('fits into 240 pixels in both languages', async () => {
  for (const locale of ['en-US', 'zh-CN']) {
    const page = await afterRun({ locale });
    await page.setViewportSize({ width: 240, height: 1400 });
    await eventually(() => overflowing(page), []);
    await eventually(() => faintTexts(page, 4.5), []);
    await page.context().close();
  }
});
