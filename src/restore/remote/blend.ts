import type { Breathe } from '../../core/breathe';
import { area, sameSize, type Rect, type Size } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import type { Tensor } from '../../onnx/session';
import type { Buffers } from '../../pixels/buffers';
import { RGB } from '../../pixels/planes';
import { tileWeights } from '../../sampling/windows';

/** A picture that is put together of windows. The work pauses between rows. */
export interface Blend {
  /** Adds the colours of a window; its picture has the window's size. One of the whole is the only one. */
  add(picture: Image, window: Rect, breathe: Breathe): Promise<void>;
  /** [1, 3, h, w], −1…1. Once, after the last window; its memory is the blend's own. */
  result(breathe: Breathe): Promise<Tensor>;
  /** Gives the memory back. */
  release(): void;
}

/**
 * Blends overlapping windows with the weights that the sampler here gives its own
 * (docs/supir.md, section 10.3). Needs the same memory for any number of them.
 */
export function createBlend(size: Size, buffers: Buffers): Blend {
  const plane = area(size);
  const sum = buffers.take(RGB * plane);
  // Only where windows overlap.
  let count: Float32Array | null = null;
  let weights: Float64Array = new Float64Array();
  let shape = '';

  const countsOf = (): Float32Array => {
    if (count === null) {
      sum.fill(0);
      count = buffers.take(plane).fill(0);
    }
    return count;
  };
  return {
    async add({ data, depth }, window, breathe) {
      const { x, y, width, height } = window;
      const factor = 2 / maxValue(depth);
      const stride = width * CHANNELS;
      if (sameSize(window, size)) {
        for (let row = 0; row < height; row++) {
          const line = data.subarray(row * stride, (row + 1) * stride);
          for (let c = 0; c < RGB; c++) setRow(sum, c * plane + row * width, line, c, factor);
          await breathe();
        }
        return;
      }
      const counts = countsOf();
      if (shape !== `${width} ${height}`) weights = tileWeights(height, width);
      shape = `${width} ${height}`;
      for (let row = 0; row < height; row++) {
        const to = (y + row) * size.width + x;
        const line = data.subarray(row * stride, (row + 1) * stride);
        const shares = weights.subarray(row * width, (row + 1) * width);
        for (let c = 0; c < RGB; c++) addRow(sum, c * plane + to, line, c, factor, shares);
        addShares(counts, to, shares);
        await breathe();
      }
    },
    async result(breathe) {
      const { width } = size;
      for (let at = 0; count !== null && at < plane; at += width) {
        const shares = count.subarray(at, at + width);
        for (let c = 0; c < RGB; c++) divideRow(sum, c * plane + at, shares);
        await breathe();
      }
      return { dims: [1, RGB, size.height, size.width], data: sum };
    },
    release() {
      buffers.give(sum);
      if (count !== null) buffers.give(count);
    },
  };
}

/** Writes a channel of a line of pixels as values −1…1. */
function setRow(
  out: Float32Array,
  start: number,
  line: Image['data'],
  channel: number,
  factor: number,
): void {
  for (let from = channel, to = start; from < line.length; from += CHANNELS, to++) {
    out[to] = (line[from] as number) * factor - 1;
  }
}

function addRow(
  sum: Float32Array,
  start: number,
  line: Image['data'],
  channel: number,
  factor: number,
  shares: Float64Array,
): void {
  for (let i = 0, from = channel, to = start; i < shares.length; i++, from += CHANNELS, to++) {
    const value = (line[from] as number) * factor - 1;
    sum[to] = (sum[to] as number) + (shares[i] as number) * value;
  }
}

function addShares(counts: Float32Array, start: number, shares: Float64Array): void {
  for (let i = 0, to = start; i < shares.length; i++, to++) {
    counts[to] = (counts[to] as number) + (shares[i] as number);
  }
}

function divideRow(sum: Float32Array, start: number, shares: Float32Array): void {
  for (let i = 0, at = start; i < shares.length; i++, at++) {
    sum[at] = (sum[at] as number) / (shares[i] as number);
  }
}
