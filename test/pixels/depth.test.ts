import { createImage } from '../../src/core/image';
import { toDepth } from '../../src/pixels/depth';

test('white is white, black is black, and what lies between is rounded', () => {
  const image = createImage({ width: 1, height: 1 }, 16);
  image.data.set([0, 65535, 32768, 128]);
  expect(Array.from(toDepth(image, 8).data)).toEqual([0, 255, 128, 0]);
});

test('every value of 16 bits goes to the nearest one of 8', () => {
  const image = createImage({ width: 128, height: 128 }, 16);
  image.data.forEach((_, i) => (image.data[i] = i));
  const nearest = Array.from(image.data, (value) => Math.floor((value * 255 + 32767) / 65535));
  expect(Array.from(toDepth(image, 8).data)).toEqual(nearest);
});

test('8 bits come back from 16 as they were', () => {
  const image = createImage({ width: 8, height: 8 }, 8);
  image.data.forEach((_, i) => (image.data[i] = i));
  const wide = toDepth(image, 16);
  expect(wide.data[255]).toBe(65535);
  expect(toDepth(wide, 8)).toEqual(image);
  expect(toDepth(image, 8)).toBe(image);
});
