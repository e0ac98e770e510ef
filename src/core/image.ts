import { type Rect, type Size, intersect, isEmpty, rectOfSize } from './geometry';

/** Bits of one channel value. */
export type Depth = 8 | 16;

/**
 * Straight-alpha RGBA, rows from the top, four values a pixel, in the document's own RGB values
 * (sRGB unless the host says otherwise). 8 bit: 0…255; 16 bit: 0…65535.
 */
export type Image = Image8 | Image16;

export interface Image8 extends Size {
  readonly depth: 8;
  readonly data: Uint8ClampedArray;
}

export interface Image16 extends Size {
  readonly depth: 16;
  readonly data: Uint16Array;
}

export const CHANNELS = 4;

/** The value of a fully opaque alpha, or of full white, at this depth. */
export function maxValue(depth: Depth): number {
  return depth === 8 ? 255 : 65535;
}

/** A fully transparent image. */
export function createImage(size: Size, depth: Depth): Image {
  const length = size.width * size.height * CHANNELS;
  return depth === 8
    ? { width: size.width, height: size.height, depth, data: new Uint8ClampedArray(length) }
    : { width: size.width, height: size.height, depth, data: new Uint16Array(length) };
}

/** Copies out `area`, given in the image's own pixels; it is transparent outside the image. */
export function cropImage(image: Image, area: Rect): Image {
  const out = createImage(area, image.depth);
  const part = intersect(area, rectOfSize(image));
  if (isEmpty(part)) return out;
  const rowLength = part.width * CHANNELS;
  for (let row = 0; row < part.height; row++) {
    const from = ((part.y + row) * image.width + part.x) * CHANNELS;
    const to = ((part.y - area.y + row) * area.width + (part.x - area.x)) * CHANNELS;
    out.data.set(image.data.subarray(from, from + rowLength), to);
  }
  return out;
}

/** A copy with the same colours, fully opaque everywhere. */
export function opaqueCopy(image: Image): Image {
  const out = createImage(image, image.depth);
  out.data.set(image.data);
  const opaque = maxValue(image.depth);
  for (let i = CHANNELS - 1; i < out.data.length; i += CHANNELS) out.data[i] = opaque;
  return out;
}
