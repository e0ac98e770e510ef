import { decode } from 'fast-png';
import { readPng } from '../../src/pixels/png/read-png';
import { tryTile } from '../../scripts/demo/try-panel';
import { eventually } from '../support/browser/eventually';
import { groupedPhoto } from './documents';
import { insertWhenAsked } from './insert-when-asked';
import { outcome } from './outcome';
import { show, startPhotoshop, type PhotoshopPanels } from './photoshop-panel';

jest.setTimeout(240_000);

let photoshop: PhotoshopPanels;
beforeAll(async () => {
  photoshop = await startPhotoshop([]);
});
afterAll(() => photoshop.close());

test('in Photoshop a tile is tried, and results are kept, inserted again in one history state, and saved as PNG', async () => {
  const panel = await photoshop.open();
  const { ps, page, close } = panel;
  const { id, newRows } = await show(panel, groupedPhoto(), 'photo');
  const places = (): Promise<(string | null)[]> =>
    page
      .locator('#results-strip [role=option]')
      .evaluateAll((options) => options.map((option) => option.getAttribute('data-placed')));
  const layers = (): number => ps.documents.layers(id).length;

  // A tile is tried first: shown in the panel, and in no layer.
  const untouched = layers();
  expect(await tryTile(page, { x: 40, y: 35 })).toMatchObject({ restorer: 'fast', tiles: 1 });
  expect(layers()).toBe(untouched);
  expect(newRows()).toEqual([]);

  expect(await outcome(page)).toBe('done');
  ps.user.activate(ps.documents.layers(id).find(({ name }) => name === 'photo')!.id);
  expect(await outcome(page)).toBe('done');
  expect(await places()).toEqual(['inserted', 'inserted']);

  // Each of the two is a layer already: there is nothing to be replaced.
  expect(await page.locator('#results-replace').count()).toBe(0);
  const count = layers();
  await page.locator('#results-insert').click();
  await eventually(() => Promise.resolve(layers()), count + 1);
  await eventually(() => Promise.resolve(newRows().length), 3);

  // The next one waits to be chosen, and takes the place of the newest layer in one step.
  await insertWhenAsked(page);
  ps.user.activate(ps.documents.layers(id).find(({ name }) => name === 'photo')!.id);
  expect(await outcome(page)).toBe('done');
  expect(await places()).toEqual(['aside', 'inserted', 'inserted']);
  expect(layers()).toBe(count + 1);
  await page.locator('#results-replace').click();
  await eventually(places, ['inserted', 'aside', 'inserted']);
  expect(layers()).toBe(count + 1);
  expect(newRows()).toHaveLength(4);

  ps.user.picks('/pictures/kept.png');
  await page.locator('#results-save').click();
  await eventually(() => Promise.resolve(ps.disk.has('/pictures/kept.png')), true);
  const saved = ps.disk.read('/pictures/kept.png');
  expect(decode(saved)).toMatchObject({ depth: 8 });
  // The document has no profile: nobody knows what its numbers mean.
  expect(readPng(saved).ancillary.map(({ type }) => type)).toEqual([]);
  await close();
});
