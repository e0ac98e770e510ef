import type { LayerResult } from '../../../src/core/document';
import { rect, rectOfSize } from '../../../src/core/geometry';
import { createMask } from '../../../src/core/mask';
import { scaleView } from '../../../src/pixels/scale-view';
import { toDepth } from '../../../src/pixels/depth';
import { createAdjuster, type AdjustSource } from '../../../src/restore/adjust/adjuster';
import { NO_ADJUSTMENT, type Adjustment } from '../../../src/restore/adjust/adjustment';
import { createRoughAdjuster } from '../../../src/restore/adjust/rough-adjuster';
import { resized } from '../pictures';
import { distance, picture, restoredFrom } from './pictures';

const GO_ON = new AbortController().signal;
const SIZE = { width: 1601, height: 1000 };
const ORIGINAL = picture('architecture-pagoda.jpg', SIZE, 16);

function source(scale: 1 | 2): AdjustSource {
  const original =
    scale === 1 ? ORIGINAL : resized(ORIGINAL, { width: 801, height: 500 }, 'bicubic');
  const image = restoredFrom(
    scale === 1 ? ORIGINAL : resized(original, { width: 1602, height: 1000 }, 'bicubic'),
  );
  const mask = createMask(image, 255);
  const base = { above: { documentId: 'd', layerId: 'l' }, name: 'Restored', mask, image };
  const result: LayerResult = {
    ...base,
    mode: 'enlarge',
    scale,
    rect: rect(40, 40, image.width, image.height),
  };
  return { result, original, canvas: { width: 4000, height: 4000 } };
}

const CHANGES: readonly Partial<Adjustment>[] = [
  { strength: 0.4 },
  { detail: 0.7 },
  { detail: 0.05 },
  { colorFix: 'wavelet', strength: 0.9 },
  { colorFix: 'adain', detail: 0.5 },
];

test.each([1, 2] as const)('shows small about what the result becomes, at %ix', async (scale) => {
  const from = source(scale);
  const rough = createRoughAdjuster(from)!;
  const whole = createAdjuster(from);
  await rough.prepare(GO_ON);
  for (const change of CHANGES) {
    const adjustment = { ...NO_ADJUSTMENT, ...change };
    const { image, mask } = await rough.adjust(adjustment, GO_ON);
    expect(image).toMatchObject({ width: 801, height: 500, depth: 8 });
    expect(mask).toMatchObject({ width: 801, height: 500 });
    const small = (of: LayerResult) => {
      const all = rectOfSize(of.image);
      return scaleView(toDepth(of.image, 8), all, all, image);
    };
    const wanted = small(await whole.adjust(adjustment));
    expect(distance(image, wanted)).toBeLessThan(1);
    expect(distance(image, wanted)).toBeLessThan(distance(small(from.result), wanted) / 4);
  }
});

test('its mask moves as far as that of the result', async () => {
  const rough = createRoughAdjuster(source(1))!;
  const edge = { ...NO_ADJUSTMENT, maskEdge: { grow: -20, feather: 0 } };
  const { mask } = await rough.adjust(edge, GO_ON);
  const middle = 250 * mask.width;
  expect([mask.data[middle + 9], mask.data[middle + 10]]).toEqual([0, 255]);
});

test('a small result needs none, and a call is called off', async () => {
  const size = { width: 600, height: 400 };
  const image = picture('cat-chelsea.png', size);
  const { result, canvas } = source(1);
  const small = { ...result, image, mask: createMask(size, 255), rect: rect(0, 0, 600, 400) };
  expect(createRoughAdjuster({ result: small, original: image, canvas })).toBeNull();
  const rough = createRoughAdjuster(source(1))!;
  await expect(rough.adjust(NO_ADJUSTMENT, AbortSignal.abort())).rejects.toMatchObject({
    name: 'AbortError',
  });
});
