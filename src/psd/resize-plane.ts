import type { RowSpan, Size } from '../core/geometry';

/**
 * Resizes one plane of samples (rows from the top, 0…1, colours already multiplied with alpha) from
 * size `from` to `to` and returns only the target's rows `rows`: `to.width × rows.count` values,
 * which need not be clamped. Called for one band after the other, so that a large target never
 * exists as a whole.
 */
export type ResizePlane = (
  plane: Float32Array,
  from: Size,
  to: Size,
  rows: RowSpan,
) => Float32Array;
