import type { Size } from '../../src/core/geometry';
import { adainFix, waveletFix } from '../../src/pixels/color-fix';
import type { Planes } from '../../src/pixels/planes';
import { goOn, pauses } from '../support/breathing';
import { randomFrom } from '../support/random';
import { waveletLow } from './wavelet-levels';

/** Of a period that is no multiple of a row. */
function noise({ width, height }: Size, seed: number, channels = 1): Planes {
  const random = randomFrom(seed);
  const period = Array.from({ length: 4093 }, () => 2.4 * random() - 1.2);
  const data = new Float32Array(width * height * channels);
  for (let i = 0; i < data.length; i++) data[i] = period[i % 4093]!;
  return { width, height, channels, data };
}

function worst(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

describe('the wavelet fix', () => {
  // Around 124 values a line is long enough that its ends do not see each other.
  test.each([
    [1, 1],
    [5, 3],
    [40, 150],
    [150, 40],
    [124, 125],
    [125, 124],
    [126, 187],
    [140, 130],
  ])('of %d × %d pixels is the reference’s five blurs', async (width, height) => {
    const content = noise({ width, height }, 1, 2);
    const style = noise({ width, height }, 2, 2);
    const [own, wanted] = [waveletLow(content), waveletLow(style)];
    const result = content.data.map((value, i) => value - own[i]! + wanted[i]!);
    const before = style.data.slice();
    await waveletFix(content, style, goOn);
    expect(content.data).toHaveLength(result.length);
    expect(worst(content.data, result)).toBeLessThan(1e-6);
    expect(style.data).toEqual(before);
  });

  test('leaves a picture that has the colours already', async () => {
    const content = noise({ width: 200, height: 160 }, 3);
    const before = content.data.slice();
    await waveletFix(content, { ...content, data: before }, goOn);
    expect(content.data).toEqual(before);
  });

  test('keeps to itself what is not a number', async () => {
    const content = noise({ width: 200, height: 200 }, 4);
    const style = noise(content, 5);
    content.data[100 * 200 + 90] = NaN;
    style.data[20 * 200 + 10] = Infinity;
    await waveletFix(content, style, goOn);
    expect(content.data.findIndex((value) => !Number.isFinite(value))).toBe(100 * 200 + 90);
    expect(content.data.filter((value) => !Number.isFinite(value))).toHaveLength(1);
  });
});

test('the other one gives each plane the mean and the deviation of the style’s', async () => {
  const content = noise({ width: 700, height: 500 }, 6, 2);
  const style = noise(content, 7, 2);
  style.data.forEach((value, i) => (style.data[i] = 0.3 * value + (i < 350_000 ? 0.2 : -0.1)));
  await adainFix(content, style, goOn);
  for (const from of [0, 350_000]) {
    const moments = ({ data }: Planes) => {
      const plane = data.subarray(from, from + 350_000);
      const mean = plane.reduce((sum, value) => sum + value, 0) / plane.length;
      const variance = plane.reduce((sum, value) => sum + (value - mean) ** 2, 0) / plane.length;
      return [mean, Math.sqrt(variance)];
    };
    const [own, wanted] = [moments(content), moments(style)];
    own.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 4));
  }
});

test.each([
  ['wavelet', waveletFix],
  ['adain', adainFix],
])('%s: an abort is heard at the next pause, and there are many', async (_name, fix) => {
  const content = noise({ width: 700, height: 500 }, 8);
  const all = pauses();
  await fix(content, noise(content, 9), all.breathe);
  expect(all.count()).toBeGreaterThanOrEqual(6);

  const some = pauses(5);
  await expect(fix(content, noise(content, 9), some.breathe)).rejects.toThrow('abort');
  expect(some.count()).toBe(5);
});
