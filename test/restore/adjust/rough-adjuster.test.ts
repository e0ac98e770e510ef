import type { LayerResult } from '../../../src/core/document';
import { rect, rectOfSize } from '../../../src/core/geometry';
import { createMask, type Mask } from '../../../src/core/mask';
import { scaleView } from '../../../src/pixels/scale-view';
import { toDepth } from '../../../src/pixels/depth';
import { createAdjuster, type AdjustSource } from '../../../src/restore/adjust/adjuster';
import { NO_ADJUSTMENT, type Adjustment } from '../../../src/restore/adjust/adjustment';
import { createRoughAdjuster } from '../../../src/restore/adjust/rough-adjuster';
import { resized } from '../pictures';
import { distance, picture, restoredFrom } from './pictures';

const GO_ON = new AbortController().signal;
const SIZE = { width: 401, height: 250 };
/** So that a quarter of a small picture is a quick one. */
const MOST = 50_000;
const ORIGINAL = picture('architecture-pagoda.jpg', SIZE, 16);

function source(scale: 1 | 2): AdjustSource {
  const original =
    scale === 1 ? ORIGINAL : resized(ORIGINAL, { width: 201, height: 125 }, 'bicubic');
  const image = restoredFrom(
    scale === 1 ? ORIGINAL : resized(original, { width: 402, height: 250 }, 'bicubic'),
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
  const rough = createRoughAdjuster(from, MOST)!;
  const whole = createAdjuster(from);
  await rough.prepare(GO_ON);
  for (const change of CHANGES) {
    const adjustment = { ...NO_ADJUSTMENT, ...change };
    const { image, mask } = await rough.adjust(adjustment, GO_ON);
    expect(image).toMatchObject({ width: 201, height: 125, depth: 8 });
    expect(mask).toMatchObject({ width: 201, height: 125 });
    const small = (of: LayerResult) => {
      const all = rectOfSize(of.image);
      return scaleView(toDepth(of.image, 8), all, all, image);
    };
    const wanted = small(await whole.adjust(adjustment));
    // The finest level, which smaller pictures have no room for, is off most.
    expect(distance(image, wanted)).toBeLessThan(change.detail === 0.05 ? 3.5 : 1.5);
    expect(distance(image, wanted)).toBeLessThan(distance(small(from.result), wanted) / 3);
  }
});

test.each([
  { grow: 20, feather: 0 },
  { grow: 0, feather: 8 },
  { grow: 32, feather: 32 },
])(
  'with room around it, its mask grows by $grow and fades by $feather as that of the result',
  async (maskEdge) => {
    const from = source(1);
    const mask = createMask(SIZE);
    for (let y = 32; y < SIZE.height - 32; y++) {
      mask.data.fill(255, y * SIZE.width + 32, (y + 1) * SIZE.width - 32);
    }
    const within = { ...from, result: { ...from.result, mask } };
    const adjustment = { ...NO_ADJUSTMENT, maskEdge };
    const rough = await createRoughAdjuster(within, MOST)!.adjust(adjustment, GO_ON);
    const whole = await createAdjuster(within).adjust(adjustment);
    const values = (of: Mask, y: number, step: number): number[] =>
      Array.from(
        { length: 100 },
        (_, x) => of.data[y * of.width + Math.min(of.width - 1, x * step)]!,
      );
    const [small, large] = [values(rough.mask, 62, 1), values(whole.mask, 125, 2)];
    small.forEach((value, x) => {
      // A pixel of the small one is two of the large one.
      const near = [x - 1, x, x + 1].map((at) => large[Math.max(0, Math.min(99, at))]!);
      expect(value).toBeGreaterThanOrEqual(Math.min(...near) - 3);
      expect(value).toBeLessThanOrEqual(Math.max(...near) + 3);
    });
  },
);

test('its mask moves as far as that of the result', async () => {
  const rough = createRoughAdjuster(source(1), MOST)!;
  const edge = { ...NO_ADJUSTMENT, maskEdge: { grow: -20, feather: 0 } };
  const { mask } = await rough.adjust(edge, GO_ON);
  const middle = 60 * mask.width;
  expect([mask.data[middle + 9], mask.data[middle + 10]]).toEqual([0, 255]);
});

test('a small result needs none, and a call is called off', async () => {
  const size = { width: 600, height: 400 };
  const image = picture('cat-chelsea.png', size);
  const { result, canvas } = source(1);
  const small = { ...result, image, mask: createMask(size, 255), rect: rect(0, 0, 600, 400) };
  expect(createRoughAdjuster({ result: small, original: image, canvas })).toBeNull();
  const rough = createRoughAdjuster(source(1), MOST)!;
  await expect(rough.adjust(NO_ADJUSTMENT, AbortSignal.abort())).rejects.toMatchObject({
    name: 'AbortError',
  });
});
