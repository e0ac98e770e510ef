import type { RowSpan } from '../core/geometry';
import type { Buffers } from './buffers';
import { mixRows, mixSixTwice } from './mix-rows';
import { takePlanes, type Planes } from './planes';
import { widened } from './resize';
import { SIX } from './row-sums';
import type { Taps } from './taps';

/** Takes a row of a picture, which the next ones overwrite; `y` is its place. */
export type TakeRow = (row: Planes, y: number) => void;

/** Rows `span` of what `resample` gives, the same bits, handed out one by one: the whole is never there. */
export function resampleRows(
  source: Planes,
  width: number,
  columns: Taps,
  rows: Taps,
  { first, count }: RowSpan,
  buffers: Buffers,
  take: TakeRow,
): void {
  const wide = widened(source, width, columns, buffers);
  const row = takePlanes(buffers, { width, height: 1 }, source.channels);
  const next = takePlanes(buffers, row, source.channels);
  const lines = { ...rows, weights: new Float32Array(rows.weights) };
  const end = first + count;
  for (let y = first; y < end;) {
    // Rows of a picture that is enlarged are made of the same ones as their neighbours.
    const areTwo = y + 1 < end && rows.taps === SIX && rows.first[y] === rows.first[y + 1];
    mixChannels(wide, lines, y, row, areTwo ? next : null);
    take(row, y++);
    if (areTwo) take(next, y++);
  }
  for (const { data } of [row, next, wide]) buffers.give(data);
}

interface Lines {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float32Array;
}

/** Writes what row `y` becomes, and the one after it where that is made of the same rows. */
function mixChannels(
  { width, height, channels, data }: Planes,
  { taps, first, weights }: Lines,
  y: number,
  row: Planes,
  next: Planes | null,
): void {
  const offsets = new Int32Array(taps);
  for (let channel = 0; channel < channels; channel++) {
    const top = channel * height + (first[y] as number);
    for (let k = 0; k < taps; k++) offsets[k] = (top + k) * width;
    const out = channelOf(row, channel);
    if (next === null) mixRows(out, data, offsets, weights, y * taps, taps);
    else mixSixTwice(out, channelOf(next, channel), data, offsets, weights, y * taps);
  }
}

function channelOf({ width, data }: Planes, channel: number): Float32Array {
  return data.subarray(channel * width, (channel + 1) * width);
}
