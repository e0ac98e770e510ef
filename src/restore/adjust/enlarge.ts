import { scaleSize } from '../../core/geometry';
import type { Buffers } from '../../pixels/buffers';
import type { Planes } from '../../pixels/planes';
import { resample } from '../../pixels/resize';
import { tapsFor, type Taps } from '../../pixels/taps';

/** The filter that enlarges an original to the size of its result, and its reach in pixels of the original. */
export const FILTER = 'lanczos3';
export const FILTER_REACH = 3;

/** Enlarges some whole rows of an original, any number of channels; borrows them, and what it gives comes from `buffers`. */
export type Enlarge = (rows: Planes, buffers: Buffers) => Planes;

/** @param factor 2 or more */
export function createEnlarge(width: number, factor: number): Enlarge {
  let columns: Taps | null = null;
  return (rows, buffers) => {
    const size = scaleSize(rows, factor);
    columns ??= tapsFor(width, size.width, FILTER);
    return resample(rows, size, columns, tapsFor(rows.height, size.height, FILTER), buffers);
  };
}
