import type { Buffers } from '../../pixels/buffers';
import type { Planes } from '../../pixels/planes';
import { resampleRows, type TakeRow } from '../../pixels/resample-rows';
import { tapsFor, type Taps } from '../../pixels/taps';
import type { Rows } from './blur-steps';

/** The filter that enlarges an original to the size of its result, and its reach in pixels of the original. */
export const FILTER = 'lanczos3';
export const FILTER_REACH = 3;

/**
 * Enlarges whole rows of an original, any number of channels, and hands out `rows` of what that gives, one by one.
 * Borrows `seen`.
 */
export type Enlarge = (seen: Planes, rows: Rows, buffers: Buffers, take: TakeRow) => void;

/** @param factor 2 or more */
export function createEnlarge(width: number, factor: number): Enlarge {
  let columns: Taps | null = null;
  return (seen, { from, to }, buffers, take) => {
    columns ??= tapsFor(width, width * factor, FILTER);
    const lines = tapsFor(seen.height, seen.height * factor, FILTER);
    const span = { first: from, count: to - from };
    resampleRows(seen, width * factor, columns, lines, span, buffers, take);
  };
}
