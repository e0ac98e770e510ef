import type { Rect, Size } from '../core/geometry';
import type { Image8 } from '../core/image';

/** First source pixel of each output pixel, and the weights of that pixel and those after it. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly count: number;
}

/**
 * Resizes `view` (fractions allowed), a part of the plane on which `source` covers `sourceRect`, to
 * `outSize`: area average where it gets smaller, nearest pixel where larger. Transparent where
 * `source` covers nothing.
 */
export function scaleView(source: Image8, sourceRect: Rect, view: Rect, outSize: Size): Image8 {
  const columns = tapsFor(view.x - sourceRect.x, view.width, outSize.width);
  const rows = tapsFor(view.y - sourceRect.y, view.height, outSize.height);
  const data = new Uint8ClampedArray(outSize.width * outSize.height * 4);
  const lineLength = outSize.width * 4;
  const sum = new Float32Array(lineLength);
  const lines = new Map<number, Float32Array>();
  for (let y = 0; y < outSize.height; y++) {
    const first = rows.first[y] as number;
    sum.fill(0);
    for (const known of lines.keys()) if (known < first) lines.delete(known);
    for (let t = 0; t < rows.count; t++) {
      const weight = rows.weights[y * rows.count + t] as number;
      const row = first + t;
      if (weight === 0 || row < 0 || row >= source.height) continue;
      const line = lines.get(row) ?? scaleLine(source, row, columns, outSize.width);
      lines.set(row, line);
      for (let i = 0; i < lineLength; i++) {
        sum[i] = (sum[i] as number) + weight * (line[i] as number);
      }
    }
    for (let i = 0, to = y * lineLength; i < lineLength; i += 4, to += 4) {
      const alpha = sum[i + 3] as number;
      if (alpha <= 0) continue;
      data[to] = (sum[i] as number) / alpha;
      data[to + 1] = (sum[i + 1] as number) / alpha;
      data[to + 2] = (sum[i + 2] as number) / alpha;
      data[to + 3] = alpha;
    }
  }
  return { width: outSize.width, height: outSize.height, depth: 8, data };
}

/** Scales one row, colours times alpha. */
function scaleLine(source: Image8, row: number, columns: Taps, width: number): Float32Array {
  const line = new Float32Array(width * 4);
  const start = row * source.width;
  for (let x = 0; x < width; x++) {
    const first = columns.first[x] as number;
    for (let t = 0; t < columns.count; t++) {
      const column = first + t;
      const weight = columns.weights[x * columns.count + t] as number;
      if (weight === 0 || column < 0 || column >= source.width) continue;
      const i = (start + column) * 4;
      const alpha = (source.data[i + 3] as number) * weight;
      line[x * 4] = (line[x * 4] as number) + (source.data[i] as number) * alpha;
      line[x * 4 + 1] = (line[x * 4 + 1] as number) + (source.data[i + 1] as number) * alpha;
      line[x * 4 + 2] = (line[x * 4 + 2] as number) + (source.data[i + 2] as number) * alpha;
      line[x * 4 + 3] = (line[x * 4 + 3] as number) + alpha;
    }
  }
  return line;
}

function tapsFor(start: number, length: number, out: number): Taps {
  const step = length / out;
  const count = step <= 1 ? 1 : Math.ceil(step) + 1;
  const first = new Int32Array(out);
  const weights = new Float32Array(out * count);
  for (let i = 0; i < out; i++) {
    const from = start + i * step;
    if (count === 1) {
      first[i] = Math.floor(from + step / 2);
      weights[i] = 1;
      continue;
    }
    const to = from + step;
    first[i] = Math.floor(from);
    for (let t = 0; t < count; t++) {
      const pixel = (first[i] as number) + t;
      const covered = Math.min(to, pixel + 1) - Math.max(from, pixel);
      weights[i * count + t] = Math.max(0, covered) / step;
    }
  }
  return { first, weights, count };
}
