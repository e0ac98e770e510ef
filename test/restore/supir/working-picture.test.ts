import type { Size } from '../../../src/core/geometry';
import { createImage, type Depth, type Image } from '../../../src/core/image';
import { createBuffers } from '../../../src/pixels/buffers';
import { fromWorkingPicture, toWorkingPicture } from '../../../src/restore/supir/working-picture';

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
const working = (image: Image) => toWorkingPicture(image, WORKING, createBuffers());

test('edges do not overshoot what the depth can hold, as in the pictures of the reference', () => {
  for (const depth of [8, 16] as const) {
    const { dims, data } = working(blocks({ width: 30, height: 40 }, depth));
    expect(dims).toEqual([1, 3, 128, 64]);
    expect(data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBe(1);
  }
});

test('sixteen bits are resized in sixteen bits', () => {
  const size = { width: 30, height: 40 };
  const [coarse, fine] = [working(blocks(size, 8)).data, working(blocks(size, 16)).data];
  const differences = coarse.map((value, i) => Math.abs(value - fine[i]!) * 127.5);
  expect(Math.max(...differences)).toBeLessThan(1.2);
  expect(Math.max(...differences)).toBeGreaterThan(0.3);
});

test('a picture of the working size is taken as it is', () => {
  const { data } = working(blocks(WORKING, 16));
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
