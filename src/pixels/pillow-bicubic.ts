import type { Breathe } from '../core/breathe';
import type { Size } from '../core/geometry';
import { CHANNELS, maxValue, type Image } from '../core/image';
import { RGB } from './planes';
import { tapsFor } from './taps';

/** Bits behind the point of the filter's fixed-point weights, as Pillow keeps them. */
const PRECISION = 22;

type Whole = Uint8Array | Uint16Array;

/**
 * The colours of an image at another size, [height, width, 3] in the image's own depth: antialiased
 * bicubic, rows first, clipped and rounded after each of the two passes. At 8 bits that is bit for
 * bit what Pillow's `BICUBIC` gives, which is what the reference restores.
 *
 * @throws what `breathe`, awaited between rows, throws
 */
export async function resizeColours(image: Image, size: Size, breathe: Breathe): Promise<Whole> {
  const { width, height, depth } = image;
  const max = maxValue(depth);
  const take = (pixels: number): Whole =>
    depth === 8 ? new Uint8Array(pixels * RGB) : new Uint16Array(pixels * RGB);
  const source = wholeOf(image);
  const wide = take(size.width * height);
  const across = fixedTaps(width, size.width);
  const length = size.width * RGB;
  for (let y = 0; y < height; y++) {
    const line = source.subarray(y * width * CHANNELS, (y + 1) * width * CHANNELS);
    resampleLine(line, wide.subarray(y * length, (y + 1) * length), across, max);
    await breathe();
  }
  const out = take(size.width * size.height);
  const down = fixedTaps(height, size.height);
  const sums = new Float64Array(length);
  for (let y = 0; y < size.height; y++) {
    mixLines(wide, down, y, sums);
    round(sums, out.subarray(y * length, (y + 1) * length), max);
    await breathe();
  }
  return out;
}

/** Makes an array: one kind for each depth, for the sake of the loops over it. */
function wholeOf({ depth, data }: Image): Whole {
  return depth === 8 ? new Uint8Array(data.buffer, data.byteOffset, data.length) : data;
}

/** Taps whose weights are whole numbers of 2⁻²². */
interface FixedTaps {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Int32Array;
}

function fixedTaps(from: number, to: number): FixedTaps {
  const { weights, ...taps } = tapsFor(from, to, 'bicubic');
  const fixed = (weight: number): number => {
    const scaled = weight * 2 ** PRECISION;
    return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  };
  return { ...taps, weights: Int32Array.from(weights, fixed) };
}

/** Halves round up. */
const HALF = 2 ** (PRECISION - 1);
const ONE = 2 ** PRECISION;

/** Pixels of four values become as many of three as there are taps for. */
function resampleLine(
  line: Whole,
  out: Whole,
  { taps, first, weights }: FixedTaps,
  max: number,
): void {
  for (let i = 0, to = 0, w = 0; i < first.length; i++, to += RGB) {
    let [red, green, blue] = [HALF, HALF, HALF];
    let at = (first[i] as number) * CHANNELS;
    for (let k = 0; k < taps; k++, at += CHANNELS, w++) {
      const weight = weights[w] as number;
      red += weight * (line[at] as number);
      green += weight * (line[at + 1] as number);
      blue += weight * (line[at + 2] as number);
    }
    out[to] = rounded(red, max);
    out[to + 1] = rounded(green, max);
    out[to + 2] = rounded(blue, max);
  }
}

/** The weighted sum of the lines that line `y` is made of. */
function mixLines(
  lines: Whole,
  { taps, first, weights }: FixedTaps,
  y: number,
  sums: Float64Array,
): void {
  sums.fill(HALF);
  for (let k = 0; k < taps; k++) {
    const weight = weights[y * taps + k] as number;
    const from = ((first[y] as number) + k) * sums.length;
    for (let x = 0; x < sums.length; x++) {
      sums[x] = (sums[x] as number) + weight * (lines[from + x] as number);
    }
  }
}

function round(sums: Float64Array, out: Whole, max: number): void {
  for (let x = 0; x < sums.length; x++) out[x] = rounded(sums[x] as number, max);
}

function rounded(sum: number, max: number): number {
  const value = Math.floor(sum / ONE);
  return value < 0 ? 0 : value > max ? max : value;
}
