import { PLAIN_LOOK, type LayerResult } from '../../../src/core/document';
import { rect, type DocRect } from '../../../src/core/geometry';
import { cropImage, type Image } from '../../../src/core/image';
import { createMask, type Mask } from '../../../src/core/mask';
import { createAdjuster } from '../../../src/restore/adjust/adjuster';
import { NO_ADJUSTMENT } from '../../../src/restore/adjust/adjustment';
import { createRoughAdjuster } from '../../../src/restore/adjust/rough-adjuster';
import { picture } from './pictures';

const PLACE: DocRect = rect(20, 10, 80, 60);
const CANVAS = { width: 200, height: 150 };
/** From here on the source is half transparent. */
const THIN_FROM = 50;
const GROWN = { ...NO_ADJUSTMENT, maskEdge: { grow: 12, feather: 0 } };
const SOFT = { ...NO_ADJUSTMENT, maskEdge: { grow: 0, feather: 3 } };

function thinned(image: Image): Image {
  const out = cropImage(image, { x: 0, y: 0, width: image.width, height: image.height });
  for (let i = 0; i < image.width * image.height; i++) {
    if (i % image.width >= THIN_FROM) out.data[i * 4 + 3] = 128;
  }
  return out;
}

/** Columns that the mask shows, in the middle row. */
function columns({ width, height, data }: Mask): readonly [first: number, last: number] {
  const row = data.subarray((height >> 1) * width, ((height >> 1) + 1) * width);
  return [row.findIndex((v) => v > 0), row.findLastIndex((v) => v > 0)];
}

const IMAGE = thinned(picture('cat-chelsea.png', PLACE));
function resultOf(clipped: boolean): LayerResult {
  const mask = createMask(PLACE);
  for (let y = 20; y < 40; y++) mask.data.fill(255, y * 80 + 30, y * 80 + 46);
  return {
    mode: 'in-place',
    above: { documentId: 'd', layerId: 'l' },
    name: 'Restored',
    rect: PLACE,
    look: { ...PLAIN_LOOK, clipped },
    image: IMAGE,
    mask,
  };
}
const source = (clipped: boolean) => ({
  result: resultOf(clipped),
  original: IMAGE,
  canvas: CANVAS,
});

test('a mask grows and fades over what is opaque, where nothing clips the result', async () => {
  const plain = createAdjuster(source(false));
  expect(columns((await plain.adjust(GROWN)).mask)).toEqual([18, THIN_FROM - 1]);
  expect(columns((await plain.adjust(SOFT)).mask)[1]).toBe(THIN_FROM - 1);
});

test('and anywhere, where its source decides what shows of it', async () => {
  const clipped = createAdjuster(source(true));
  expect(columns((await clipped.adjust(GROWN)).mask)).toEqual([18, 57]);
});

test('what was shown as the result was made stays', async () => {
  const { result, ...rest } = source(false);
  const wide = { ...result, mask: createMask(PLACE, 255) };
  const adjusted = await createAdjuster({ ...rest, result: wide }).adjust(SOFT);
  expect(columns(adjusted.mask)[1]).toBeGreaterThan(THIN_FROM + 10);
});

test('the rough picture shows no more', async () => {
  const rough = createRoughAdjuster(source(false), 2000)!;
  const { mask } = await rough.adjust(GROWN, new AbortController().signal);
  expect(mask.width).toBe(40);
  const [first, last] = columns(mask);
  expect(first).toBe(9);
  expect(last).toBeLessThan(THIN_FROM / 2);
});
