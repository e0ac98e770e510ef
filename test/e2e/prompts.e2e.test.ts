import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { eventually } from '../support/browser/eventually';
import { opaqueNoise, paintedLayer, psdBytes } from '../emulators/photopea/painted-documents';
import { groupedPhoto } from './documents';
import { ready, startPhotopeaPanel } from './photopea-panel';
import { BROWSERS, expectNoNetwork, show, startPhotoshop } from './photoshop-panel';

jest.setTimeout(240_000);

const FOLDER = path.resolve(__dirname, '../fixtures/faults/04-prompt-length');
const CAPTION = readFileSync(path.join(FOLDER, 'caption.txt'), 'utf8').trim();

async function expectCounted(panel: Page | FrameLocator): Promise<void> {
  await panel.locator('#setting-restorer-supir').check();
  await panel.locator('#tokens-prompt[data-state=counted]').waitFor({ timeout: 60_000 });
  await panel.locator('#setting-prompt').fill(CAPTION);
  const meter = panel.locator('#tokens-prompt');
  await eventually(() => meter.getAttribute('data-tokens'), '122');
  expect(await meter.innerText()).toContain('detailed, taken using a Canon EOS R camera');
}

it('prompts are counted in a frame of Photopea', async () => {
  const built = await startPhotopeaPanel();
  try {
    const emulated = await built.open();
    const children = [paintedLayer('photo', 60, 40, opaqueNoise, { id: 3 })];
    await emulated.open({ name: 'a.psd', bytes: psdBytes({ width: 60, height: 40, children }) });
    await ready(emulated);
    await expectCounted(emulated.panel);
  } finally {
    await built.close();
  }
});

it.each(BROWSERS)(
  'prompts are counted in Photoshop, in a page from a file, %s',
  async (_, args) => {
    const panels = await startPhotoshop(args);
    try {
      const panel = await panels.open();
      await show(panel, groupedPhoto(), 'photo');
      await expectCounted(panel.page);
      expectNoNetwork(panel);
    } finally {
      await panels.close();
    }
  },
);
