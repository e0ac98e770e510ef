import { area, sameSize, type Rect, type Size } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import type { Tensor } from '../../onnx/session';
import type { Buffers } from '../../pixels/buffers';
import { RGB } from '../../pixels/planes';
import { tileWeights } from '../../sampling/windows';

/** A picture that is put together of windows. */
export interface Blend {
  /** Adds the colours of a window; its picture has the window's size. One of the whole is the only one. */
  add(picture: Image, window: Rect): void;
  /** [1, 3, h, w], −1…1. Once, after the last window; its memory is the blend's own. */
  result(): Tensor;
  /** Gives the memory back. */
  release(): void;
}

/**
 * Blends overlapping windows with the weights that the sampler here gives its own
 * (docs/supir.md, section 10.3). Needs the same memory for any number of them.
 */
export function createBlend(size: Size, buffers: Buffers): Blend {
  const plane = area(size);
  const sum = buffers.take(RGB * plane).fill(0);
  // Only where windows overlap.
  let count: Float32Array | null = null;
  let weights: Float64Array = new Float64Array();
  let shape = '';
  return {
    add({ data, depth }, window) {
      const { x, y, width, height } = window;
      const factor = 2 / maxValue(depth);
      if (sameSize(window, size)) {
        for (let i = 0, from = 0; i < plane; i++, from += CHANNELS) {
          for (let c = 0; c < RGB; c++) {
            sum[c * plane + i] = (data[from + c] as number) * factor - 1;
          }
        }
        return;
      }
      const counts = (count ??= buffers.take(plane).fill(0));
      if (shape !== `${width} ${height}`) weights = tileWeights(height, width);
      shape = `${width} ${height}`;
      for (let row = 0, from = 0, w = 0; row < height; row++) {
        let to = (y + row) * size.width + x;
        for (let column = 0; column < width; column++, to++, from += CHANNELS, w++) {
          const weight = weights[w] as number;
          counts[to] = (counts[to] as number) + weight;
          for (let c = 0; c < RGB; c++) {
            const at = c * plane + to;
            const value = (data[from + c] as number) * factor - 1;
            sum[at] = (sum[at] as number) + weight * value;
          }
        }
      }
    },
    result() {
      for (let c = 0; count !== null && c < RGB; c++) {
        for (let i = 0, at = c * plane; i < plane; i++, at++) {
          sum[at] = (sum[at] as number) / (count[i] as number);
        }
      }
      return { dims: [1, RGB, size.height, size.width], data: sum };
    },
    release() {
      buffers.give(sum);
      if (count !== null) buffers.give(count);
    },
  };
}
