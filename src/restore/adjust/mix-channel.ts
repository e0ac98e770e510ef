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
  const from = plain === null ? null : plain.image.data;
  const ofPlain = plain === null ? 0 : (shares.plain * max) / maxValue(plain.image.depth);
  const values = new Float64Array(width);
  const written = unclamped(out);
  for (let y = rows.from; y < rows.to; y++) {
    const at = y * width * CHANNELS + channel;
    scaled(result.data, at, factor, offset * max, values);
    if (from !== null && ofPlain !== 0) {
      add(from, (y - (plain?.top ?? 0)) * width * CHANNELS + channel, CHANNELS, ofPlain, values);
    }
    for (const { of, share } of parts) {
      const step = share * of.step * max;
      if (step !== 0) add(of.values, (y - rows.from) * width, 1, step, values);
    }
    if (coarse !== null) addExpandedRow(coarse, y, shares.ofCoarse * max, values);
    store(values, max, written, at);
  }
}

type Stored = Image['data'] | Uint8Array | Int16Array;

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

function add(
  source: Stored,
  from: number,
  stride: number,
  factor: number,
  values: Float64Array,
): void {
  for (let x = 0, i = from; x < values.length; x++, i += stride) {
    values[x] = (values[x] as number) + factor * (source[i] as number);
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
