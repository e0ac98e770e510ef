import { SCALES, type LayerResult } from '../../../src/core/document';
import { rect, scaleRect, type Rect } from '../../../src/core/geometry';
import { createImage, cropImage } from '../../../src/core/image';
import { createMask, cropMask, type Mask } from '../../../src/core/mask';
import { shownOnly } from '../../../src/restore/adjust/shown-only';
import { compositeMask, docRectOf } from '../../../src/restore/composite';
import { noisyImage } from '../../panel/stories/kept';
import { goOn } from '../../support/breathing';
import { integersFrom } from '../../support/random';

const SIZE = { width: 24, height: 18 };
const base = {
  above: { documentId: 'doc-1', layerId: 'layer-1' },
  name: 'Restored',
  rect: rect(40, 60, 24, 18),
  image: noisyImage(24, 18),
};

function block(area: Rect, value = 255): Mask {
  const mask = createMask(SIZE);
  for (let y = area.y; y < area.y + area.height; y++) {
    mask.data.fill(value, y * SIZE.width + area.x, y * SIZE.width + area.x + area.width);
  }
  return mask;
}

test('what the mask shows is cut out, in its place', () => {
  const mask = block(rect(5, 4, 11, 7), 9);
  const result: LayerResult = { ...base, mode: 'in-place', mask };
  const part = rect(5, 4, 11, 7);
  expect(shownOnly(result)).toEqual({
    ...result,
    rect: rect(45, 64, 11, 7),
    image: cropImage(base.image, part),
    mask: cropMask(mask, part),
  });
});

test('of an enlarged result in whole pixels of the document before', () => {
  const mask = block(rect(5, 4, 11, 7));
  const result: LayerResult = { ...base, mode: 'enlarge', scale: 4, mask };
  const part = rect(4, 4, 12, 8);
  expect(shownOnly(result)).toEqual({
    ...result,
    rect: rect(44, 64, 12, 8),
    image: cropImage(base.image, part),
    mask: cropMask(mask, part),
  });
});

test('of a smart object as much of its content', () => {
  const mask = block(rect(5, 4, 11, 7));
  const content = noisyImage(72, 54, 16, 3);
  const result: LayerResult = { ...base, mode: 'smart-object', scale: 3, mask, content };
  const shown = shownOnly(result);
  expect(shown).toMatchObject({ rect: rect(45, 64, 11, 7) });
  expect(shown.mode === 'smart-object' && shown.content).toEqual(
    cropImage(content, scaleRect(rect(5, 4, 11, 7), 3)),
  );
  const same = shownOnly({ ...result, scale: 1, content: base.image });
  expect(same.mode === 'smart-object' && same.content).toBe(same.image);
});

test.each(SCALES)(
  'of what a run kept it is the very mask, in the very place, that the selection makes, at scale %i',
  async (scale) => {
    const random = integersFrom(scale);
    const contextRect = rect(300, 100, 150, 140);
    const selection = createMask(contextRect);
    // Soft, with holes, and faint where it begins and ends.
    for (let y = 51; y < 97; y++) {
      for (let x = 44; x < 103; x++) selection.data[y * 150 + x] = random(3) * random(100);
    }
    selection.data[50 * 150 + 43] = 1;
    selection.data[97 * 150 + 103] = 1;
    const canvas = { width: 900, height: 700 };
    const maskEdge = { grow: 0, feather: 0 };
    const kept = await compositeMask({ contextRect, canvas, selection, maskEdge }, goOn);
    const mask = await kept.enlarged(scale, goOn);
    const shown = shownOnly({
      ...base,
      mode: 'enlarge',
      scale,
      rect: docRectOf(kept.region, contextRect, scale),
      image: createImage(mask, 8),
      mask,
    });
    expect(shown.rect).toEqual(docRectOf(rect(43, 50, 61, 48), contextRect, scale));
    expect(shown.mask).toEqual(await kept.within(kept.shown).enlarged(scale, goOn));
  },
);

test.each([
  ['that shows everywhere', block(rect(0, 0, 24, 18))],
  [
    'that shows in two corners',
    (() => {
      const mask = createMask(SIZE);
      mask.data[0] = 1;
      mask.data[mask.data.length - 1] = 1;
      return mask;
    })(),
  ],
  ['that shows nothing any more', createMask(SIZE)],
])('a mask %s leaves the very result', (_name, mask) => {
  const result: LayerResult = { ...base, mode: 'in-place', mask };
  expect(shownOnly(result)).toBe(result);
});
