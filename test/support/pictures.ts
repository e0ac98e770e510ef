import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import type { Size } from '../../src/core/geometry';
import { createImage, type Image, type Image8 } from '../../src/core/image';
import type { Rgb8 } from '../networks/pillow';
import { integersFrom } from './random';

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
export type PictureName = (typeof PHOTO_NAMES)[number] | 'drawing-mascot.png';

/** A photograph or the drawing, opaque. */
export function photo(name: PictureName): Image8 {
  const { width, height, data } = photoRgb(name);
  const image = createImage({ width, height }, 8) as Image8;
  for (let i = 0; i < width * height; i++) {
    image.data.set(data.subarray(3 * i, 3 * i + 3), 4 * i);
    image.data[4 * i + 3] = 255;
  }
  return image;
}

const decoded = new Map<PictureName, Rgb8>();

/** Decoded once: borrow it. */
export function photoRgb(name: PictureName): Rgb8 {
  const known = decoded.get(name);
  if (known !== undefined) return known;
  const photo = decodedPhoto(name);
  decoded.set(name, photo);
  return photo;
}

function decodedPhoto(name: PictureName): Rgb8 {
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
  const rgb = new Uint8ClampedArray(3 * width * height);
  for (let to = 0, from = 0; to < rgb.length; to += 3, from += channels) {
    for (let c = 0; c < 3; c++) rgb[to + c] = data[from + c] ?? 0;
  }
  return { width, height, data: rgb };
}

/** Always the same noise; `alpha` null: noise in alpha as well. */
export function noiseImage(
  width: number,
  height: number,
  seed: number,
  alpha: number | null,
  depth: 8 | 16 = 8,
): Image {
  const image = createImage({ width, height }, depth);
  const random = integersFrom(seed);
  for (let i = 0; i < image.data.length; i++) {
    image.data[i] = random(2 ** depth);
    if (i % 4 === 3 && alpha !== null) image.data[i] = alpha;
  }
  return image;
}

/** Colours that change slowly, as JPEG likes them. */
export function gradient(width: number, height: number): Image8 {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.set([(x * 255) / width, (y * 255) / height, 128, 255], (y * width + x) * 4);
    }
  }
  return { width, height, depth: 8, data };
}
