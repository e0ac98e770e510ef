import { CHANNELS, type Image } from '../../core/image';
import { area, type Rect } from '../../core/geometry';
import type { Buffers } from '../../pixels/buffers';
import { readColours, RGB, type Planes } from '../../pixels/planes';
import { blurLevel } from '../../pixels/wavelet';
import { stripsOf } from './strips';

/** Pixels that the grain of a pixel is taken from, to each side. */
export const GRAIN_REACH = 1;

/** Bins of magnitudes 0…0.5; the last one holds all that is larger. */
const BINS = 8192;
const BINS_TO_ONE = 2 * BINS;

/** The standard deviation of normal noise, of the median of its magnitudes. */
const OF_MEDIAN = 1.4826;

/** Standard deviations up to which the finest band is grain, and from which on it is edges alone. */
const SURELY_GRAIN = 3;
const SURELY_EDGE = 6;

/**
 * Standard deviation of the grain in the finest band of red, green and blue, values 0…1: from the
 * median, to which edges are outliers (Donoho and Johnstone, "Ideal spatial adaptation by wavelet
 * shrinkage", 1994). Transparent pixels do not count.
 */
export async function grainLevels(
  image: Image,
  buffers: Buffers,
  breathe: () => Promise<void>,
): Promise<readonly number[]> {
  const counts = Array.from({ length: RGB }, () => new Uint32Array(BINS));
  for (const strip of stripsOf(image, GRAIN_REACH)) {
    await breathe();
    const fine = readColours(image, strip.seen, buffers);
    keepFinest(fine, buffers);
    count(fine, strip.inner, image, strip.core.y, counts);
    buffers.give(fine.data);
  }
  return counts.map((bins) => median(bins) * OF_MEDIAN);
}

/** Counts magnitudes of the rows `inner` of the planes, which are the image's from `top` on. */
function count(
  fine: Planes,
  inner: Rect,
  image: Image,
  top: number,
  counts: readonly Uint32Array[],
): void {
  const size = area(inner);
  const alphaAt = top * image.width * CHANNELS + RGB;
  counts.forEach((bins, channel) => {
    const from = channel * area(fine) + inner.y * fine.width;
    for (let i = 0; i < size; i++) {
      if (image.data[alphaAt + i * CHANNELS] === 0) continue;
      const bin = Math.min(BINS - 1, Math.abs(fine.data[from + i] as number) * BINS_TO_ONE);
      bins[bin | 0] = (bins[bin | 0] as number) + 1;
    }
  });
}

function median(bins: Uint32Array): number {
  const half = bins.reduce((sum, n) => sum + n, 0) / 2;
  let below = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const here = bins[bin] as number;
    if (here > 0 && below + here >= half) {
      return (bin + Math.max(0, half - below) / here) / BINS_TO_ONE;
    }
    below += here;
  }
  return 0;
}

/** Replaces colours by their grain: the finest band, where it is not so strong that it must be an edge. */
export function keepGrain(colours: Planes, levels: readonly number[], buffers: Buffers): void {
  keepFinest(colours, buffers);
  const plane = area(colours);
  levels.forEach((level, channel) => {
    const values = colours.data.subarray(channel * plane, (channel + 1) * plane);
    const grain = SURELY_GRAIN * level;
    const edge = SURELY_EDGE * level;
    for (let i = 0; i < plane; i++) {
      const value = values[i] as number;
      const size = Math.abs(value);
      if (size <= grain) continue;
      // F. R. Hampel's function: from there on the less, the more it is one.
      values[i] = size >= edge ? 0 : (Math.sign(value) * (grain * (edge - size))) / (edge - grain);
    }
  });
}

/** One channel at a time, which stays in the processor's cache. */
function keepFinest(colours: Planes, buffers: Buffers): void {
  const plane = area(colours);
  const low = buffers.take(plane);
  const rows = buffers.take(plane);
  for (let from = 0; from < colours.data.length; from += plane) {
    const data = colours.data.subarray(from, from + plane);
    blurLevel({ ...colours, channels: 1, data }, 1, low, rows);
    for (let i = 0; i < plane; i++) data[i] = (data[i] as number) - (low[i] as number);
  }
  buffers.give(low);
  buffers.give(rows);
}
