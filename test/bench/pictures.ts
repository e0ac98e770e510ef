import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import type { Size } from '../../src/core/geometry';
import type { Rgb8 } from '../networks/pillow';

const PHOTOS = resolve(__dirname, '../fixtures/photos');

/** The colour photographs among the fixtures. */
export const PHOTO_NAMES = [
  'architecture-pagoda.jpg',
  'cat-chelsea.png',
  'coffee-cup.jpg',
  'dogs-window.jpg',
  'landscape-picos.jpg',
  'portrait-astronaut.png',
  'texture-creek.jpg',
] as const;
export type PhotoName = (typeof PHOTO_NAMES)[number];

export function photoRgb(name: PhotoName): Rgb8 {
  const bytes = readFileSync(resolve(PHOTOS, name));
  if (name.endsWith('.jpg')) {
    return withoutAlpha(decodeJpeg(bytes, { useTArray: true, formatAsRGBA: true }), 4);
  }
  const { width, height, channels, data } = decodePng(bytes);
  return withoutAlpha({ width, height, data }, channels);
}

/** The middle of a picture: at most `side` pixels wide and high, both multiples of `step`. */
export function middle(picture: Rgb8, side: number, step: number): Rgb8 {
  const fit = (length: number): number => Math.floor(Math.min(length, side) / step) * step;
  const [width, height] = [fit(picture.width), fit(picture.height)];
  const left = (picture.width - width) >> 1;
  const top = (picture.height - height) >> 1;
  const data = new Uint8ClampedArray(3 * width * height);
  for (let y = 0; y < height; y++) {
    const from = 3 * ((top + y) * picture.width + left);
    data.set(picture.data.subarray(from, from + 3 * width), 3 * y * width);
  }
  return { width, height, data };
}

/** A picture of any size: the photograph side by side and one below the other. */
export function tiledRgba(picture: Rgb8, { width, height }: Size): Uint8ClampedArray {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 4) {
      const from = 3 * ((y % picture.height) * picture.width + (x % picture.width));
      for (let c = 0; c < 3; c++) data[to + c] = picture.data[from + c] ?? 0;
      data[to + 3] = 255;
    }
  }
  return data;
}

export function withoutAlpha(
  { width, height, data }: Size & { readonly data: ArrayLike<number> },
  channels: number,
): Rgb8 {
  const rgb = Uint8ClampedArray.from({ length: 3 * width * height }, (_, i) =>
    Number(data[Math.floor(i / 3) * channels + (i % 3)]),
  );
  return { width, height, data: rgb };
}
