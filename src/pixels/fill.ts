import type { Breathe } from '../core/breathe';
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
 *
 * @param breathe awaited between the rows; what it throws ends the work
 */
export async function fillTransparent(image: Image, breathe: Breathe): Promise<FilledImage> {
  if (!(await hasTransparentPixel(image, breathe))) return { image, ownBytes: 0 };
  const levels = [await reduced(image, addImageRow, breathe)];
  for (let level = levels[0]; level && (level.width > 1 || level.height > 1);) {
    level = await reduced(level, addLevelRow, breathe);
    levels.push(level);
  }
  for (let i = levels.length - 2; i >= 0; i--) {
    const fine = levels[i];
    const coarse = levels[i + 1];
    if (fine && coarse) await eachRow(fine, (y) => fillLevelRow(fine, coarse, y), breathe);
  }
  const filled = createImage(image, image.depth);
  filled.data.set(image.data);
  const [first] = levels;
  if (first) await eachRow(filled, (y) => fillImageRow(filled, first, y), breathe);
  const pyramid = levels.reduce((sum, level) => sum + level.data.byteLength, 0);
  return { image: filled, ownBytes: filled.data.byteLength + pyramid };
}

async function eachRow(
  { height }: Size,
  work: (y: number) => void,
  breathe: Breathe,
): Promise<void> {
  for (let y = 0; y < height; y++) {
    await breathe();
    work(y);
  }
}

async function hasTransparentPixel({ width, data }: Image, breathe: Breathe): Promise<boolean> {
  const stride = CHANNELS;
  const row = width * stride;
  for (let from = 0; from < data.length; from += row) {
    await breathe();
    for (let i = from + stride - 1; i < from + row; i += stride) if (data[i] === 0) return true;
  }
  return false;
}

/**
 * A level half as large as `of`: the image for the first one, since a level of its own size would only
 * repeat it, or the level before.
 */
async function reduced<Fine extends Size>(
  of: Fine,
  addRow: (fine: Fine, y: number, level: Level) => void,
  breathe: Breathe,
): Promise<Level> {
  const width = Math.ceil(of.width / 2);
  const height = Math.ceil(of.height / 2);
  const level = { width, height, data: new Float32Array(width * height * CHANNELS) };
  await eachRow(of, (y) => addRow(of, y, level), breathe);
  return level;
}

function addImageRow({ width, data }: Image, y: number, level: Level): void {
  for (let x = 0, i = y * width * CHANNELS; x < width; x++, i += CHANNELS) {
    const alpha = data[i + 3] ?? 0;
    if (alpha === 0) continue;
    const o = ((y >> 1) * level.width + (x >> 1)) * CHANNELS;
    for (let c = 0; c < 3; c++) accumulate(level.data, o + c, (data[i + c] ?? 0) * alpha);
    accumulate(level.data, o + 3, alpha);
  }
}

function addLevelRow({ width, data }: Level, y: number, level: Level): void {
  for (let x = 0, i = y * width * CHANNELS; x < width; x++, i += CHANNELS) {
    const o = ((y >> 1) * level.width + (x >> 1)) * CHANNELS;
    for (let c = 0; c < CHANNELS; c++) accumulate(level.data, o + c, data[i + c] ?? 0);
  }
}

function accumulate(data: Float32Array, at: number, value: number): void {
  data[at] = (data[at] ?? 0) + value;
}

function fillLevelRow({ width, data }: Level, coarse: Level, y: number): void {
  const colour = [0, 0, 0];
  for (let x = 0, i = y * width * CHANNELS; x < width; x++, i += CHANNELS) {
    if (data[i + 3] !== 0 || !sample(coarse, x, y, colour)) continue;
    for (let c = 0; c < 3; c++) data[i + c] = colour[c] ?? 0;
    data[i + 3] = 1;
  }
}

function fillImageRow({ width, data }: Image, level: Level, y: number): void {
  const colour = [0, 0, 0];
  for (let x = 0, i = y * width * CHANNELS; x < width; x++, i += CHANNELS) {
    if (data[i + 3] !== 0 || !sample(level, x, y, colour)) continue;
    for (let c = 0; c < 3; c++) data[i + c] = Math.round(colour[c] ?? 0);
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
