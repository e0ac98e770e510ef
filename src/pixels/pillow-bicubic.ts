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
 */
export function resizeColours(image: Image, size: Size): Whole {
  const { width, height, depth } = image;
  const max = maxValue(depth);
  const take = (pixels: number): Whole =>
    depth === 8 ? new Uint8Array(pixels * RGB) : new Uint16Array(pixels * RGB);
  const rows = take(size.width * height);
  resample(
    { data: wholeOf(image), lines: height, lineStride: width * CHANNELS, step: CHANNELS },
    { data: rows, lineStride: size.width * RGB, step: RGB, max },
    fixedTaps(width, size.width),
  );
  const columns = take(size.width * size.height);
  const row = size.width * RGB;
  resample(
    { data: rows, lines: 1, lineStride: 0, step: row },
    { data: columns, lineStride: 0, step: row, max },
    fixedTaps(height, size.height),
  );
  return columns;
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

interface Lines {
  readonly data: Whole;
  readonly lines: number;
  readonly lineStride: number;
  readonly step: number;
}

interface Resampled {
  readonly data: Whole;
  readonly lineStride: number;
  /** Distance of one sample from the next; all values between them are resampled alike. */
  readonly step: number;
  readonly max: number;
}

function resample(source: Lines, out: Resampled, { taps, first, weights }: FixedTaps): void {
  const values = source.data;
  const results = out.data;
  const { step, max } = out;
  const sums = new Float64Array(step);
  for (let line = 0; line < source.lines; line++) {
    for (let i = 0; i < first.length; i++) {
      // Halves round up.
      sums.fill(2 ** (PRECISION - 1));
      let at = line * source.lineStride + (first[i] as number) * source.step;
      for (let k = 0; k < taps; k++, at += source.step) {
        const weight = weights[i * taps + k] as number;
        for (let part = 0; part < step; part++) {
          sums[part] = (sums[part] as number) + (values[at + part] as number) * weight;
        }
      }
      const to = line * out.lineStride + i * step;
      for (let part = 0; part < step; part++) {
        const value = Math.floor((sums[part] as number) / 2 ** PRECISION);
        results[to + part] = value < 0 ? 0 : value > max ? max : value;
      }
    }
  }
}
