import { CHANNELS, maxValue, type Image } from '../../core/image';
import type { Rows } from './blur-steps';
import { addExpandedRow, type GridRows } from './expand';
import type { Packed } from './packed';
import type { ImageRows } from './plain-rows';

/** A channel of the adjusted picture as a sum; values 0…1. */
export interface ChannelMix {
  /** What a value of the result becomes in it: factor · value + offset. */
  readonly factor: number;
  readonly offset: number;
  /** Share of the original. */
  readonly plain: number;
  /** What is added, of the same rows. */
  readonly parts: readonly { readonly of: Packed; readonly share: number }[];
  /** What is added on a grid half as fine; null: nothing is. */
  readonly coarse: GridRows | null;
  /** Its share. */
  readonly ofCoarse: number;
}

/** Writes rows of a channel, rounded and clamped. @param plain asked for where its share is not 0 */
export function mixChannel(
  out: Image,
  result: Image,
  plain: ImageRows | null,
  rows: Rows,
  channel: number,
  { factor, offset, parts, coarse, ...shares }: ChannelMix,
): void {
  const { width } = out;
  const max = maxValue(out.depth);
  const line = width * CHANNELS;
  const own = unclamped(result);
  const from = plain === null || shares.plain === 0 ? null : unclamped(plain.image);
  const ofPlain = plain === null ? 0 : (shares.plain * max) / maxValue(plain.image.depth);
  const values = new Float64Array(width);
  const written = unclamped(out);
  for (let y = rows.from; y < rows.to; y++) {
    const at = y * line + channel;
    if (from === null) scaled(own, at, factor, offset * max, values);
    else {
      const plainAt = (y - (plain?.top ?? 0)) * line + channel;
      mixed(own, at, factor, offset * max, from, plainAt, ofPlain, values);
    }
    for (const { of, share } of parts) {
      const step = share * of.step * max;
      if (step !== 0) add(of.values, (y - rows.from) * width, step, values);
    }
    if (coarse !== null) addExpandedRow(coarse, y, shares.ofCoarse * max, values);
    store(values, max, written, at);
  }
}

/** As the pixels of an image, which come as one type of array for each depth: what reads two of them is slower. */
type Stored = Uint8Array | Uint16Array;

function scaled(
  source: Stored,
  from: number,
  factor: number,
  offset: number,
  values: Float64Array,
): void {
  const stride = CHANNELS;
  for (let x = 0, i = from; x < values.length; x++, i += stride) {
    values[x] = factor * (source[i] as number) + offset;
  }
}

/** As `scaled`, and another picture's values, times `share`. */
function mixed(
  source: Stored,
  from: number,
  factor: number,
  offset: number,
  other: Stored,
  otherFrom: number,
  share: number,
  values: Float64Array,
): void {
  const stride = CHANNELS;
  for (let x = 0, i = from, o = otherFrom; x < values.length; x++, i += stride, o += stride) {
    values[x] = factor * (source[i] as number) + offset + share * (other[o] as number);
  }
}

function add(source: Int16Array, from: number, factor: number, values: Float64Array): void {
  for (let x = 0; x < values.length; x++) {
    values[x] = (values[x] as number) + factor * (source[from + x] as number);
  }
}

function store(values: Float64Array, max: number, out: Stored, at: number): void {
  const stride = CHANNELS;
  for (let x = 0, o = at; x < values.length; x++, o += stride) {
    const value = (values[x] as number) + 0.5;
    out[o] = value > 0 ? (value < max ? value | 0 : max) : 0;
  }
}

/** Stores to a clamped array round each value again, which is many times slower. */
function unclamped({ data }: Image): Stored {
  if (data instanceof Uint16Array) return data;
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}
