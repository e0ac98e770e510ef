import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { PanelPlace } from '../../scripts/demo/controls';
import { eventually } from '../support/browser/eventually';
import { startPhotopeaPanel, type PhotopeaPanel } from './photopea-panel';

jest.setTimeout(240_000);

let built: PhotopeaPanel;
beforeAll(async () => {
  built = await startPhotopeaPanel();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

async function saveAs(panel: PanelPlace, name: string): Promise<void> {
  await panel.locator('#prompt-preset-save-as').click();
  await panel.locator('#prompt-preset-name').fill(name);
  await panel.locator('#prompt-preset-name-ok').click();
  await panel.locator('#prompt-presets-news[data-news=added]').waitFor();
}

async function reloadFrame(page: Page): Promise<void> {
  const frame = page.frames().find((one) => one !== page.mainFrame());
  await frame?.evaluate(() => {
    location.reload();
  });
}

const own = (panel: PanelPlace): Promise<string | null> =>
  panel.locator('#setting-prompt-preset').getAttribute('data-own');

test('Photopea’s frame keeps one’s own prompt presets, and files go out of it and into it', async () => {
  const { page, panel } = await built.open();
  await panel.locator('#setting-restorer-supir').check();
  await panel.locator('#setting-prompt-preset').selectOption('drawing');
  await panel.locator('#setting-prompt').fill('a page of a comic');
  await panel.locator('#setting-prompt-preset[data-edited]').waitFor();
  await saveAs(panel, 'Comic');
  await eventually(() => panel.locator('#prompt-preset-back').count(), 0);

  await reloadFrame(page);
  await panel.locator('#setting-prompt-preset[data-own="1"]').waitFor();
  expect(await panel.locator('#setting-prompt').getAttribute('data-value')).toBe(
    'a page of a comic',
  );

  const coming = page.waitForEvent('download');
  await panel.locator('#prompt-presets-export').click();
  const exported = await (await coming).path();
  expect(await readFile(exported, 'utf8')).toContain('"name": "Comic"');
  await panel.locator('#prompt-preset-delete').click();
  await eventually(() => own(panel), '0');
  await panel.locator('#prompt-presets-file').setInputFiles(exported);
  await panel.locator('#prompt-presets-news[data-news=imported]').waitFor();
  expect(await own(panel)).toBe('1');
});
