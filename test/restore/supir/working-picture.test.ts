import type { Size } from '../../../src/core/geometry';
import { createImage, type Depth, type Image } from '../../../src/core/image';
import { createBuffers } from '../../../src/pixels/buffers';
import { fromWorkingPicture, toWorkingPicture } from '../../../src/restore/supir/working-picture';
import { goOn } from '../../support/breathing';
import { randomFrom } from '../../support/random';

/** Black and white in blocks, under an alpha that nothing here may read. */
function blocks({ width, height }: Size, depth: Depth): Image {
  const image = createImage({ width, height }, depth);
  const max = depth === 8 ? 255 : 65535;
  for (let i = 0; i < width * height; i++) {
    const white = (Math.floor((i % width) / 5) + Math.floor(i / width / 7)) % 2;
    image.data.set([white * max, max, 0, i % 3], i * 4);
  }
  return image;
}

const WORKING = { width: 64, height: 128 };
const working = (image: Image) => toWorkingPicture(image, WORKING, createBuffers(), goOn);

test('edges do not overshoot what the depth can hold, as in the pictures of the reference', async () => {
  for (const depth of [8, 16] as const) {
    const { dims, data } = await working(blocks({ width: 30, height: 40 }, depth));
    expect(dims).toEqual([1, 3, 128, 64]);
    expect(data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBe(1);
  }
});

test('sixteen bits are resized in sixteen bits', async () => {
  const size = { width: 30, height: 40 };
  const { data: coarse } = await working(blocks(size, 8));
  const { data: fine } = await working(blocks(size, 16));
  const differences = coarse.map((value, i) => Math.abs(value - fine[i]!) * 127.5);
  expect(Math.max(...differences)).toBeLessThan(1.2);
  expect(Math.max(...differences)).toBeGreaterThan(0.3);
});

test('a picture of the working size is taken as it is', async () => {
  const { data } = await working(blocks(WORKING, 16));
  expect(new Set(data)).toEqual(new Set([-1, 1]));
});

test('what shrinks much does not alias', () => {
  const data = new Float32Array(3 * 64 * 64).map((_, i) => (i % 2 === 0 ? -1 : 1));
  const stripes = { dims: [1, 3, 64, 64], data };
  const { data: small } = fromWorkingPicture(stripes, { width: 26, height: 26 }, createBuffers());
  // Away from the edges, where the filter is cut.
  const middle = small.filter((_, i) => i % 26 > 3 && i % 26 < 22);
  expect(middle.every((value) => Math.abs(value - 0.5) < 0.05)).toBe(true);
});

test.each([
  ['its own size', { width: 64, height: 64 }],
  ['a smaller one', { width: 50, height: 55 }],
  ['a much smaller one', { width: 26, height: 30 }],
  ['a larger one', { width: 90, height: 75 }],
])('some rows of it in %s are those of the whole, bit for bit', (_name, size) => {
  const random = randomFrom(1);
  const data = Float32Array.from({ length: 3 * 64 * 64 }, () => 2 * random() - 1);
  const picture = { dims: [1, 3, 64, 64], data };
  const whole = fromWorkingPicture(picture, size, createBuffers());
  const rows = { first: 7, count: 19 };
  const part = fromWorkingPicture(picture, size, createBuffers(), rows);
  expect([part.width, part.height, part.channels]).toEqual([size.width, 19, 3]);
  for (const c of [0, 1, 2]) {
    const from = (c * size.height + rows.first) * size.width;
    const length = rows.count * size.width;
    const own = part.data.subarray(c * length, (c + 1) * length);
    expect([...own]).toEqual([...whole.data.subarray(from, from + length)]);
  }
});
