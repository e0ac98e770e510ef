import type { Breathe } from '../../core/breathe';
import { CHANNELS, type Image } from '../../core/image';
import { area } from '../../core/geometry';
import type { Buffers } from '../../pixels/buffers';
import { RGB, takePlanes } from '../../pixels/planes';
import type { Rows } from './blur-steps';
import { FILTER_REACH, type Enlarge } from './enlarge';
import { finestOf } from './finest-band';
import { pack, packedZeros, STEPS, type Packed } from './packed';

/** Bins of magnitudes 0…0.5, in whole steps; the last one holds all that is larger. */
const BINS = 2 ** 14;

/** Of larger pictures rows are counted that are spread evenly: a median needs no more. */
const COUNTED_PIXELS = 2 ** 18;
const ROWS_AT_ONCE = 16;

/** The standard deviation of normal noise, of the median of its magnitudes. */
const OF_MEDIAN = 1.4826;

/** Standard deviations up to which the finest band is grain, and from which on it is edges alone. */
const SURELY_GRAIN = 3;
const SURELY_EDGE = 6;

/** Grain that is enlarged overshoots, but not to twice what a value can be. */
const LARGEST_GRAIN = 2;

/**
 * Standard deviation of the grain in the finest band of red, green and blue, values 0…1: from the
 * median, to which edges are outliers (Donoho and Johnstone, "Ideal spatial adaptation by wavelet
 * shrinkage", 1994). Transparent pixels do not count.
 */
export async function grainLevels(image: Image, breathe: Breathe): Promise<readonly number[]> {
  const counts = Array.from({ length: RGB }, () => new Uint32Array(BINS));
  const apart = ROWS_AT_ONCE * Math.ceil(area(image) / COUNTED_PIXELS);
  for (let from = 0; from < image.height; from += apart) {
    await breathe();
    const rows = { from, to: Math.min(image.height, from + ROWS_AT_ONCE) };
    counts.forEach((bins, channel) => count(finestOf(image, rows, channel), image, rows, bins));
  }
  return counts.map((bins) => (median(bins) / STEPS) * OF_MEDIAN);
}

/** Counts magnitudes of some rows of the image. */
function count(fine: Int16Array, { data, width }: Image, { from }: Rows, bins: Uint32Array): void {
  const stride = CHANNELS;
  const last = BINS - 1;
  for (let i = 0, a = from * width * stride + RGB; i < fine.length; i++, a += stride) {
    if (data[a] === 0) continue;
    const value = fine[i] as number;
    const size = magnitude(value);
    const bin = size < last ? size : last;
    bins[bin] = (bins[bin] as number) + 1;
  }
}

/** In steps, the one in the middle of its bin spread evenly. */
function median(bins: Uint32Array): number {
  const half = bins.reduce((sum, n) => sum + n, 0) / 2;
  let below = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const here = bins[bin] as number;
    if (here > 0 && below + here >= half) {
      const within = Math.max(0, half - below) / here;
      // Bin 0 has no other half below zero.
      return bin === 0 ? within / 2 : bin - 0.5 + within;
    }
    below += here;
  }
  return 0;
}

/** The grain of each channel in some rows: the finest band, where it is not so strong that it must be an edge. */
export function grainOf(image: Image, levels: readonly number[], rows: Rows): readonly Packed[] {
  return levels.map((level, channel) => {
    const values = finestOf(image, rows, channel);
    withoutEdges(values, level * STEPS);
    return { values, step: 1 / STEPS };
  });
}

/** The same, enlarged. */
export function enlargedGrainOf(
  image: Image,
  levels: readonly number[],
  { from, to }: Rows,
  { factor, enlarge }: { readonly factor: number; readonly enlarge: Enlarge },
  buffers: Buffers,
): readonly Packed[] {
  const { width, height } = image;
  const seen = { from: Math.max(0, from - FILTER_REACH), to: Math.min(height, to + FILTER_REACH) };
  const size = { width, height: seen.to - seen.from };
  const small = takePlanes(buffers, size, levels.length);
  grainOf(image, levels, seen).forEach(({ values }, channel) => {
    unpack(values, small.data.subarray(channel * area(size)));
  });
  const first = (from - seen.from) * factor;
  const rows = { from: first, to: first + (to - from) * factor };
  const line = width * factor;
  const packed = levels.map(() => packedZeros((to - from) * factor * line, LARGEST_GRAIN));
  enlarge(small, rows, buffers, ({ data }, y) =>
    packed.forEach((of, channel) => {
      pack(data.subarray(channel * line, (channel + 1) * line), of, (y - first) * line);
    }),
  );
  buffers.give(small.data);
  return packed;
}

function unpack(fine: Int16Array, out: Float32Array): void {
  const steps = STEPS;
  for (let i = 0; i < fine.length; i++) out[i] = (fine[i] as number) / steps;
}

/** By F. R. Hampel's function, in place; `level` in steps. */
function withoutEdges(fine: Int16Array, level: number): void {
  const grain = SURELY_GRAIN * level;
  const edge = SURELY_EDGE * level;
  for (let i = 0; i < fine.length; i++) {
    const value = fine[i] as number;
    const size = magnitude(value);
    if (size <= grain) continue;
    // From there on the less, the more it is an edge.
    const left = size >= edge ? 0 : (grain * (edge - size)) / (edge - grain);
    fine[i] = value < 0 ? -left : left;
  }
}

/** Of a whole number. Signs of grain cannot be foreseen: a branch for them takes longer. */
function magnitude(value: number): number {
  const sign = value >> 31;
  return (value ^ sign) - sign;
}
