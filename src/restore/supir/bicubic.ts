import type { Size } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import { RGB } from '../planes';

/** Bits behind the point of the filter's fixed-point weights, as Pillow keeps them. */
const PRECISION = 22;
const SUPPORT = 2;

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
    weightsFor(width, size.width),
  );
  const columns = take(size.width * size.height);
  const row = size.width * RGB;
  resample(
    { data: rows, lines: 1, lineStride: 0, step: row },
    { data: columns, lineStride: 0, step: row, max },
    weightsFor(height, size.height),
  );
  return columns;
}

/** Makes an array: one kind for each depth, for the sake of the loops over it. */
function wholeOf({ depth, data }: Image): Whole {
  return depth === 8 ? new Uint8Array(data.buffer, data.byteOffset, data.length) : data;
}

interface Weights {
  readonly from: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Int32Array;
  readonly stride: number;
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

function resample(source: Lines, out: Resampled, { from, counts, weights, stride }: Weights): void {
  const values = source.data;
  const results = out.data;
  const { step, max } = out;
  const sums = new Float64Array(step);
  for (let line = 0; line < source.lines; line++) {
    for (let i = 0; i < from.length; i++) {
      // Halves round up.
      sums.fill(2 ** (PRECISION - 1));
      const count = counts[i] as number;
      let at = line * source.lineStride + (from[i] as number) * source.step;
      for (let k = 0; k < count; k++, at += source.step) {
        const weight = weights[i * stride + k] as number;
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

function weightsFor(input: number, output: number): Weights {
  const scale = input / output;
  const widening = Math.max(scale, 1);
  const support = SUPPORT * widening;
  const stride = Math.ceil(support) * 2 + 1;
  const from = new Int32Array(output);
  const counts = new Int32Array(output);
  const weights = new Int32Array(output * stride);
  for (let i = 0; i < output; i++) {
    const center = (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(input, Math.trunc(center + support + 0.5));
    const values = Array.from({ length: end - first }, (_, k) =>
      cubic((k + first - center + 0.5) / widening),
    );
    const sum = values.reduce((total, value) => total + value, 0);
    from[i] = first;
    counts[i] = end - first;
    values.forEach((value, k) => {
      const fixed = (value / sum) * 2 ** PRECISION;
      weights[i * stride + k] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5);
    });
  }
  return { from, counts, weights, stride };
}

/** Keys' cubic with a = −1/2, to Pillow's last bit. */
function cubic(x: number): number {
  const a = -0.5;
  const d = Math.abs(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  if (d < 2) return (((d - 5) * d + 8) * d - 4) * a;
  return 0;
}
