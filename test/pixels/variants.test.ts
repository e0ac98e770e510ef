import { rect } from '../../src/core/geometry';
import { createImage, type Image8 } from '../../src/core/image';
import { createMask, type Mask } from '../../src/core/mask';
import { feather } from '../../src/editor/select/feather';
import { selectionOf, selectionOn } from '../../src/editor/select/selection';
import { createBuffers } from '../../src/pixels/buffers';
import { featherMask } from '../../src/pixels/feather';
import { blurPlanes } from '../../src/pixels/gaussian';
import { halveImage } from '../../src/pixels/halve';
import { enlargeMask } from '../../src/pixels/linear';
import { resizeColours } from '../../src/pixels/pillow-bicubic';
import { readColours, type Planes } from '../../src/pixels/planes';
import { resizePlane, resizePlanes } from '../../src/pixels/resize';
import { scaleView } from '../../src/pixels/scale-view';
import { goOn } from '../support/breathing';
import { integersFrom } from '../support/random';

/** The variants that README.md of src/pixels names, where they have to agree. */
const SIZE = { width: 40, height: 32 };
const ALL = rect(0, 0, 40, 32);

function opaqueNoise(): Image8 {
  const random = integersFrom(5);
  const image = createImage(SIZE, 8);
  image.data.forEach((_, i) => (image.data[i] = i % 4 === 3 ? 255 : random(256)));
  return image as Image8;
}

function softMask(): Mask {
  const random = integersFrom(6);
  const mask = createMask(SIZE);
  mask.data.forEach((_, i) => (mask.data[i] = Math.max(0, random(600) - 200)));
  return mask;
}

function planeOf({ width, height, data }: Mask): Planes {
  return { width, height, channels: 1, data: Float32Array.from(data) };
}

function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

/** What is at least `margin` away from the border. */
function inner({ width, height, data }: Mask | Planes, margin: number): number[] {
  return Array.from(data).filter((_, i) => {
    const x = i % width;
    const y = Math.floor(i / width);
    return Math.min(x, y, width - 1 - x, height - 1 - y) >= margin;
  });
}

test('a smooth picture is the same in Pillow’s whole numbers and in floats', async () => {
  const image = createImage(SIZE, 8);
  image.data.forEach((_, i) => (image.data[i] = 40 + ((i >> 2) % 40) * 4));
  const buffers = createBuffers();
  const to = { width: 64, height: 50 };
  const { data } = resizePlanes(readColours(image, ALL, buffers), to, 'bicubic', buffers);
  const whole = await resizeColours(image, to, () => Promise.resolve());
  const pixels = to.width * to.height;
  const floats = Array.from(whole, (_, i) => 255 * data[(i % 3) * pixels + Math.floor(i / 3)]!);
  expect(worst(whole, floats)).toBeLessThanOrEqual(1.01);
});

test('documents are enlarged as Pillow would, away from their border', () => {
  const plane = planeOf(softMask());
  const to = { width: 120, height: 96 };
  const even = resizePlane(plane.data, SIZE, to, { first: 0, count: to.height });
  const pillow = resizePlanes(plane, to, 'bicubic', createBuffers());
  const margin = 6;
  expect(worst(inner({ ...pillow, data: even }, margin), inner(pillow, margin))).toBeLessThan(1e-3);
  expect(worst(even, pillow.data)).toBeGreaterThan(1);
});

test('the linear enlarging of masks is Pillow’s bilinear, rounded', () => {
  const mask = softMask();
  const to = { width: 120, height: 96 };
  const pillow = resizePlanes(planeOf(mask), to, 'bilinear', createBuffers());
  expect(worst(enlargeMask(mask, to).data, pillow.data)).toBeLessThan(0.501);
});

test('a mask is feathered as a plane is blurred, rounded', async () => {
  const mask = softMask();
  for (const sigma of [0.75, 2, 5]) {
    const plane = planeOf(mask);
    blurPlanes(plane, sigma, createBuffers());
    const soft = await featherMask(mask, sigma, goOn);
    expect(worst(soft.data, plane.data)).toBeLessThan(0.501);
  }
});

test.each([1, 4, 12])(
  'a selection is feathered by %d as a mask is, within two levels',
  async (sigma) => {
    const mask = createMask({ width: 150, height: 150 });
    for (let y = 60; y < 90; y++) mask.data.fill(255, y * 150 + 55, y * 150 + 95);
    const selection = selectionOf(mask, 0, 0)!;
    const soft = selectionOn(feather(selection, sigma, mask)!, rect(0, 0, 150, 150));
    const wanted = await featherMask(mask, sigma, goOn);
    expect(worst(soft.data, wanted.data)).toBeLessThanOrEqual(2);
  },
);

test('half a picture is the same as a level, as a view and by a box', () => {
  const image = opaqueNoise();
  const half = halveImage(image, ALL, SIZE).image;
  const size = { width: 20, height: 16 };
  expect(worst(half.data, scaleView(image, ALL, ALL, size).data)).toBeLessThanOrEqual(1);
  const buffers = createBuffers();
  const { data } = resizePlanes(readColours(image, ALL, buffers), size, 'box', buffers);
  const reds = Array.from({ length: 320 }, (_, i) => half.data[i * 4]!);
  expect(
    worst(
      reds,
      data.subarray(0, 320).map((v) => v * 255),
    ),
  ).toBeLessThan(0.501);
});
