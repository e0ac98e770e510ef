import { createMask, type Mask } from '../../src/core/mask';
import { growMask } from '../../src/pixels/dilate';
import { goOn, pauses } from '../support/breathing';
import { integersFrom } from '../support/random';

/** By the definition: the largest, or the smallest, value within the disc. */
function plainlyGrown(mask: Mask, radius: number): Mask {
  const { width, height, data } = mask;
  const pick = radius > 0 ? Math.max : Math.min;
  const reach = Math.abs(radius);
  const out = createMask(mask);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let value = data[y * width + x]!;
      for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
        for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
          if ((u - x) ** 2 + (v - y) ** 2 <= reach ** 2) value = pick(value, data[v * width + u]!);
        }
      }
      out.data[y * width + x] = value;
    }
  }
  return out;
}

const KINDS = {
  noise: (random: (limit: number) => number) => random(256),
  'full and empty': (random: (limit: number) => number) => 255 * random(2),
  'a few dots': (random: (limit: number) => number) => (random(40) === 0 ? random(256) : 0),
  'a few holes': (random: (limit: number) => number) => (random(40) === 0 ? random(256) : 255),
} as const;

describe.each(Object.entries(KINDS))('%s', (_, value) => {
  test.each([1, 2, 3, 6, 30])('grown and shrunk by %i', async (radius) => {
    const random = integersFrom(radius);
    for (let turn = 0; turn < 6; turn++) {
      const size = { width: 1 + random(28), height: 1 + random(28) };
      const mask = createMask(size);
      for (let i = 0; i < mask.data.length; i++) mask.data[i] = value(random);
      for (const by of [radius, -radius]) {
        expect((await growMask(mask, by, goOn)).data).toEqual(plainlyGrown(mask, by).data);
      }
    }
  });
});

test('soft blocks, and steps beside each other', async () => {
  const random = integersFrom(4);
  for (let turn = 0; turn < 40; turn++) {
    const mask = createMask({ width: 34, height: 27 });
    for (let block = 0; block < 6; block++) {
      const [x, y, value] = [random(30), random(24), random(256)];
      for (let row = y; row < Math.min(27, y + 1 + random(9)); row++) {
        mask.data.fill(value, row * 34 + x, row * 34 + Math.min(34, x + 1 + random(12)));
      }
    }
    const radius = 1 + random(7);
    for (const by of [radius, -radius]) {
      expect((await growMask(mask, by, goOn)).data).toEqual(plainlyGrown(mask, by).data);
    }
  }
});

test('the mask that came in is left alone, and no radius gives it back', async () => {
  const mask = createMask({ width: 5, height: 4 });
  mask.data[7] = 200;
  const before = mask.data.slice();
  await growMask(mask, 3, goOn);
  await growMask(mask, -3, goOn);
  expect(mask.data).toEqual(before);
  expect(await growMask(mask, 0, goOn)).toBe(mask);
});

test.each([60, -60])('by %i: called off within a row', async (radius) => {
  const mask = createMask({ width: 30, height: 90 });
  mask.data.fill(255, 700, 1900);
  const all = pauses();
  await growMask(mask, radius, all.breathe);
  expect(all.count()).toBe(90);
  const some = pauses(41);
  await expect(growMask(mask, radius, some.breathe)).rejects.toThrow('abort');
  expect(some.count()).toBe(41);
});
