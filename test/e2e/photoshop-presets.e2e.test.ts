import { eventually } from '../support/browser/eventually';
import { startPhotoshop, type PhotoshopPanels } from './photoshop-panel';

jest.setTimeout(240_000);

let photoshop: PhotoshopPanels;
beforeAll(async () => {
  photoshop = await startPhotoshop([]);
});
afterAll(() => photoshop.close());

test('in Photoshop one’s own prompt presets are kept, and go in and out by the clipboard', async () => {
  const { page, close } = await photoshop.open();
  const own = (): Promise<string | null> =>
    page.locator('#setting-prompt-preset').getAttribute('data-own');
  await page.locator('label:has(#setting-restorer-supir)').click();
  await page.locator('#setting-prompt-preset').selectOption('portrait');
  await page.locator('#setting-prompt').fill('a portrait of my sister');
  await page.locator('#prompt-preset-save-as').click();
  await page.locator('#prompt-preset-name').fill('Sister');
  await page.locator('#prompt-preset-name-ok').click();
  await eventually(own, '1');
  await page.locator('#prompt-presets-export').click();
  await page.locator('#prompt-presets-news[data-news=copied]').waitFor();
  await page.locator('#prompt-preset-delete').click();
  await eventually(own, '0');
  await page.locator('#prompt-presets-import').click();
  await page.locator('#prompt-presets-news[data-news=imported]').waitFor();
  const names = page.locator('#setting-prompt-preset optgroup').nth(1).locator('option');
  expect((await names.allTextContents()).map((name) => name.trim())).toEqual(['Sister']);
  await close();
});
