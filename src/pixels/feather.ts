import type { Breathe } from '../core/breathe';
import { createMask, type Mask } from '../core/mask';
import { gaussianKernel, padRow } from './gaussian';

/** Standard deviations after which the feather's Gaussian is cut to zero. */
export const FEATHER_REACH = 3;

/**
 * Softens a mask's edges with a Gaussian of this standard deviation, cut to exactly zero after
 * three. Beyond the mask's own edges it is taken to go on as it is there, so that a selection that
 * ends at the canvas does not fade there. Needs memory for the rows within reach only.
 *
 * @param breathe awaited between the rows; what it throws ends the work
 */
export async function featherMask(mask: Mask, sigma: number, breathe: Breathe): Promise<Mask> {
  if (sigma === 0) return mask;
  const weights = gaussianKernel(sigma, FEATHER_REACH);
  const radius = (weights.length - 1) / 2;
  const { width, height } = mask;
  const window = 2 * radius + 1;
  const rows = new Float32Array(window * width);
  const slot = (y: number): Float32Array => {
    const at = (y % window) * width;
    return rows.subarray(at, at + width);
  };
  const out = createMask(mask);
  const sum = new Float32Array(width);
  const blur = createRowBlur(width, weights, radius);
  const mix = (y: number): void => {
    sum.fill(0);
    for (let dy = -radius; dy <= radius; dy++) {
      const row = slot(Math.min(height - 1, Math.max(0, y + dy)));
      addWeighted(sum, row, weights[radius + dy] ?? 0);
    }
    for (let x = 0; x < width; x++) out.data[y * width + x] = Math.round(sum[x] ?? 0);
  };
  for (let y = 0; y < Math.min(radius, height); y++) {
    await breathe();
    blur(mask, y, slot(y));
  }
  for (let y = 0; y < height; y++) {
    await breathe();
    if (y + radius < height) blur(mask, y + radius, slot(y + radius));
    mix(y);
  }
  return out;
}

function addWeighted(sum: Float32Array, row: Float32Array, weight: number): void {
  for (let x = 0; x < sum.length; x++) sum[x] = (sum[x] ?? 0) + weight * (row[x] ?? 0);
}

function createRowBlur(
  width: number,
  weights: Float32Array,
  radius: number,
): (mask: Mask, y: number, out: Float32Array) => void {
  const padded = new Float32Array(width + 2 * radius);
  return (mask, y, out) => {
    const row = mask.data.subarray(y * width, (y + 1) * width);
    padRow(padded, row, radius);
    for (let x = 0; x < width; x++) {
      const at = x + radius;
      let sum = (weights[radius] ?? 0) * (padded[at] ?? 0);
      for (let i = 1; i <= radius; i++) {
        sum += (weights[radius + i] ?? 0) * ((padded[at - i] ?? 0) + (padded[at + i] ?? 0));
      }
      out[x] = sum;
    }
  };
}
