import { createMask, type Mask } from '../../src/core/mask';
import { busySpans, CELL, type Span } from '../../src/pixels/busy-spans';
import { FEATHER_REACH, featherMask } from '../../src/pixels/feather';
import { gaussianKernel } from '../../src/pixels/gaussian';
import { goOn } from '../support/breathing';
import { integersFrom } from '../support/random';

/** Not a multiple of a cell. */
const SIZE = { width: 5 * CELL + 7, height: 4 * CELL + 3 };

/** An ellipse and some noise on flat ground, with a soft patch at a corner. */
function spotted(seed: number): Mask {
  const mask = createMask(SIZE, seed % 2 === 0 ? 0 : 255);
  const random = integersFrom(seed);
  const { width, height, data } = mask;
  for (let i = 0; i < 12; i++) data[random(width * height)] = random(256);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.hypot(x - 130, y - 100) < 24) data[y * width + x] = 255 - (seed % 2) * 200;
      if (x < 9 && y < 5) data[y * width + x] = x * 20;
    }
  }
  return mask;
}

const within = (spans: readonly Span[], x: number): boolean =>
  spans.some(({ from, to }) => x >= from && x < to);

test.each([1, 2, 3])('a row is busy wherever other values are within a cell, mask %d', (seed) => {
  const mask = spotted(seed);
  const { width, height, data } = mask;
  const { of, near } = busySpans(mask);
  for (let y = 0; y < height; y += 3) {
    for (let x = 0; x < width; x += 5) {
      const value = data[y * width + x];
      let isFlat = true;
      for (let v = Math.max(0, y - CELL); isFlat && v <= Math.min(height - 1, y + CELL); v++) {
        const row = data.subarray(v * width, (v + 1) * width);
        isFlat = row
          .subarray(Math.max(0, x - CELL), Math.min(width, x + CELL + 1))
          .every((other) => other === value);
      }
      if (!isFlat) expect(within(of(y), x)).toBe(true);
      for (const v of [y - CELL, y + CELL]) {
        if (within(of(y), x) && v >= 0 && v < height) expect(within(near(v), x)).toBe(true);
      }
    }
  }
});

test('nothing of a flat mask is busy, and less than half of one with a spot', () => {
  const flat = busySpans(createMask(SIZE, 7));
  for (let y = 0; y < SIZE.height; y++) expect([flat.of(y), flat.near(y)]).toEqual([[], []]);
  const spot = createMask({ width: 20 * CELL, height: 20 * CELL });
  spot.data[CELL * 5] = 1;
  const { of } = busySpans(spot);
  const busy = Array.from({ length: spot.height }, (_, y) => of(y)).flat();
  const pixels = busy.reduce((sum, { from, to }) => sum + to - from, 0);
  expect(pixels).toBe(2 * 3 * CELL * CELL);
});

/** Each value from all its neighbours at once. */
function softened({ width, height, data }: Mask, sigma: number): readonly number[] {
  const weights = gaussianKernel(sigma, FEATHER_REACH);
  const radius = (weights.length - 1) / 2;
  const clamp = (at: number, length: number): number => Math.min(length - 1, Math.max(0, at));
  const lines = Float64Array.from(data, (_, i) => {
    let sum = 0;
    for (let d = -radius; d <= radius; d++)
      sum += weights[radius + d]! * data[i - (i % width) + clamp((i % width) + d, width)]!;
    return sum;
  });
  return Array.from(lines, (_, i) => {
    let sum = 0;
    for (let d = -radius; d <= radius; d++)
      sum +=
        weights[radius + d]! *
        lines[clamp(Math.floor(i / width) + d, height) * width + (i % width)]!;
    return sum;
  });
}

test.each([
  [1, 0.8],
  [2, 3],
  [3, 7.9],
])('what is softened in parts is what is softened whole: mask %d, %d', async (seed, sigma) => {
  const mask = spotted(seed);
  const soft = await featherMask(mask, sigma, goOn);
  const expected = softened(mask, sigma);
  const worst = expected.reduce((most, v, i) => Math.max(most, Math.abs(v - soft.data[i]!)), 0);
  expect(worst).toBeLessThan(0.501);
});
