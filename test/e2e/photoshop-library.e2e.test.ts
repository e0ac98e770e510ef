import { eventually } from '../support/browser/eventually';
import { startPhotoshop, type PhotoshopPanels } from './photoshop-panel';
import { TINY_SUPIR } from './tiny-supir';

jest.setTimeout(240_000);

let photoshop: PhotoshopPanels;
beforeAll(async () => {
  photoshop = await startPhotoshop([]);
});
afterAll(() => photoshop.close());

test('in Photoshop the panel names pages to open and files to choose, and verifies what was chosen', async () => {
  const { page, close } = await photoshop.open();
  await page.locator('#section-models-toggle').click();
  await page.locator('#need-supir-choose').waitFor();
  await eventually(() => page.locator('[id^=need-][id$=-download]').count(), 0);
  expect(await page.locator('#need-supir a').getAttribute('href')).toBe(
    'https://huggingface.co/Kijai/SUPIR_pruned',
  );
  await page.locator('#need-supir-copy').click();
  await page.locator('#need-supir-copy[data-copied=true]').waitFor();
  await page.locator('#model-input').setInputFiles(TINY_SUPIR.supir);
  await page.locator('#model-supir-verify').click();
  await page.locator('#model-supir-verdict[data-verdict=unknown]').waitFor();
  await eventually(() => page.locator('#model-supir-keep').count(), 0);
  await close();
});
