import type { LayerResult } from '../../../src/core/document';
import { rect, scaleRect, type Rect } from '../../../src/core/geometry';
import { cropImage } from '../../../src/core/image';
import { createMask, cropMask, type Mask } from '../../../src/core/mask';
import { shownOnly } from '../../../src/restore/adjust/shown-only';
import { noisyImage } from '../../panel/stories/kept';

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
