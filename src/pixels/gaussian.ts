import type { Buffers } from './buffers';
import { mixRows } from './mix-rows';
import { takePlanes, type Planes } from './planes';

/** Standard deviations after which planes are blurred no further. */
const BLUR_REACH = 3;

/** Weights −r…r of a Gaussian that is cut after `reach` standard deviations; sum 1. */
export function gaussianKernel(sigma: number, reach: number): Float32Array {
  const radius = Math.ceil(reach * sigma);
  const half = Float32Array.from({ length: radius + 1 }, (_, i) =>
    Math.exp(-(i * i) / (2 * sigma * sigma)),
  );
  const sum = half.reduce((a, w, i) => a + (i === 0 ? w : 2 * w), 0);
  const weightAt = (i: number): number => (half[Math.abs(i - radius)] ?? 0) / sum;
  return Float32Array.from({ length: 2 * radius + 1 }, (_, i) => weightAt(i));
}

/** Writes a row into the middle of `padded`, which is longer by two radii; its ends go on there. */
export function padRow(padded: Float32Array, row: ArrayLike<number>, radius: number): void {
  const end = radius + row.length;
  padded.set(row, radius);
  padded.fill(padded[radius] ?? 0, 0, radius);
  padded.fill(padded[end - 1] ?? 0, end);
}

/** Blurs in place; beyond the edges the picture goes on with its edge values. */
export function blurPlanes(planes: Planes, sigma: number, buffers: Buffers): void {
  const weights = gaussianKernel(sigma, BLUR_REACH);
  const count = weights.length;
  const radius = (count - 1) / 2;
  const offsets = Int32Array.from({ length: count }, (_, i) => i);
  const { width, height, channels, data } = planes;

  const padded = buffers.take(width + 2 * radius);
  for (let at = 0; at < data.length; at += width) {
    const row = data.subarray(at, at + width);
    padRow(padded, row, radius);
    mixRows(row, padded, offsets, weights, 0, count);
  }
  buffers.give(padded);

  const copy = takePlanes(buffers, { width, height }, 1);
  for (let channel = 0; channel < channels; channel++) {
    const plane = data.subarray(channel * width * height, (channel + 1) * width * height);
    copy.data.set(plane);
    for (let y = 0; y < height; y++) {
      for (let i = 0; i < count; i++) {
        offsets[i] = Math.min(height - 1, Math.max(0, y + i - radius)) * width;
      }
      mixRows(plane.subarray(y * width, (y + 1) * width), copy.data, offsets, weights, 0, count);
    }
  }
  buffers.give(copy.data);
}
