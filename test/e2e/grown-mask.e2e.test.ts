import { decode } from 'fast-png';
import { adjust } from '../../scripts/demo/adjust-panel';
import { grow, intersect, isEmpty, rect, scaleSize, type Rect } from '../../src/core/geometry';
import { layerNamed, maskOn, readSaved, type SavedLayer } from '../hosts/contract/saved';
import { largePhoto } from './documents';
import { openInTab, run, startShipped, type Shipped, type Standalone } from './shipped';

jest.setTimeout(240_000);

let shipped: Shipped;
beforeAll(async () => {
  shipped = await startShipped();
});
afterAll(() => shipped.close());
afterEach(() => shipped.closeTabs());

const NEW = 'Restored 2x (Fast)';
const CANVAS = rect(0, 0, 440, 290);
const GROWN = 20;

/** A run on a rectangle, whose mask is grown afterwards. */
async function restored(selected: Rect, mode: 'in-place' | 'smart-object'): Promise<Standalone> {
  const session = await openInTab(shipped, 'large.psd', largePhoto());
  await session.select({ kind: 'rect', ...selected }, 0);
  await run(session.panel, '--scale', '2', '--mode', mode);
  return session;
}

async function layersOf(
  session: Standalone,
): Promise<{ readonly layer: SavedLayer; readonly photo: SavedLayer }> {
  const saved = readSaved(await session.savePsd());
  return { layer: layerNamed(saved, NEW), photo: layerNamed(saved, 'photo') };
}

/** Differences of a layer's colours to the photograph, where its mask shows them beyond `selected`. */
function around(layer: SavedLayer, photo: SavedLayer, selected: Rect): readonly number[] {
  const { x, y, width } = layer.rect;
  return maskOn(layer.mask!, layer.rect).flatMap((value, i) => {
    const at = { x: x + (i % width), y: y + Math.floor(i / width), width: 1, height: 1 };
    if (value !== 255 || !isEmpty(intersect(at, selected))) return [];
    const from = (at.y * photo.rect.width + at.x) * 4;
    return [0, 1, 2].map((c) => Math.abs(layer.pixels[i * 4 + c]! - photo.pixels[from + c]!));
  });
}

it.each([
  ['in the middle', rect(180, 120, 60, 40)],
  ['at the canvas’ corner', rect(0, 0, 60, 40)],
])('a mask %s grows over pixels that were restored', async (_name, selected) => {
  const session = await restored(selected, 'in-place');
  const asMade = await layersOf(session);
  expect(asMade.layer.rect).toEqual(selected);

  await adjust(session.panel, { grow: GROWN });
  const { layer, photo } = await layersOf(session);
  expect(layer.rect).toEqual(intersect(grow(selected, GROWN), CANVAS));
  const differences = around(layer, photo, selected);
  // All but the corners, which are round.
  const ring = (layer.rect.width * layer.rect.height - 60 * 40) * 3;
  expect(differences.length).toBeGreaterThan(0.85 * ring);
  const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
  // A restored picture is like its source, and not the same.
  expect(mean).toBeGreaterThan(0.2);
  expect(mean).toBeLessThan(15);

  await session.press('undo');
  const undone = await layersOf(session);
  expect(undone.layer.rect).toEqual(selected);
  expect(undone.layer.pixels).toEqual(asMade.layer.pixels);
});

it('a smart object grows with its content', async () => {
  const selected = rect(180, 120, 60, 40);
  const session = await restored(selected, 'smart-object');
  const contentOf = async (): Promise<{ readonly width: number; readonly height: number }> =>
    decode((await layersOf(session)).layer.content!);
  expect(await contentOf()).toMatchObject(scaleSize({ width: 60, height: 40 }, 2));
  await adjust(session.panel, { grow: GROWN });
  expect(await contentOf()).toMatchObject(scaleSize({ width: 100, height: 80 }, 2));
  const { layer, photo } = await layersOf(session);
  expect(layer.rect).toEqual(grow(selected, GROWN));
  expect(around(layer, photo, selected).some((difference) => difference > 2)).toBe(true);
});
