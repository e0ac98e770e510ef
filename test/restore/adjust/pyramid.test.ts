import { createImage, type Depth, type Image } from '../../../src/core/image';
import { area, type Size } from '../../../src/core/geometry';
import type { Planes } from '../../../src/pixels/planes';
import { WAVELET_LEVELS } from '../../../src/pixels/wavelet';
import { coarseRows, coarseShare, type CoarsePair } from '../../../src/restore/adjust/coarse';
import { addExpandedRow } from '../../../src/restore/adjust/expand';
import { enlargedLevel } from '../../../src/restore/adjust/enlarged-level';
import { firstLevel } from '../../../src/restore/adjust/first-level';
import { STEPS } from '../../../src/restore/adjust/packed';
import {
  FINEST_LEVEL,
  HALVINGS,
  pyramidOf,
  type Pyramid,
} from '../../../src/restore/adjust/pyramid';
import { goOn } from '../../support/breathing';
import { integersFrom } from '../../support/random';
import { blurLevel } from '../../pixels/wavelet-levels';
import { resized } from '../pictures';
import { colours, picture } from './pictures';

const SIZES: readonly Size[] = [
  { width: 160, height: 120 },
  { width: 61, height: 83 },
  { width: 38, height: 7 },
  { width: 2, height: 3 },
  { width: 1, height: 1 },
];

async function pyramid(image: Image): Promise<Pyramid> {
  return pyramidOf(await firstLevel(image, goOn), goOn);
}

/** Level 1 on of the wavelets, in floating point. */
function levelsOf(image: Image): readonly Planes[] {
  const levels = [colours(image)];
  for (let level = 1; level <= WAVELET_LEVELS; level++) {
    const from = levels[level - 1]!;
    levels.push({ ...from, data: blurLevel(from, level) });
  }
  return levels.slice(1);
}

test.each<readonly [Size, Depth]>([
  [SIZES[0]!, 8],
  [SIZES[1]!, 16],
])('levels of %j are those of the wavelets where there is a grid point', async (size, depth) => {
  const image = picture('texture-creek.jpg', size, depth);
  const wanted = levelsOf(image);
  const made = await pyramid(image);
  made.forEach((levels, channel) =>
    levels.forEach((level, i) => {
      const of = wanted[FINEST_LEVEL - 1 + i]!;
      const spacing = 2 ** HALVINGS[i]!;
      // The last point of a side may lie beyond its edge, and repeats it: others are a little off there.
      const margin = 2 ** WAVELET_LEVELS;
      for (let y = 0; y * spacing < size.height - margin; y++) {
        for (let x = 0; x * spacing < size.width - margin; x++) {
          const at = channel * area(size) + y * spacing * size.width + x * spacing;
          const off = level.values[y * level.width + x]! / STEPS - of.data[at]!;
          // Each blur rounds once.
          if (Math.abs(off) * STEPS > 1 + i) throw new Error(`${off} at ${x}, ${y} of ${i}`);
        }
      }
    }),
  );
});

test.each(SIZES)('at %j the levels between the grid points are nearly so', async (size) => {
  const plain = picture('architecture-pagoda.jpg', size);
  const result = createImage(size, 8);
  const pair: CoarsePair = { plain: await pyramid(plain), result: await pyramid(result) };
  levelsOf(plain).forEach((wanted, i) => {
    if (i + 1 < FINEST_LEVEL) return;
    const shares = Array.from({ length: WAVELET_LEVELS }, (_, level) => (level === i ? 1 : 0));
    expect(coarseShare(shares)).toBe(1);
    let [worst, sum] = [0, 0];
    for (const channel of [0, 1, 2]) {
      // Rows that begin anywhere.
      for (let from = 0; from < size.height; from += 13) {
        const rows = { from, to: Math.min(size.height, from + 13) };
        const coarse = coarseRows(pair, { channel, shares, ofResult: 1 }, rows)!;
        for (let y = rows.from; y < rows.to; y++) {
          const out = new Float64Array(size.width);
          addExpandedRow(coarse, y, 1 / STEPS, out);
          out.forEach((value, x) => {
            const off = value - wanted.data[channel * area(size) + y * size.width + x]!;
            worst = Math.max(worst, Math.abs(off));
            sum += Math.abs(off);
          });
        }
      }
    }
    // Level 2 has half as many points for what it changes by as the others; small pictures are all edge.
    const isFinest = i + 1 === FINEST_LEVEL;
    const [most, mean] = size.width < 50 ? [0.06, 0.02] : isFinest ? [0.06, 0.006] : [0.02, 0.0015];
    expect(worst).toBeLessThan(most);
    expect(sum / (3 * area(size))).toBeLessThan(mean);
  });
});

test('pictures that are alike have no difference at all', async () => {
  const image = createImage({ width: 45, height: 36 }, 16);
  const below = integersFrom(4);
  image.data.forEach((_, i) => (image.data[i] = below(65536)));
  const of = await pyramid(image);
  const sum = { channel: 1, shares: [0, 0.25, 0.25, 0.5, 0], ofResult: 1 };
  const coarse = coarseRows({ plain: of, result: of }, sum, { from: 0, to: 36 })!;
  expect(coarse.values.every((value) => value === 0)).toBe(true);
  const none = { ...sum, shares: [1, 0, 0, 0, 0] };
  expect(coarseRows({ plain: of, result: of }, none, { from: 0, to: 36 })).toBeNull();
});

test.each([
  [2, 8],
  [3, 16],
  [4, 8],
] as const)(
  'of an original enlarged by %i, %i bit, without enlarging it',
  async (factor, depth) => {
    for (const small of [
      { width: 90, height: 71 },
      { width: 3, height: 1 },
    ]) {
      const original = picture('dogs-window.jpg', small, depth);
      const size = { width: factor * small.width, height: factor * small.height };
      const wanted = await firstLevel(resized(original, size, 'lanczos3'), goOn);
      const level = await enlargedLevel(original, factor, goOn);
      expect(level).toMatchObject({ width: wanted.width, height: wanted.height });
      level.values.forEach((values, channel) =>
        values.forEach((value, i) => {
          const off = Math.abs(value - wanted.values[channel]![i]!) / STEPS;
          // Pixels are clamped before they are blurred, which a picture that is not there cannot be.
          if (off > 0.03) throw new Error(`${off} at ${i}`);
        }),
      );
    }
  },
);
