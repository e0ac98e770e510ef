import { CHANNELS, maxValue, type Depth, type Image } from '../../../src/core/image';
import { scaleSize, type Size } from '../../../src/core/geometry';
import { createBuffers } from '../../../src/pixels/buffers';
import { resizePlanes } from '../../../src/pixels/resize';
import { adjustColours } from '../../../src/restore/adjust/adjust-colours';
import { NO_ADJUSTMENT, type ColourAdjustment } from '../../../src/restore/adjust/adjustment';
import { blurSteps } from '../../../src/restore/adjust/blur-steps';
import { finestOf } from '../../../src/restore/adjust/finest-band';
import { STEPS } from '../../../src/restore/adjust/packed';
import { TONES_STAY, type ToneMatch } from '../../../src/restore/adjust/tones';
import { goOn, pauses } from '../../support/breathing';
import { integersFrom } from '../../support/random';
import { colours, pairOf, picture, withColours, worst } from './pictures';

type Case = readonly [Size, 1 | 2 | 3 | 4, Depth, Depth];

const CASES: readonly Case[] = [
  [{ width: 1, height: 1 }, 1, 8, 8],
  [{ width: 31, height: 1 }, 1, 16, 16],
  [{ width: 1, height: 17 }, 1, 8, 8],
  [{ width: 43, height: 29 }, 1, 8, 16],
  [{ width: 43, height: 29 }, 1, 16, 8],
  [{ width: 7, height: 1 }, 2, 8, 8],
  [{ width: 1, height: 3 }, 3, 16, 16],
  [{ width: 9, height: 5 }, 4, 8, 8],
  // These are more than one strip.
  [{ width: 511, height: 1031 }, 1, 8, 8],
  [{ width: 509, height: 301 }, 2, 8, 8],
  [{ width: 509, height: 301 }, 2, 16, 16],
  [{ width: 231, height: 283 }, 3, 8, 8],
  [{ width: 141, height: 261 }, 4, 16, 16],
];

/** All of the original's but the finest band. */
const CHANGE: ColourAdjustment = { ...NO_ADJUSTMENT, detail: 0, strength: 0.7, colorFix: 'adain' };

/** Of random alpha, and of all values, so that some sums are cut off. */
function randomPicture(size: Size, depth: Depth, seed: number): Image {
  const below = integersFrom(seed);
  const image = picture('texture-creek.jpg', size, depth);
  const count = maxValue(depth) + 1;
  return { ...image, data: image.data.map(() => below(count)) } as Image;
}

test.each(CASES)(
  'of %j at %ix, %i of %i bit, is what whole planes give',
  async (size, factor, depth, ofOriginal) => {
    const original = randomPicture(size, ofOriginal, 5);
    const result = randomPicture(scaleSize(size, factor), depth, 9);
    const enlarged = factor === 1 ? original : enlargedTo(original, result);
    for (const keptBytes of [0, 2 ** 24]) {
      const pair = pairOf(result, original, keptBytes);
      const out = await adjustColours(pair, CHANGE, goOn);
      const tones = await pair.tones(goOn);
      expectMixed(out, result, enlarged, tones);
    }
  },
);

/** Rounded to the original's depth, whatever its alpha. */
function enlargedTo(original: Image, size: Size): Image {
  const large = resizePlanes(colours(original), size, 'lanczos3', createBuffers());
  return withColours(original, large);
}

/** Each value the nearest to what `CHANGE` is, computed one by one. */
function expectMixed(out: Image, result: Image, plain: Image, tones: readonly ToneMatch[]): void {
  const most = maxValue(out.depth);
  const { width, height } = out;
  const difference = (x: number, y: number, c: number): number => {
    const at = CHANNELS * (clamp(y, height - 1) * width + clamp(x, width - 1)) + c;
    return valueOf(plain, at) - matched(result, at, tones[c]);
  };
  // Of large pictures values of every row.
  const step = out.data.length < 2 ** 16 ? 1 : 13;
  for (let i = 0; i < out.data.length; i += step) {
    const c = i % CHANNELS;
    if (c === 3) {
      if (out.data[i] !== result.data[i]) throw new Error(`alpha at ${i}`);
      continue;
    }
    const [x, y] = [(i >> 2) % width, Math.floor((i >> 2) / width)];
    let blurred = 0;
    for (const [dy, across] of WEIGHTS) {
      for (const [dx, along] of WEIGHTS) {
        blurred += (across * along * difference(x + dx, y + dy, c)) / 16;
      }
    }
    const adjusted = matched(result, i, tones[c]) + blurred;
    const before = valueOf(plain, i);
    const wanted = clamp(most * (before + CHANGE.strength * (adjusted - before)), most);
    if (Math.abs(out.data[i]! - wanted) > 0.5 + 1e-6) {
      throw new Error(`${out.data[i]}, not ${wanted}, at ${x}, ${y}`);
    }
  }
}

const WEIGHTS = [
  [-1, 1],
  [0, 2],
  [1, 1],
] as const;

function valueOf({ data, depth }: Image, at: number): number {
  return data[at]! / maxValue(depth);
}

function matched(image: Image, at: number, tone = TONES_STAY): number {
  return tone.factor * valueOf(image, at) + tone.offset;
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

test('called off in the middle of the strips it can be asked for again', async () => {
  const original = randomPicture({ width: 509, height: 301 }, 8, 3);
  const result = randomPicture(scaleSize(original, 2), 8, 4);
  const wanted = await adjustColours(pairOf(result, original), CHANGE, goOn);
  const all = pauses();
  await adjustColours(pairOf(result, original), CHANGE, all.breathe);
  expect(all.count()).toBeGreaterThan(4);
  const pair = pairOf(result, original);
  // The last pause is before the last strip.
  for (const at of [1, 2, all.count() - 1, all.count()]) {
    const stop = pauses(at);
    const asked = adjustColours(pairOf(result, original), CHANGE, stop.breathe);
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await adjustColours(pair, CHANGE, pauses(at).breathe).catch(() => undefined);
    expect(worst(await adjustColours(pair, CHANGE, goOn), wanted)).toBe(0);
  }
});

test.each<readonly [Size, Depth]>([
  [{ width: 1, height: 1 }, 8],
  [{ width: 40, height: 1 }, 16],
  [{ width: 1, height: 9 }, 16],
  [{ width: 33, height: 21 }, 8],
])('the band of rows anywhere in %j, %i bit, is what a blur takes away', (size, depth) => {
  const image = randomPicture(size, depth, 7);
  const { width, height } = size;
  for (const channel of [0, 1, 2]) {
    const values = new Int16Array(width * height);
    values.forEach((_, i) => (values[i] = valueOf(image, CHANNELS * i + channel) * STEPS + 0.5));
    const blurred = new Int16Array(values.length);
    blurSteps(values, size, 0, { from: 0, to: height }, blurred);
    for (let from = 0; from < height; from += 4) {
      const to = Math.min(height, from + 7);
      const wanted = Array.from(values, (value, i) => value - blurred[i]!);
      const band = finestOf(image, { from, to }, channel);
      expect([...band]).toEqual(wanted.slice(from * width, to * width));
    }
  }
});
