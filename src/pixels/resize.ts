import { type RowSpan, type Size, sameSize } from '../core/geometry';
import { createBuffers, type Buffers } from './buffers';
import { mixRows } from './mix-rows';
import { resizeRow, rowPlan } from './row-sums';
import { takePlanes, type Planes } from './planes';
import { tapsFor, type Filter, type Taps } from './taps';

/** Resizes every channel, first along the rows. The result comes from `buffers`. */
export function resizePlanes(source: Planes, size: Size, filter: Filter, buffers: Buffers): Planes {
  const columns = tapsFor(source.width, size.width, filter);
  if (source.height === size.height) return widened(source, size.width, columns, buffers);
  return resample(source, size, columns, tapsFor(source.height, size.height, filter), buffers);
}

/** Every channel by these filters, first along the rows. The result comes from `buffers`. */
export function resample(
  source: Planes,
  size: Size,
  columns: Taps,
  rows: Taps,
  buffers: Buffers,
): Planes {
  const wide = widened(source, size.width, columns, buffers);
  const out = takePlanes(buffers, size, source.channels);
  resizeColumns(wide, out, rows);
  buffers.give(wide.data);
  return out;
}

/** Rows of a picture of another size, and what they are made of. */
export interface BandTaps {
  /** Rows of the source that are needed. */
  readonly needed: RowSpan;
  /** Counted from the first of those. */
  readonly lines: Taps;
}

/** What the rows `rows` are made of, where `from` rows become `to`. */
export function bandTaps(from: number, to: number, filter: Filter, rows: RowSpan): BandTaps {
  const lines = tapsFor(from, to, filter, rows);
  const first = lines.first[0] ?? 0;
  const end = (lines.first[rows.count - 1] ?? 0) + lines.taps;
  return {
    needed: { first, count: end - first },
    lines: { ...lines, first: lines.first.map((line) => line - first) },
  };
}

/** Resizes the needed rows to the ones they make; the values are those of the whole. */
export function resizeBand(
  needed: Planes,
  size: Size,
  filter: Filter,
  lines: Taps,
  buffers: Buffers,
): Planes {
  const columns = tapsFor(needed.width, size.width, filter);
  return resample(needed, size, columns, lines, buffers);
}

/** Every channel by these filters along the rows. The result comes from `buffers`. */
export function widened(source: Planes, width: number, columns: Taps, buffers: Buffers): Planes {
  const wide = takePlanes(buffers, { width, height: source.height }, source.channels);
  resizeRows(source, wide, columns);
  return wide;
}

/**
 * Rows `rows` of a plane resized from size `from` to `to`: what a large target is made of in bands,
 * without ever being there as a whole. Values may overshoot; the caller clamps.
 */
export function resizePlane(
  plane: Float32Array,
  from: Size,
  to: Size,
  rows: RowSpan,
): Float32Array {
  const filter = 'even-bicubic';
  const { needed, lines } = bandTaps(from.height, to.height, filter, rows);
  const { first, count } = needed;
  const data = plane.subarray(first * from.width, (first + count) * from.width);
  const band = { width: from.width, height: count, channels: 1, data };
  const size = { width: to.width, height: rows.count };
  return resizeBand(band, size, filter, lines, createBuffers()).data;
}

function resizeRows(source: Planes, out: Planes, taps: Taps): void {
  if (source.width === out.width) {
    out.data.set(source.data.subarray(0, out.data.length));
    return;
  }
  const rows = source.height * source.channels;
  const plan = rowPlan(taps, source.width);
  for (let row = 0; row < rows; row++) {
    const line = source.data.subarray(row * source.width, (row + 1) * source.width);
    resizeRow(line, out.data.subarray(row * out.width, (row + 1) * out.width), plan);
  }
}

function resizeColumns(source: Planes, out: Planes, { taps, first, ...of }: Taps): void {
  const { width, height } = out;
  const weights = new Float32Array(of.weights);
  const offsets = new Int32Array(taps);
  for (let channel = 0; channel < out.channels; channel++) {
    for (let y = 0; y < height; y++) {
      const top = channel * source.height + (first[y] as number);
      for (let k = 0; k < taps; k++) offsets[k] = (top + k) * width;
      const to = (channel * height + y) * width;
      mixRows(out.data.subarray(to, to + width), source.data, offsets, weights, y * taps, taps);
    }
  }
}

/** The picture itself when it has that size already. */
export function resizeTo(
  picture: Planes,
  size: Size,
  buffers: Buffers,
  filter: Filter = 'bicubic',
): Planes {
  return sameSize(picture, size) ? picture : resizePlanes(picture, size, filter, buffers);
}
