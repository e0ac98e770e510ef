import { area } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import { deviationOf, matchMoments, type Moments } from '../../pixels/color-fix';
import { RGB, type Planes } from '../../pixels/planes';

/** Means of red, green and blue, 0…1, and their deviations as the colour fix of a run measures them, in values −1…1. */
export function tonesOf(image: Image): readonly Moments[] {
  const { data, depth } = image;
  const max = maxValue(depth);
  const count = area(image);
  return Array.from({ length: RGB }, (_, channel) => {
    let sum = 0;
    let squares = 0;
    for (let i = channel; i < data.length; i += CHANNELS) {
      const value = data[i] as number;
      sum += value;
      squares += value * value;
    }
    const around = Math.max(0, squares - (sum * sum) / count) * (2 / max) ** 2;
    return { mean: sum / count / max, deviation: count > 1 ? deviationOf(around, count) : 1 };
  });
}

/** Gives colours with the tones `own` the tones `wanted`, in place. */
export function matchTones(
  colours: Planes,
  own: readonly Moments[],
  wanted: readonly Moments[],
): void {
  const plane = area(colours);
  own.forEach((from, channel) => {
    const values = colours.data.subarray(channel * plane, (channel + 1) * plane);
    matchMoments(values, from, wanted[channel] ?? from);
  });
}
