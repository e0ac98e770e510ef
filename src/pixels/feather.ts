import type { Breathe } from '../core/breathe';
import { createMask, type Mask } from '../core/mask';
import { busySpans, type Span } from './busy-spans';
import { createAcrossBlur } from './cosine-across-blur';
import { cosineKernel } from './cosine-kernel';
import { createLineBlur } from './cosine-line-blur';
import { gaussianKernel, padRow } from './gaussian';

/** Standard deviations after which the feather's Gaussian is cut to zero. */
export const FEATHER_REACH = 3;

/**
 * From this standard deviation on the time of a feather does not depend on it. Below it the weights reach less far
 * than a cell of `busySpans`.
 */
const BROAD = 8;

/** With so many cosines no value is off by more than an eighth of a level before it is rounded. */
const COSINES = 8;

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
  return sigma < BROAD ? weighted(mask, weights, breathe) : broad(mask, weights, breathe);
}

/** By sums of cosines, which follow from one another. */
async function broad(mask: Mask, weights: Float32Array, breathe: Breathe): Promise<Mask> {
  const kernel = cosineKernel(weights, COSINES);
  const { radius } = kernel;
  const { width, height, data } = mask;
  const kept = Math.min(height, 2 * radius + 3);
  const rows = new Float32Array(kept * width);
  const rowAt = (y: number): Float32Array => {
    const at = (Math.min(height - 1, Math.max(0, y)) % kept) * width;
    return rows.subarray(at, at + width);
  };
  const blurLine = createLineBlur(width, kernel);
  const blurRow = (y: number): void =>
    blurLine(data.subarray(y * width, (y + 1) * width), rowAt(y));
  blurRow(0);
  const blurAcross = createAcrossBlur(rowAt(0), kernel);
  const out = createMask(mask);
  for (let y = 1 - radius; y < height; y++) {
    await breathe();
    if (y + radius < height) blurRow(y + radius);
    const sums = blurAcross({
      entering: rowAt(y + radius),
      last: rowAt(y + radius - 1),
      leaving: rowAt(y - radius - 1),
      left: rowAt(y - radius - 2),
    });
    if (y >= 0) round(sums, out.data.subarray(y * width, (y + 1) * width));
  }
  return out;
}

/** Of values 0…255, or off by less than half a level. */
function round(values: Float64Array, out: Uint8Array): void {
  for (let x = 0; x < out.length; x++) out[x] = (values[x] as number) + 0.5;
}

/** By the weights themselves, where there is anything to soften: flat parts stay as they are. */
async function weighted(mask: Mask, weights: Float32Array, breathe: Breathe): Promise<Mask> {
  const radius = (weights.length - 1) / 2;
  const { width, height } = mask;
  const window = 2 * radius + 1;
  const rows = new Float32Array(window * width);
  const slot = (y: number): Float32Array => {
    const at = (y % window) * width;
    return rows.subarray(at, at + width);
  };
  const out = createMask(mask);
  out.data.set(mask.data);
  const busy = busySpans(mask);
  const sum = new Float32Array(width);
  const blurRow = createRowBlur(width, weights, radius);
  const blur = (y: number): void => blurRow(mask, y, busy.near(y), slot(y));
  const mix = (y: number, { from, to }: Span): void => {
    sum.fill(0, from, to);
    for (let dy = -radius; dy <= radius; dy++) {
      const row = slot(Math.min(height - 1, Math.max(0, y + dy)));
      addWeighted(sum, row, weights[radius + dy] ?? 0, from, to);
    }
    for (let x = from; x < to; x++) out.data[y * width + x] = Math.round(sum[x] ?? 0);
  };
  for (let y = 0; y < Math.min(radius, height); y++) {
    await breathe();
    blur(y);
  }
  for (let y = 0; y < height; y++) {
    await breathe();
    if (y + radius < height) blur(y + radius);
    for (const span of busy.of(y)) mix(y, span);
  }
  return out;
}

function addWeighted(
  sum: Float32Array,
  row: Float32Array,
  weight: number,
  from: number,
  to: number,
): void {
  for (let x = from; x < to; x++) sum[x] = (sum[x] ?? 0) + weight * (row[x] ?? 0);
}

function createRowBlur(
  width: number,
  weights: Float32Array,
  radius: number,
): (mask: Mask, y: number, spans: readonly Span[], out: Float32Array) => void {
  const padded = new Float32Array(width + 2 * radius);
  return (mask, y, spans, out) => {
    if (spans.length === 0) return;
    const row = mask.data.subarray(y * width, (y + 1) * width);
    padRow(padded, row, radius);
    for (const { from, to } of spans) {
      for (let x = from; x < to; x++) {
        const at = x + radius;
        let sum = (weights[radius] ?? 0) * (padded[at] ?? 0);
        for (let i = 1; i <= radius; i++) {
          sum += (weights[radius + i] ?? 0) * ((padded[at - i] ?? 0) + (padded[at + i] ?? 0));
        }
        out[x] = sum;
      }
    }
  };
}
