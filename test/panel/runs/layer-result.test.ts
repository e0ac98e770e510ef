import { forEditor } from '../../../panel/runs/layer-result';
import { shownLayer } from '../../../panel/runs/pictures/shown-layer';
import type { Pictures } from '../../../panel/store/pictures';
import { PLAIN_LOOK, type LayerResult } from '../../../src/core/document';
import { rect } from '../../../src/core/geometry';
import { opaqueCopy, type Image } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import { createAdjuster } from '../../../src/restore/adjust/adjuster';
import { NO_ADJUSTMENT } from '../../../src/restore/adjust/adjustment';
import { noisyImage, summaryOf } from '../stories/kept';

const pictures: Pick<Pictures, 'shown'> = {
  shown: (result, opaque) => Promise.resolve(shownLayer(result, opaque)),
};
const CANVAS = { width: 400, height: 300 };
const SELECTED = rect(40, 40, 20, 12);
const ROOM = 32;

/** Opaque where it is selected, and transparent to the right of that. */
function source(): Image {
  const image = opaqueCopy(noisyImage(SELECTED.width + 2 * ROOM, SELECTED.height + 2 * ROOM));
  for (let y = 0; y < image.height; y++) {
    for (let x = ROOM + SELECTED.width + 5; x < image.width; x++) {
      image.data[(y * image.width + x) * 4 + 3] = 0;
    }
  }
  return image;
}

function kept(clipped = false): LayerResult {
  const image = source();
  const mask = createMask(image);
  for (let y = ROOM; y < ROOM + SELECTED.height; y++) {
    mask.data.fill(255, y * mask.width + ROOM, y * mask.width + ROOM + SELECTED.width);
  }
  return {
    mode: 'in-place',
    above: { documentId: 'doc-1', layerId: 'layer-1' },
    name: 'Restored',
    look: { ...PLAIN_LOOK, clipped },
    rect: rect(SELECTED.x - ROOM, SELECTED.y - ROOM, image.width, image.height),
    image,
    mask,
  };
}

const grownBy = async (grow: number, clipped = false): Promise<LayerResult> =>
  createAdjuster({ result: kept(clipped), original: source(), canvas: CANVAS }).adjust({
    ...NO_ADJUSTMENT,
    maskEdge: { grow, feather: 0 },
  });

const alphas = ({ data }: Image): ReadonlySet<number> =>
  new Set(data.filter((_, i) => i % 4 === 3));

test('the editor gets what the mask shows, and of a grown one more', async () => {
  const summary = summaryOf({ opaque: true });
  const asMade = await forEditor({ summary, result: kept(true) }, pictures);
  expect(asMade.rect).toEqual(SELECTED);
  expect(asMade.mask).toEqual(createMask(SELECTED, 255));
  const grown = await forEditor({ summary, result: await grownBy(20, true) }, pictures);
  expect(grown.rect).toEqual(rect(20, 20, 60, 52));
  expect(grown.image).toMatchObject({ width: 60, height: 52 });
  // It is clipped to its source, which decides what shows of it.
  expect(alphas(grown.image)).toEqual(new Set([255]));
  const shrunk = await forEditor({ summary, result: await grownBy(-4, true) }, pictures);
  expect(shrunk.rect).toEqual(rect(44, 44, 12, 4));
});

test('a layer that is not clipped to its source grows over what is opaque alone', async () => {
  const summary = summaryOf({ opaque: false });
  const asMade = await forEditor({ summary, result: kept() }, pictures);
  expect(asMade.rect).toEqual(SELECTED);
  expect(alphas(asMade.image)).toEqual(new Set([255]));
  const grown = await forEditor({ summary, result: await grownBy(20) }, pictures);
  expect(grown.rect).toEqual(rect(20, 20, 45, 52));
  expect(alphas(grown.image)).toEqual(new Set([255]));
});

test('a mask that has shrunk away still has a layer', async () => {
  const result = await grownBy(-32);
  expect(result.mask.data.some((value) => value > 0)).toBe(false);
  const inserted = await forEditor({ summary: summaryOf({ opaque: false }), result }, pictures);
  expect(inserted.rect).toEqual(result.rect);
});
