import { CHANNELS, maxValue, type Image } from '../../core/image';
import type { Rows } from './blur-steps';
import { addExpandedRow, type GridRows } from './expand';
import type { Packed } from './packed';
import type { ImageRows } from './plain-rows';
import {
  addRow,
  blurredRow,
  mixedRow,
  scaledRow,
  storeRow,
  type RowPlace,
  type Stored,
} from './row-kernels';

/** A channel of the adjusted picture as a sum; values 0…1. */
export interface ChannelMix {
  /** What a value of the result becomes in it: factor · value + offset. */
  readonly factor: number;
  readonly offset: number;
  /** Share of the original. */
  readonly plain: number;
  /** Shares of both pictures, blurred to the finest level; null: that is not in it. */
  readonly blurred: { readonly result: number; readonly plain: number } | null;
  /** What is added, of the same rows. */
  readonly grain: { readonly of: Packed; readonly share: number } | null;
  /** What is added on a grid half as fine. */
  readonly coarse: { readonly of: GridRows; readonly share: number } | null;
}

/**
 * Writes rows of red, green and blue, rounded and clamped, one row after the other: what was read of it for one channel is
 * still near for the next.
 *
 * @param plain rows of the original, with the one above and the one below where it is blurred; null: it has no share
 */
export function mixStrip(
  out: Image,
  result: Image,
  plain: ImageRows | null,
  { from, to }: Rows,
  channels: readonly ChannelMix[],
): void {
  const written = unclamped(out);
  const own = levelsOf(result, 0, out);
  const other = plain === null ? null : levelsOf(plain.image, plain.top, out);
  const max = maxValue(out.depth);
  const values = new Float64Array(out.width);
  for (let y = from; y < to; y++) {
    for (const [channel, mix] of channels.entries()) {
      startRow(own, other, mix, y, channel, max, values);
      const { grain, coarse } = mix;
      if (grain !== null) {
        const step = grain.share * grain.of.step * max;
        addRow(grain.of.values, (y - from) * out.width, step, values);
      }
      if (coarse !== null) addExpandedRow(coarse.of, y, coarse.share * max, values);
      storeRow(values, max, written, y * out.width * CHANNELS + channel);
    }
  }
}

/** A picture, or rows of it from `top` on. */
interface Levels {
  readonly data: Stored;
  readonly top: number;
  readonly line: number;
  readonly last: number;
  /** Levels of what is written in one of its own. */
  readonly scale: number;
}

function levelsOf(image: Image, top: number, out: Image): Levels {
  return {
    data: unclamped(image),
    top,
    line: image.width * CHANNELS,
    last: Math.min(top + image.height, out.height) - 1,
    scale: maxValue(out.depth) / maxValue(image.depth),
  };
}

/** What the pictures themselves have in a row. */
function startRow(
  own: Levels,
  other: Levels | null,
  { factor, offset, plain, blurred }: ChannelMix,
  y: number,
  channel: number,
  max: number,
  values: Float64Array,
): void {
  const at = placeOf(own, y, channel);
  const added = offset * max;
  const times = factor * own.scale;
  if (other === null) {
    scaledRow(own.data, at, times, added, values);
    return;
  }
  const from = placeOf(other, y, channel);
  const share = plain * other.scale;
  if (blurred === null) {
    mixedRow(own.data, at, times, added, other.data, from, share, values);
    return;
  }
  const ofOwn = (blurred.result * own.scale) / BLUR_SUM;
  const ofOther = (blurred.plain * other.scale) / BLUR_SUM;
  blurredRow(own.data, at, times, added, other.data, from, share, ofOwn, ofOther, values);
}

/** Of the weights that blur a pixel. */
const BLUR_SUM = 16;

function placeOf({ top, line, last }: Levels, y: number, channel: number): RowPlace {
  const of = (row: number): number => (Math.min(last, Math.max(top, row)) - top) * line + channel;
  return { above: of(y - 1), here: of(y), below: of(y + 1) };
}

/** Stores to a clamped array round each value again, which is many times slower. */
function unclamped({ data }: Image): Stored {
  if (data instanceof Uint16Array) return data;
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}
