import { sameSize } from '../../src/core/geometry';
import { CHANNELS, type Image } from '../../src/core/image';
import { RGB } from '../../src/pixels/planes';

/** How far two pictures are from each other, in steps of 8 bits. */
export interface Comparison {
  /** dB; null: they are equal. */
  readonly psnr: number | null;
  /** Mean of the absolute differences. */
  readonly difference: number;
  /** Mean of the second less that of the first, by channel. */
  readonly shift: readonly number[];
}

/**
 * Compares the colours of two pictures of 8 bits.
 * @throws RangeError for pictures of different sizes
 */
export function compare(a: Image, b: Image): Comparison {
  if (!sameSize(a, b)) {
    throw new RangeError(`${a.width} × ${a.height} is not ${b.width} × ${b.height}`);
  }
  const sums = [0, 0, 0];
  let absolute = 0;
  let squares = 0;
  for (let i = 0; i < a.data.length; i++) {
    const channel = i % CHANNELS;
    if (channel === RGB) continue;
    const difference = (b.data[i] ?? 0) - (a.data[i] ?? 0);
    sums[channel] = (sums[channel] ?? 0) + difference;
    absolute += Math.abs(difference);
    squares += difference ** 2;
  }
  const pixels = a.width * a.height;
  const mean = squares / (RGB * pixels);
  return {
    psnr: mean === 0 ? null : 10 * Math.log10(255 ** 2 / mean),
    difference: absolute / (RGB * pixels),
    shift: sums.map((sum) => sum / pixels),
  };
}
