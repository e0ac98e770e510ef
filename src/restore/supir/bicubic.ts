import type { Size } from '../../core/geometry';

/** Interleaved bytes, rows from the top: `channels` values a pixel. */
export interface Pixels8 extends Size {
  readonly channels: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Bits behind the point of the filter's fixed-point weights, as Pillow keeps them. */
const PRECISION = 22;
const SUPPORT = 2;

/**
 * Antialiased bicubic resize of 8-bit pictures, bit for bit what Pillow's `BICUBIC` gives: rows
 * first, rounded to 8 bits, then columns.
 */
export function resizeBicubic8(source: Pixels8, size: Size): Pixels8 {
  const { width, height, channels } = source;
  const rows = resample(
    source.data,
    { lines: height, lineStride: width * channels, step: channels, repeat: channels },
    { lineStride: size.width * channels, step: channels },
    weightsFor(width, size.width),
    size.width * height * channels,
  );
  const data = resample(
    rows,
    { lines: 1, lineStride: 0, step: size.width * channels, repeat: size.width * channels },
    { lineStride: 0, step: size.width * channels },
    weightsFor(height, size.height),
    size.width * size.height * channels,
  );
  return { ...size, channels, data };
}

interface Weights {
  readonly from: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Int32Array;
  readonly stride: number;
}

interface Lines {
  readonly lines: number;
  readonly lineStride: number;
  readonly step: number;
  /** Neighbouring values that are resampled alike. */
  readonly repeat: number;
}

function resample(
  source: Uint8Array | Uint8ClampedArray,
  lines: Lines,
  out: { readonly lineStride: number; readonly step: number },
  { from, counts, weights, stride }: Weights,
  length: number,
): Uint8Array {
  const result = new Uint8Array(length);
  for (let line = 0; line < lines.lines; line++) {
    for (let i = 0; i < from.length; i++) {
      const first = line * lines.lineStride + (from[i] ?? 0) * lines.step;
      for (let part = 0; part < lines.repeat; part++) {
        let sum = 2 ** (PRECISION - 1);
        for (let k = 0; k < (counts[i] ?? 0); k++) {
          sum += (source[first + k * lines.step + part] ?? 0) * (weights[i * stride + k] ?? 0);
        }
        const value = Math.floor(sum / 2 ** PRECISION);
        result[line * out.lineStride + i * out.step + part] = Math.max(0, Math.min(255, value));
      }
    }
  }
  return result;
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
      cubic((k + first - center + 0.5) / widening, -0.5),
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

/** Keys' cubic convolution kernel. */
function cubic(x: number, a: number): number {
  const d = Math.abs(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  if (d < 2) return (((d - 5) * d + 8) * d - 4) * a;
  return 0;
}

/**
 * Bicubic resize of float planes [planes, h, w] without antialiasing, edges repeated, a = −0.75:
 * what PyTorch's `interpolate` gives (`align_corners` false).
 */
export function resizeBicubicFloat(data: Float32Array, from: Size, to: Size): Float32Array {
  const planes = data.length / (from.width * from.height);
  const columns = tapsFor(from.width, to.width);
  const rows = tapsFor(from.height, to.height);
  const out = new Float32Array(planes * to.width * to.height);
  for (let plane = 0; plane < planes; plane++) {
    const base = plane * from.width * from.height;
    for (let y = 0; y < to.height; y++) {
      for (let x = 0; x < to.width; x++) {
        let sum = 0;
        for (let j = 0; j < 4; j++) {
          const row = base + (rows.at[y * 4 + j] ?? 0) * from.width;
          let line = 0;
          for (let i = 0; i < 4; i++) {
            line += (data[row + (columns.at[x * 4 + i] ?? 0)] ?? 0) * (columns.by[x * 4 + i] ?? 0);
          }
          sum += line * (rows.by[y * 4 + j] ?? 0);
        }
        out[(plane * to.height + y) * to.width + x] = sum;
      }
    }
  }
  return out;
}

function tapsFor(input: number, output: number): { at: Int32Array; by: Float64Array } {
  const at = new Int32Array(output * 4);
  const by = new Float64Array(output * 4);
  for (let i = 0; i < output; i++) {
    const center = (i + 0.5) * (input / output) - 0.5;
    const base = Math.floor(center);
    for (let k = 0; k < 4; k++) {
      at[i * 4 + k] = Math.max(0, Math.min(input - 1, base + k - 1));
      by[i * 4 + k] = cubic(center - (base + k - 1), -0.75);
    }
  }
  return { at, by };
}
