import { createImage, type Image } from '../../../src/core/image';
import { grainLevels } from '../../../src/restore/adjust/grain';
import { goOn } from '../../support/breathing';
import { adjusted, colours, distance, noisy, picture, restoredFrom, worst } from './pictures';

const SIZE = { width: 256, height: 200 };

/** Deviation that is left of white noise in the finest band: 1 − 2 · ¼ + (⅜)². */
const IN_BAND = Math.sqrt(1 - 2 / 4 + (3 / 8) ** 2);

function grey(value: number, depth: 8 | 16 = 8): Image {
  const image = createImage(SIZE, depth);
  image.data.fill(value * (depth === 8 ? 1 : 257));
  for (let i = 3; i < image.data.length; i += 4) image.data[i] = depth === 8 ? 255 : 65535;
  return image;
}

function levelsOf(image: Image): Promise<readonly number[]> {
  return grainLevels(image, goOn);
}

test.each([8, 16] as const)('the level of noise is found, %i bit', async (depth) => {
  for (const deviation of [4 / 255, 12 / 255, 30 / 255]) {
    for (const level of await levelsOf(noisy(grey(128, depth), deviation))) {
      expect(level / (deviation * IN_BAND)).toBeGreaterThan(0.96);
      expect(level / (deviation * IN_BAND)).toBeLessThan(1.04);
    }
  }
});

test('edges hardly count as grain', async () => {
  const drawing = picture('drawing-mascot.png', SIZE);
  for (const level of await levelsOf(drawing)) expect(level).toBeLessThan(0.5 / 255);
  const [level = 0] = await levelsOf(noisy(drawing, 8 / 255));
  expect(level / ((8 / 255) * IN_BAND)).toBeLessThan(1.35);
});

test('what is transparent does not count', async () => {
  const image = noisy(grey(128), 10 / 255);
  const [before = 0] = await levelsOf(image);
  for (let i = 0; i < 4 * SIZE.width * 160; i += 4) image.data.fill(0, i, i + 4);
  const [after = 0] = await levelsOf(image);
  expect(after / before).toBeGreaterThan(0.9);
  expect(after / before).toBeLessThan(1.1);
  expect(await levelsOf(createImage(SIZE, 8))).toEqual([0, 0, 0]);
});

test('grain that was taken away comes back, the more the more is asked for', async () => {
  const clean = picture('portrait-astronaut.png', SIZE);
  const original = noisy(clean, 10 / 255);
  let last = 0;
  for (const grain of [0.25, 0.5, 0.75, 1]) {
    const out = await adjusted(clean, original, { grain });
    const moved = distance(out, clean);
    expect(moved).toBeGreaterThan(last);
    last = moved;
  }
  const back = difference(await adjusted(clean, original, { grain: 1 }), clean);
  expect(correlation(back, difference(original, clean))).toBeGreaterThan(0.7);
});

test('a clean original has none to give', async () => {
  const original = picture('drawing-mascot.png', SIZE);
  const result = restoredFrom(original);
  expect(worst(await adjusted(result, original, { grain: 1 }), result)).toBeLessThanOrEqual(1);
});

test('edges of the original are not put back with its grain', async () => {
  const original = noisy(grey(60), 3 / 255);
  const edge = 128;
  for (let y = 0; y < SIZE.height; y++) {
    for (let x = edge; x < SIZE.width; x++) {
      const at = 4 * (y * SIZE.width + x);
      for (let c = 0; c < 3; c++) original.data[at + c] = original.data[at + c]! + 140;
    }
  }
  const flat = grey(128);
  const out = await adjusted(flat, original, { grain: 1 });
  const near: number[] = [];
  for (let y = 0; y < SIZE.height; y++) {
    for (const x of [edge - 1, edge]) {
      near.push(Math.abs(out.data[4 * (y * SIZE.width + x)]! - 128));
    }
  }
  // The band itself is about 35 there.
  expect(Math.max(...near)).toBeLessThanOrEqual(9);
});

function difference(a: Image, b: Image): Float32Array {
  const [x, y] = [colours(a).data, colours(b).data];
  return x.map((v, i) => v - y[i]!);
}

function correlation(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((v, i) => {
    ab += v * b[i]!;
    aa += v * v;
    bb += b[i]! * b[i]!;
  });
  return ab / Math.sqrt(aa * bb);
}
