import { eventually } from '../support/browser/eventually';
import { startPhotopeaPanel, type PhotopeaPanel } from './photopea-panel';
import { TINY_SUPIR } from './tiny-supir';

jest.setTimeout(300_000);

let built: PhotopeaPanel;
beforeAll(async () => {
  built = await startPhotopeaPanel();
}, 300_000);
afterAll(() => built.close());
afterEach(() => built.closeTabs());

test('Photopea’s frame, which gets no handles, remembers files that the browser keeps', async () => {
  const { page, panel } = await built.open();
  await panel.locator('#section-models-toggle').click();
  await panel.locator('#model-input').setInputFiles(TINY_SUPIR.supir);
  await panel.locator('#model-supir-keep').click();
  await panel.locator('#kept-files .model').waitFor();
  // Dialogs for places belong to pages of their own.
  await panel.locator('#need-sdxl-download').click();
  await panel.locator('#need-sdxl-accept').waitFor();
  await eventually(() => panel.locator('#need-sdxl-accept-file').count(), 0);

  const frame = page.frames().find((one) => one !== page.mainFrame());
  await frame?.evaluate(() => {
    location.reload();
  });
  await panel.locator('#model-supir[data-state=open]').waitFor({ state: 'attached' });
  await eventually(() => panel.locator('#kept-files .model').count(), 1);
});
