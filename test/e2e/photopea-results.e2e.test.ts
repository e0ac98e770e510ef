import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import type { PanelPlace } from '../../scripts/demo/controls';
import { tryTile } from '../../scripts/demo/try-panel';
import { noise, paintedLayer, psdBytes } from '../emulators/photopea/painted-documents';
import { readSaved } from '../hosts/contract/saved';
import { eventually } from '../support/browser/eventually';
import { insertWhenAsked } from './insert-when-asked';
import { outcome } from './outcome';
import { ready, startPhotopeaPanel, type PhotopeaPanel } from './photopea-panel';

jest.setTimeout(240_000);

const DOCUMENT = psdBytes({
  width: 120,
  height: 90,
  children: [paintedLayer('photo', 120, 90, noise, { id: 3 })],
});

let built: PhotopeaPanel;
beforeAll(async () => {
  built = await startPhotopeaPanel();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

function places(panel: PanelPlace): Promise<(string | null)[]> {
  return panel
    .locator('#results-strip [role=option]')
    .evaluateAll((options) => options.map((option) => option.getAttribute('data-placed')));
}

test('Photopea’s frame tries a tile, and keeps results over a reload: compared, inserted again, saved', async () => {
  const emulated = await built.open();
  const { page, panel } = emulated;
  await emulated.open({ name: 'photo.psd', bytes: DOCUMENT });
  await emulated.select({ tool: 'ellipse', from: [20, 15], to: [50, 40] });
  await ready(emulated);
  const names = async (): Promise<readonly string[]> =>
    readSaved(await emulated.savePsd()).layers.map(({ name }) => name);

  // A tile is tried first: shown in the frame, and in no layer.
  expect(await tryTile(panel, { x: 30, y: 25 })).toMatchObject({ restorer: 'fast', tiles: 1 });
  expect(await names()).toEqual(['photo']);
  expect(await outcome(panel)).toBe('done');
  expect(await places(panel)).toEqual(['inserted']);

  // The next one waits to be chosen, and takes the place of the newest layer in one step.
  const inserted = await names();
  await insertWhenAsked(panel);
  expect(await outcome(panel)).toBe('done');
  expect(await places(panel)).toEqual(['aside', 'inserted']);
  await panel.locator('#results-replace').click();
  await eventually(() => places(panel), ['inserted', 'aside']);
  expect(await names()).toHaveLength(inserted.length);
  await emulated.undo();
  expect(await names()).toEqual(['photo']);

  const frame = page.frames().find((one) => one !== page.mainFrame());
  await frame?.evaluate(() => {
    location.reload();
  });
  await ready(emulated);
  await eventually(() => places(panel), ['inserted', 'aside']);
  await panel.locator('#results-compare').selectOption('original');
  await panel.locator('#results-pair').waitFor();

  await panel.locator('#results-insert').click();
  await panel.locator('#status[data-state=done]').waitFor({ state: 'attached' });

  const coming = page.waitForEvent('download');
  await panel.locator('#results-save').click();
  expect(decode(await readFile(await (await coming).path()))).toMatchObject({ depth: 8 });
});
