import type { RowSpan, Size } from '../core/geometry';

/** Number of source pixels that make an output pixel. */
const TAPS = 4;

interface Weights {
  readonly index: Int32Array;
  readonly weight: Float32Array;
}

/**
 * Enlarges rows `rows` of a plane by cubic convolution (Keys, a = −0.5); beyond its border a plane
 * goes on with its border's values. Values may overshoot; the caller clamps.
 */
export function resizePlane(
  plane: Float32Array,
  from: Size,
  to: Size,
  rows: RowSpan,
): Float32Array {
  const columns = weightsFor(from.width, to.width, 0, to.width);
  const lines = weightsFor(from.height, to.height, rows.first, rows.count);
  const out = new Float32Array(to.width * rows.count);
  const ready = new Map<number, Float32Array>();
  const lineAt = (tap: number): Float32Array => {
    const row = lines.index[tap] as number;
    const line = ready.get(row) ?? resizeRow(plane, row * from.width, columns, to.width);
    ready.set(row, line);
    return line;
  };
  for (let y = 0, tap = 0; y < rows.count; y++, tap += TAPS) {
    const lowest = lines.index[tap] as number;
    for (const row of ready.keys()) if (row < lowest) ready.delete(row);
    const [a, b, c, d] = [lineAt(tap), lineAt(tap + 1), lineAt(tap + 2), lineAt(tap + 3)];
    const wa = lines.weight[tap] as number;
    const wb = lines.weight[tap + 1] as number;
    const wc = lines.weight[tap + 2] as number;
    const wd = lines.weight[tap + 3] as number;
    const start = y * to.width;
    for (let x = 0; x < to.width; x++) {
      out[start + x] =
        wa * (a[x] as number) +
        wb * (b[x] as number) +
        wc * (c[x] as number) +
        wd * (d[x] as number);
    }
  }
  return out;
}

function resizeRow(
  plane: Float32Array,
  start: number,
  { index, weight }: Weights,
  width: number,
): Float32Array {
  const line = new Float32Array(width);
  for (let x = 0, k = 0; x < width; x++, k += TAPS) {
    line[x] =
      (weight[k] as number) * (plane[start + (index[k] as number)] as number) +
      (weight[k + 1] as number) * (plane[start + (index[k + 1] as number)] as number) +
      (weight[k + 2] as number) * (plane[start + (index[k + 2] as number)] as number) +
      (weight[k + 3] as number) * (plane[start + (index[k + 3] as number)] as number);
  }
  return line;
}

function weightsFor(from: number, to: number, first: number, count: number): Weights {
  const index = new Int32Array(count * TAPS);
  const weight = new Float32Array(count * TAPS);
  for (let i = 0; i < count; i++) {
    const at = ((first + i + 0.5) * from) / to - 0.5;
    const nearest = Math.floor(at);
    const t = at - nearest;
    const parts = keys(t);
    for (let k = 0; k < TAPS; k++) {
      index[i * TAPS + k] = Math.min(from - 1, Math.max(0, nearest - 1 + k));
      weight[i * TAPS + k] = parts[k] as number;
    }
  }
  return { index, weight };
}

/** R. Keys, "Cubic convolution interpolation for digital image processing", 1981. */
function keys(t: number): readonly number[] {
  const t2 = t * t;
  const t3 = t2 * t;
  return [
    -0.5 * t3 + t2 - 0.5 * t,
    1.5 * t3 - 2.5 * t2 + 1,
    -1.5 * t3 + 2 * t2 + 0.5 * t,
    0.5 * t3 - 0.5 * t2,
  ];
}
