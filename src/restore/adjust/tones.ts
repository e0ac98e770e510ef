import type { Breathe } from '../../core/breathe';
import { area } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import { deviationOf, type Moments } from '../../pixels/color-fix';
import { RGB } from '../../pixels/planes';

/** How a channel's values are moved: factor · value + offset, values 0…1. */
export interface ToneMatch {
  readonly factor: number;
  readonly offset: number;
}

export const TONES_STAY: ToneMatch = { factor: 1, offset: 0 };

/** Pixels that are counted before the work breathes: a few milliseconds. */
const PIXELS_AT_ONCE = 2 ** 19;

/** Means of red, green and blue, 0…1, and their deviations as the colour fix of a run measures them, in values −1…1. */
export async function tonesOf(image: Image, breathe: Breathe): Promise<readonly Moments[]> {
  const { data, depth } = image;
  const max = maxValue(depth);
  const count = area(image);
  const sums = new Float64Array(RGB);
  const squares = new Float64Array(RGB);
  for (let from = 0; from < count; from += PIXELS_AT_ONCE) {
    await breathe();
    sumUp(data, from, Math.min(count, from + PIXELS_AT_ONCE), sums, squares);
  }
  return Array.from(sums, (sum, channel) => {
    const square = squares[channel] as number;
    const around = Math.max(0, square - (sum * sum) / count) * (2 / max) ** 2;
    return { mean: sum / count / max, deviation: count > 1 ? deviationOf(around, count) : 1 };
  });
}

/** Adds up three colours at once: each pixel comes out of memory once. Whole numbers, so that nothing is lost. */
function sumUp(
  data: Image['data'],
  from: number,
  to: number,
  sums: Float64Array,
  squares: Float64Array,
): void {
  // Out of floats, so that nobody takes the sums for whole numbers of 32 bits, which they soon outgrow.
  let red = sums[0] as number;
  let green = sums[1] as number;
  let blue = sums[2] as number;
  let red2 = squares[0] as number;
  let green2 = squares[1] as number;
  let blue2 = squares[2] as number;
  const stride = CHANNELS;
  const end = (to * stride) | 0;
  for (let i = (from * stride) | 0; i < end; i += stride) {
    const r = data[i] as number;
    const g = data[i + 1] as number;
    const b = data[i + 2] as number;
    red += r;
    green += g;
    blue += b;
    red2 += r * r;
    green2 += g * g;
    blue2 += b * b;
  }
  sums.set([red, green, blue]);
  squares.set([red2, green2, blue2]);
}

/** What gives values with the tones `own` the tones `wanted`. */
export function matchOf(own: Moments, wanted: Moments): ToneMatch {
  const factor = wanted.deviation / own.deviation;
  return { factor, offset: wanted.mean - own.mean * factor };
}
