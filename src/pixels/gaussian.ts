import type { Buffers } from './buffers';
import { mixRows } from './mix-rows';
import { takePlanes, type Planes } from './planes';

/** Weights 0…radius of a normalised Gaussian that is cut after `radius` samples. */
export function gaussianWeights(sigma: number, radius: number): Float32Array {
  const weights = Float32Array.from({ length: radius + 1 }, (_, i) =>
    Math.exp(-(i * i) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((a, w, i) => a + (i === 0 ? w : 2 * w), 0);
  return weights.map((w) => w / sum);
}

/** Standard deviations after which the blur's kernel is cut. */
const REACH = 3;

/** Blurs in place; beyond the edges the picture goes on with its edge values. */
export function blurPlanes(planes: Planes, sigma: number, buffers: Buffers): void {
  const radius = Math.ceil(REACH * sigma);
  const half = gaussianWeights(sigma, radius);
  const count = 2 * radius + 1;
  const weights = Float32Array.from({ length: count }, (_, i) => half[Math.abs(i - radius)] ?? 0);
  const offsets = Int32Array.from({ length: count }, (_, i) => i);
  const { width, height, channels, data } = planes;

  const padded = buffers.take(width + 2 * radius);
  for (let at = 0; at < data.length; at += width) {
    const row = data.subarray(at, at + width);
    padded.fill(row[0] ?? 0, 0, radius);
    padded.set(row, radius);
    padded.fill(row[width - 1] ?? 0, radius + width);
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
