import { createMask, type Mask } from '../../src/core/mask';
import { featherMask } from '../../src/pixels/feather';
import { goOn, pauses } from '../support/breathing';
import { integersFrom } from '../support/random';

function band() {
  const mask = createMask({ width: 40, height: 150 });
  mask.data.fill(255, 40 * 60, 40 * 90);
  return mask;
}

test('the mask that came in is left alone, and no softness gives it back', async () => {
  const mask = band();
  const before = mask.data.slice();
  await featherMask(mask, 5, goOn);
  expect(mask.data).toEqual(before);
  expect(await featherMask(mask, 0, goOn)).toBe(mask);
});

/** Weighted sums of a line, which goes on beyond its ends; the weights of a Gaussian that is cut after three deviations. */
function blurredLine(line: ArrayLike<number>, sigma: number): number[] {
  const radius = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return Array.from(line, (_, x) =>
    weights.reduce((sum, weight, i) => {
      const from = Math.min(line.length - 1, Math.max(0, x + i - radius));
      return sum + (weight / all) * line[from]!;
    }, 0),
  );
}

function blurred({ width, height, data }: Mask, sigma: number): Float64Array {
  const out = Float64Array.from(data);
  for (let y = 0; y < height; y++) {
    out.set(blurredLine(out.slice(y * width, (y + 1) * width), sigma), y * width);
  }
  for (let x = 0; x < width; x++) {
    const column = Array.from({ length: height }, (_, y) => out[y * width + x]!);
    blurredLine(column, sigma).forEach((value, y) => (out[y * width + x] = value));
  }
  return out;
}

test.each([
  [4, 70, 50],
  [7.9, 70, 50],
  [8, 70, 50],
  [13.4, 200, 45],
  // Much of it is as the line above, and then is not.
  [8, 300, 190],
  [40, 60, 90],
  [128, 30, 40],
  [9, 1, 60],
  [20, 60, 1],
  [20, 1, 1],
])(
  'softness %d on %d × %d pixels is that of the weighted sums, to an eighth of a level',
  async (sigma, width, height) => {
    const mask = createMask({ width, height });
    const below = integersFrom(width + height);
    for (let i = 0; i < 12; i++) {
      const [x, value, top] = [below(width), below(256), below(height)];
      for (let y = top; y < Math.min(height, top + 20); y++) {
        mask.data.fill(value, y * width + x, y * width + Math.min(width, x + 25));
      }
    }
    const exact = blurred(mask, sigma);
    const soft = await featherMask(mask, sigma, goOn);
    soft.data.forEach((value, i) => expect(Math.abs(value - exact[i]!)).toBeLessThan(0.625));
  },
);

test.each([8, 50])(
  'softness %d ends where its Gaussian does, and leaves the rest',
  async (sigma) => {
    const size = { width: 12 * sigma, height: 9 };
    const mask = createMask(size);
    for (let y = 0; y < size.height; y++)
      mask.data.fill(255, (y + 0.5) * size.width, (y + 1) * size.width);
    const { data } = await featherMask(mask, sigma, goOn);
    const row = Array.from(data.subarray(4 * size.width, 5 * size.width));
    row.slice(1).forEach((value, x) => expect(value).toBeGreaterThanOrEqual(row[x]!));
    const reach = 3 * sigma;
    expect(new Set(row.slice(0, 6 * sigma - reach))).toEqual(new Set([0]));
    expect(new Set(row.slice(6 * sigma + reach))).toEqual(new Set([255]));
  },
);

test('a feather that reaches over the whole mask is called off within a row', async () => {
  const all = pauses();
  await featherMask(band(), 128, all.breathe);
  // Sums begin where the window has only the first row in it.
  expect(all.count()).toBe(3 * 128 - 1 + 150);
  for (const at of [1, 100, 384, 530]) {
    const some = pauses(at);
    await expect(featherMask(band(), 128, some.breathe)).rejects.toThrow('abort');
    expect(some.count()).toBe(at);
  }
});

test('a small feather is called off within a row as well', async () => {
  const all = pauses();
  await featherMask(band(), 2, all.breathe);
  const some = pauses(all.count() - 1);
  await expect(featherMask(band(), 2, some.breathe)).rejects.toThrow('abort');
  expect(some.count()).toBe(all.count() - 1);
});
