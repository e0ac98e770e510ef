import { createImage, type Image } from '../../../src/core/image';
import { createBuffers } from '../../../src/pixels/buffers';
import { adainFix, waveletFix } from '../../../src/pixels/color-fix';
import type { Planes } from '../../../src/pixels/planes';
import { resizePlanes } from '../../../src/pixels/resize';
import { adjustColours, prepareColours } from '../../../src/restore/adjust/adjust-colours';
import { NO_ADJUSTMENT, type ColourAdjustment } from '../../../src/restore/adjust/adjustment';
import { levelShares } from '../../../src/restore/adjust/bands';
import { applySteps } from '../../../src/restore/fast/steps';
import { blurLevel } from '../../pixels/wavelet-levels';
import { goOn } from '../../support/breathing';
import { PHOTO_NAMES } from '../../support/pictures';
import { resized } from '../pictures';
import {
  adjusted,
  adjusting,
  colours,
  distance,
  noisy,
  pairOf,
  picture,
  restoredFrom,
  withColours,
  worst,
} from './pictures';

const SMALL = { width: 160, height: 120 };
/** More than one strip. */
const LARGE = { width: 512, height: 1100 };

const STEPS = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

describe('an adjustment that changes nothing', () => {
  test('gives the very picture back', async () => {
    const result = picture('cat-chelsea.png', SMALL);
    const original = picture('coffee-cup.jpg', SMALL);
    expect(await adjusted(result, original, {})).toBe(result);
  });

  test.each(PHOTO_NAMES)(
    'of %s: a result that is its original stays, bit for bit',
    async (name) => {
      for (const depth of [8, 16] as const) {
        const original = picture(name, SMALL, depth);
        const adjust = adjusting(original, original);
        for (const strength of [0, 0.3, 1]) {
          for (const detail of [0, 0.37, 1]) {
            const change = { strength, detail, colorFix: 'wavelet' } as const;
            expect(worst(await adjust(change), original)).toBe(0);
          }
        }
      }
    },
  );
});

describe('strength', () => {
  test.each([8, 16] as const)('0 is the original bit for bit, %i bit', async (depth) => {
    const original = picture('portrait-astronaut.png', SMALL, depth);
    const result = restoredFrom(original);
    const change = { strength: 0, detail: 0.4, grain: 1, colorFix: 'adain' } as const;
    expect(worst(await adjusted(result, original, change), original)).toBe(0);
  });

  test('moves every value along the way from the original to the result', async () => {
    const original = picture('landscape-picos.jpg', SMALL);
    const result = restoredFrom(original);
    const adjust = adjusting(result, original);
    for (const strength of STEPS) {
      const out = await adjust({ strength });
      out.data.forEach((value, i) => {
        const wanted = original.data[i]! + strength * (result.data[i]! - original.data[i]!);
        if (Math.abs(value - wanted) > 0.501) throw new Error(`${value}, not ${wanted}, at ${i}`);
      });
    }
  });

  test('is what the setting of the same name does in a run of the embedded network', async () => {
    const buffers = createBuffers();
    const original = picture('dogs-window.jpg', SMALL);
    const source = colours(original);
    const size = { width: 2 * SMALL.width, height: 2 * SMALL.height };
    const run = (strength: number): Image => {
      const restored = resizePlanes(source, size, 'bilinear', buffers);
      const settings = { strength, faithful: false, scale: 2, mode: 'enlarge' } as const;
      return withColours(original, applySteps(restored, source, settings, buffers));
    };
    const after = await adjusted(run(1), original, { strength: 0.4 });
    // Both are rounded, and what overshoots is cut off before it is mixed.
    expect(distance(after, run(0.4))).toBeLessThan(0.45);
  });
});

describe('detail', () => {
  test('hands over one band after the other, from the coarsest on', () => {
    const shares = (detail: number) => levelShares({ detail, colorFix: 'none' });
    expect(shares(1)).toEqual([0, 0, 0, 0, 0]);
    expect(shares(0.8).map(round)).toEqual([0, 0, 0, 0, 1]);
    expect(shares(0.7).map(round)).toEqual([0, 0, 0, 0.5, 0.5]);
    expect(shares(0)).toEqual([1, 0, 0, 0, 0]);
    expect(levelShares({ detail: 1, colorFix: 'wavelet' })).toEqual([0, 0, 0, 0, 1]);
    expect(levelShares({ detail: 0.9, colorFix: 'wavelet' })).toEqual([0, 0, 0, 0, 1]);
    for (const detail of STEPS) {
      const sum = shares(detail).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(Math.min(1, 5 * (1 - detail)), 12);
      expect(shares(detail).every((share) => share >= 0)).toBe(true);
    }
  });

  test.each(PHOTO_NAMES)('the less, the nearer %s is to its original', async (name) => {
    const original = picture(name, SMALL);
    const result = restoredFrom(original);
    const adjust = adjusting(result, original);
    const outs: Image[] = [];
    for (const detail of STEPS) outs.push(await adjust({ detail }));
    const toOriginal = outs.map((out) => distance(out, original));
    const toResult = outs.map((out) => distance(out, result));
    for (let i = 1; i < STEPS.length; i++) {
      expect(toOriginal[i]!).toBeGreaterThanOrEqual(toOriginal[i - 1]! - 0.05);
      expect(toResult[i]!).toBeLessThanOrEqual(toResult[i - 1]! + 0.05);
    }
    expect(toOriginal[0]!).toBeLessThan(toOriginal.at(-1)! * 0.8);
  });

  test('takes tones from the original and leaves grain to the result', async () => {
    const clean = picture('coffee-cup.jpg', SMALL);
    const result = restoredFrom(clean, 0.6);
    const original = noisy(clean, 8 / 255);
    const out = await adjusted(result, original, { detail: 0.5 });
    expect(mean(out)).toBeCloseTo(mean(original), 0);
    expect(finest(out)).toBeLessThan(finest(result) * 1.1);
  });
});

describe('the colour fixes', () => {
  test('wavelet is that of a run, whatever the strips', async () => {
    const original = picture('architecture-pagoda.jpg', LARGE);
    const result = restoredFrom(original);
    const out = await adjusted(result, original, { colorFix: 'wavelet' });
    const fixed = colours(result);
    await waveletFix(fixed, colours(original), goOn);
    const whole = withColours(result, fixed);
    expect(worst(out, whole)).toBeLessThanOrEqual(1);
    // One value in forty, near halfway between two levels, is rounded the other way.
    expect(distance(out, whole)).toBeLessThan(0.16);
  });

  test('adain is that of a run', async () => {
    const original = picture('portrait-astronaut.png', SMALL, 16);
    const result = restoredFrom(original);
    const out = await adjusted(result, original, { colorFix: 'adain' });
    const wide = (image: Image): Planes => mapped(colours(image), (v) => 2 * v - 1);
    const fixed = wide(result);
    await adainFix(fixed, wide(original), goOn);
    const whole = withColours(
      result,
      mapped(fixed, (v) => (v + 1) / 2),
    );
    expect(worst(out, whole)).toBeLessThanOrEqual(2);
  });

  test('both bring the means back', async () => {
    const original = picture('coffee-cup.jpg', SMALL);
    const result = restoredFrom(original);
    const adjust = adjusting(result, original);
    for (const colorFix of ['wavelet', 'adain'] as const) {
      expect(mean(await adjust({ colorFix }))).toBeCloseTo(mean(original), 0);
    }
  });
});

describe('what is kept between changes', () => {
  const ORIGINAL = picture('architecture-pagoda.jpg', { width: 512, height: 265 });
  const RESULT = restoredFrom(resized(ORIGINAL, { width: 1024, height: 530 }, 'bicubic'));
  const CHANGES: readonly Partial<ColourAdjustment>[] = [
    { detail: 0.5, grain: 0.4 },
    { detail: 0.1, grain: 0.8, strength: 0.5, colorFix: 'adain' },
    { detail: 0.3, grain: 0.4 },
  ];

  test('has no say, be it the first strip alone or all', async () => {
    const [few, many] = [2 ** 21, 2 ** 26].map((bytes) => pairOf(RESULT, ORIGINAL, bytes));
    await prepareColours(many!, goOn);
    const nothing = pairOf(RESULT, ORIGINAL, 0);
    for (const change of CHANGES) {
      const [wanted, ...outs] = await Promise.all(
        [nothing, few!, many!].map((pair) =>
          adjustColours(pair, { ...NO_ADJUSTMENT, ...change }, goOn),
        ),
      );
      for (const out of outs) expect(worst(out, wanted!)).toBe(0);
    }
  });

  test('is used, whatever the tones', async () => {
    const pair = pairOf(RESULT, ORIGINAL, 2 ** 26);
    await prepareColours(pair, goOn);
    const [coarse, grain] = [await pair.coarse(goOn), pair.keptGrain.of(0)];
    await adjustColours(pair, { ...NO_ADJUSTMENT, detail: 0, grain: 1, colorFix: 'adain' }, goOn);
    expect(await pair.coarse(goOn)).toBe(coarse);
    expect(grain).toHaveLength(3);
    expect(pair.keptGrain.of(0)).toBe(grain);
  });
});

describe('enlarged results', () => {
  test.each([2, 3, 4] as const)('at %ix strength 0 is the resized original', async (factor) => {
    // At 4x more than one strip.
    const small = { width: 140, height: 260 };
    const original = picture('dogs-window.jpg', small);
    const size = { width: factor * small.width, height: factor * small.height };
    const large = resizePlanes(colours(original), size, 'lanczos3', createBuffers());
    const plain = withColours(original, large);
    const result = restoredFrom(plain);
    const adjust = adjusting(result, original);
    expect(worst(await adjust({ strength: 0 }), plain)).toBeLessThanOrEqual(1);
    const tones = await adjust({ detail: 0 });
    expect(distance(tones, plain)).toBeLessThan(distance(result, plain) / 4);
  });

  test('sizes that do not belong together are refused', async () => {
    const result = picture('dogs-window.jpg', { width: 40, height: 40 });
    const original = picture('dogs-window.jpg', { width: 20, height: 21 });
    await expect(adjusted(result, original, { strength: 0.5 })).rejects.toThrow(RangeError);
  });
});

describe('alpha', () => {
  test.each([8, 16] as const)('stays as it is, %i bit', async (depth) => {
    const original = picture('cat-chelsea.png', SMALL, depth);
    const result = restoredFrom(original);
    result.data.forEach((_, i) => {
      if (i % 4 === 3) result.data[i] = (i * 7) % (depth === 8 ? 256 : 65536);
    });
    const out = await adjusted(result, original, { strength: 0.5, detail: 0.3, grain: 0.5 });
    const alpha = ({ data }: Image) => Array.from(data).filter((_, i) => i % 4 === 3);
    expect(alpha(out)).toEqual(alpha(result));
  });
});

test('single pixels, rows and columns are adjusted like others', async () => {
  for (const size of [
    { width: 1, height: 1 },
    { width: 1, height: 70 },
    { width: 70, height: 1 },
    { width: 5, height: 3 },
  ]) {
    const result = createImage(size, 8);
    const original = createImage(size, 8);
    result.data.fill(200);
    original.data.fill(100);
    for (let i = 3; i < original.data.length; i += 4) original.data[i] = 255;
    for (const colorFix of ['none', 'wavelet', 'adain'] as const) {
      const change = { detail: 0.5, grain: 1, strength: 0.5, colorFix } as const;
      const out = await adjusted(result, original, change);
      expect(new Set(out.data.filter((_, i) => i % 4 !== 3))).toEqual(new Set([100]));
    }
  }
});

test('is heard between the strips', async () => {
  const original = picture('texture-creek.jpg', LARGE);
  let strips = 0;
  const stop = (): Promise<void> =>
    ++strips === 2 ? Promise.reject(new Error('enough')) : Promise.resolve();
  const pair = pairOf(restoredFrom(original), original);
  const change = { ...NO_ADJUSTMENT, strength: 0.5 };
  await expect(adjustColours(pair, change, stop)).rejects.toThrow('enough');
  strips = 10;
  await adjustColours(pair, change, () =>
    goOn().then(() => {
      strips++;
    }),
  );
  expect(strips).toBeGreaterThan(11);
});

function mapped(planes: Planes, f: (value: number) => number): Planes {
  return { ...planes, data: planes.data.map(f) };
}

function round(value: number): number {
  return Number(value.toFixed(9));
}

/** Of all colours, levels of 8 bits. */
function mean(image: Image): number {
  const { data } = colours(image);
  return (255 * data.reduce((sum, v) => sum + v, 0)) / data.length;
}

/** Mean magnitude of the finest band. */
function finest(image: Image): number {
  const planes = colours(image);
  const low = blurLevel(planes, 1);
  return planes.data.reduce((sum, v, i) => sum + Math.abs(v - low[i]!), 0) / low.length;
}
