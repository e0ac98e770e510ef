import { area } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import { blurSteps, type Rows } from './blur-steps';
import type { ColourPair } from './colour-pair';
import { STEPS, type Packed } from './packed';
import type { ImageRows } from './plain-rows';
import type { ToneMatch } from './tones';

/** The original's rows that the finest level of `own` looks at. */
export function seenRows({ result, plain }: ColourPair, own: Rows): SeenRows {
  const rows = { from: Math.max(0, own.from - 1), to: Math.min(result.height, own.to + 1) };
  return { rows, plain: plain.of(rows) };
}

/** Rows of the original at the result's size. */
export interface SeenRows {
  readonly rows: Rows;
  readonly plain: ImageRows;
}

/** The finest level of a channel's difference between original and result. */
export function finestLevel(
  result: Image,
  { rows, plain }: SeenRows,
  own: Rows,
  channel: number,
  tone: ToneMatch,
): Packed {
  const size = { width: result.width, height: rows.to - rows.from };
  const within = { from: own.from - rows.from, to: own.to - rows.from };
  const most = largestDifference(tone);
  const values = new Int16Array(area(size));
  storeDifference(result, plain, rows, channel, tone, STEPS / most, values);
  const level = new Int16Array(values.length);
  blurSteps(values, size, 0, within, level);
  const { width } = size;
  return { values: level.subarray(within.from * width, within.to * width), step: most / STEPS };
}

/** Of any two values 0…1, the second with its tone. */
function largestDifference({ factor, offset }: ToneMatch): number {
  const [low, high] = [offset, factor + offset];
  return Math.max(Math.abs(low), Math.abs(high), Math.abs(1 - low), Math.abs(1 - high));
}

/** What the original has more than the result, times `steps`. */
function storeDifference(
  result: Image,
  { image, top }: ImageRows,
  { from }: Rows,
  channel: number,
  { factor, offset }: ToneMatch,
  steps: number,
  out: Int16Array,
): void {
  const { width, data: own } = result;
  const { data: plain } = image;
  const ofResult = (factor * steps) / maxValue(result.depth);
  const ofPlain = steps / maxValue(image.depth);
  const less = offset * steps;
  const stride = CHANNELS;
  let r = from * width * stride + channel;
  let p = (from - top) * width * stride + channel;
  for (let i = 0; i < out.length; i++, r += stride, p += stride) {
    const value = ofPlain * (plain[p] as number) - ofResult * (own[r] as number) - less;
    out[i] = value < 0 ? value - 0.5 : value + 0.5;
  }
}
