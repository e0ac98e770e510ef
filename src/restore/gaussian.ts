import type { Buffers } from './buffers';
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
  const weights = gaussianWeights(sigma, radius);
  const { width, height, channels, data } = planes;
  const padded = buffers.take(width + 2 * radius);
  for (let row = 0; row < height * channels; row++) {
    blurRow(data.subarray(row * width, (row + 1) * width), padded, weights, radius);
  }
  buffers.give(padded);
  const copy = takePlanes(buffers, { width, height }, 1);
  for (let channel = 0; channel < channels; channel++) {
    const plane = data.subarray(channel * width * height, (channel + 1) * width * height);
    copy.data.set(plane);
    blurColumns(copy.data, plane, width, height, weights, radius);
  }
  buffers.give(copy.data);
}

function blurRow(
  row: Float32Array,
  padded: Float32Array,
  weights: Float32Array,
  radius: number,
): void {
  const width = row.length;
  padded.fill(row[0] ?? 0, 0, radius);
  padded.set(row, radius);
  padded.fill(row[width - 1] ?? 0, radius + width);
  const centre = weights[0] as number;
  for (let x = 0; x < width; x++) {
    const at = x + radius;
    let sum = centre * (padded[at] as number);
    for (let i = 1; i <= radius; i++) {
      sum += (weights[i] as number) * ((padded[at - i] as number) + (padded[at + i] as number));
    }
    row[x] = sum;
  }
}

function blurColumns(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  weights: Float32Array,
  radius: number,
): void {
  const centre = weights[0] as number;
  for (let y = 0; y < height; y++) {
    const out = y * width;
    for (let x = 0; x < width; x++) to[out + x] = centre * (from[out + x] as number);
    for (let i = 1; i <= radius; i++) {
      const above = Math.max(0, y - i) * width;
      const below = Math.min(height - 1, y + i) * width;
      const weight = weights[i] as number;
      for (let x = 0; x < width; x++) {
        to[out + x] =
          (to[out + x] as number) +
          weight * ((from[above + x] as number) + (from[below + x] as number));
      }
    }
  }
}
