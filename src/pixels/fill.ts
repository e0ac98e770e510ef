import { createImage, CHANNELS, type Image } from '../core/image';
import type { Size } from '../core/geometry';

/** One level of the pyramid: sums of colour × weight, and the weight; four floats a pixel. */
interface Level extends Size {
  readonly data: Float32Array;
}

export interface FilledImage {
  /** The image itself where nothing had to be filled. */
  readonly image: Image;
  /** Bytes allocated for it. */
  readonly ownBytes: number;
}

/**
 * Gives transparent pixels the colours of their surroundings, near ones first, so that what an
 * editor happened to store there does not bleed into the picture. Alpha and all other colours stay.
 *
 * Push–pull: averages are built up in a pyramid and read back from the finest level that has any
 * (Gortler et al., "The Lumigraph", 1996).
 */
export function fillTransparent(image: Image): FilledImage {
  if (!hasTransparentPixel(image)) return { image, ownBytes: 0 };
  const levels = [firstLevel(image)];
  for (let level = levels[0]; level && (level.width > 1 || level.height > 1);) {
    level = halved(level);
    levels.push(level);
  }
  for (let i = levels.length - 2; i >= 0; i--) {
    const fine = levels[i];
    const coarse = levels[i + 1];
    if (fine && coarse) fillLevel(fine, coarse);
  }
  const filled = createImage(image, image.depth);
  filled.data.set(image.data);
  if (levels[0]) fillImage(filled, levels[0]);
  const pyramid = levels.reduce((sum, level) => sum + level.data.byteLength, 0);
  return { image: filled, ownBytes: filled.data.byteLength + pyramid };
}

function hasTransparentPixel({ data }: Image): boolean {
  for (let i = CHANNELS - 1; i < data.length; i += CHANNELS) if (data[i] === 0) return true;
  return false;
}

/** The first level, half the image's size already: the finest would only repeat the image. */
function firstLevel(image: Image): Level {
  const level = emptyLevel(image);
  const { data } = image;
  for (let y = 0, i = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++, i += CHANNELS) {
      const alpha = data[i + 3] ?? 0;
      if (alpha === 0) continue;
      const o = ((y >> 1) * level.width + (x >> 1)) * CHANNELS;
      for (let c = 0; c < 3; c++) accumulate(level.data, o + c, (data[i + c] ?? 0) * alpha);
      accumulate(level.data, o + 3, alpha);
    }
  }
  return level;
}

function halved(level: Level): Level {
  const half = emptyLevel(level);
  for (let y = 0, i = 0; y < level.height; y++) {
    for (let x = 0; x < level.width; x++, i += CHANNELS) {
      const o = ((y >> 1) * half.width + (x >> 1)) * CHANNELS;
      for (let c = 0; c < CHANNELS; c++) accumulate(half.data, o + c, level.data[i + c] ?? 0);
    }
  }
  return half;
}

function emptyLevel(of: Size): Level {
  const width = Math.ceil(of.width / 2);
  const height = Math.ceil(of.height / 2);
  return { width, height, data: new Float32Array(width * height * CHANNELS) };
}

function accumulate(data: Float32Array, at: number, value: number): void {
  data[at] = (data[at] ?? 0) + value;
}

function fillLevel(fine: Level, coarse: Level): void {
  const colour = [0, 0, 0];
  for (let y = 0, i = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++, i += CHANNELS) {
      if (fine.data[i + 3] !== 0) continue;
      if (!sample(coarse, x, y, colour)) continue;
      for (let c = 0; c < 3; c++) fine.data[i + c] = colour[c] ?? 0;
      fine.data[i + 3] = 1;
    }
  }
}

function fillImage(image: Image, level: Level): void {
  const colour = [0, 0, 0];
  const { data } = image;
  for (let y = 0, i = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++, i += CHANNELS) {
      if (data[i + 3] !== 0 || !sample(level, x, y, colour)) continue;
      for (let c = 0; c < 3; c++) data[i + c] = Math.round(colour[c] ?? 0);
    }
  }
}

/** The mean colour at fine pixel (x, y), between the four nearest coarse ones; false: none there. */
function sample(level: Level, x: number, y: number, colour: number[]): boolean {
  const { width, height, data } = level;
  const nearX = x >> 1;
  const nearY = y >> 1;
  const farX = Math.min(width - 1, Math.max(0, nearX + (x % 2 === 0 ? -1 : 1)));
  const farY = Math.min(height - 1, Math.max(0, nearY + (y % 2 === 0 ? -1 : 1)));
  let total = 0;
  colour.fill(0);
  for (let corner = 0; corner < 4; corner++) {
    const cx = corner % 2 === 0 ? nearX : farX;
    const cy = corner < 2 ? nearY : farY;
    const i = (cy * width + cx) * CHANNELS;
    const weight = data[i + 3] ?? 0;
    if (weight === 0) continue;
    const share = (corner % 2 === 0 ? 0.75 : 0.25) * (corner < 2 ? 0.75 : 0.25);
    total += share;
    for (let c = 0; c < 3; c++) {
      colour[c] = (colour[c] ?? 0) + ((data[i + c] ?? 0) / weight) * share;
    }
  }
  if (total === 0) return false;
  for (let c = 0; c < 3; c++) colour[c] = (colour[c] ?? 0) / total;
  return true;
}
