import { area, type Rect } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import type { Buffers } from '../../pixels/buffers';
import type { ColourAdjustment } from './adjustment';
import { blurSteps, type Rows } from './blur-steps';
import { coarseRows, coarseShare, type CoarsePair } from './coarse';
import type { ColourPair } from './colour-pair';
import { FILTER_REACH } from './enlarge';
import { enlargedGrainOf, GRAIN_REACH, grainOf } from './grain';
import { mixChannel } from './mix-channel';
import { rounded, STEPS, type Packed } from './packed';
import type { ImageRows } from './plain-rows';
import { TONES_STAY, type ToneMatch } from './tones';

/** A picture's adjustment, and what all of its strips need. */
export interface StripWork extends ColourAdjustment {
  readonly pair: ColourPair;
  /** Share of the difference between original and result as it is. */
  readonly unblurred: number;
  /** Shares of its levels, the finest first. */
  readonly shares: readonly number[];
  /** null: no level of it has a share. */
  readonly coarse: CoarsePair | null;
  /** null: tones stay. */
  readonly tones: readonly ToneMatch[] | null;
  /** null: no grain is put back. */
  readonly grainLevels: readonly number[] | null;
}

/** Rows of the original that a strip is seen with at most, beyond its own. */
export const STRIP_REACH = GRAIN_REACH + FILTER_REACH;

const COLOURS = [0, 1, 2] as const;

/** Writes the adjusted colours of the original's rows `core` into `out`. */
export function adjustStrip(work: StripWork, core: Rect, out: Image, buffers: Buffers): void {
  const { pair, strength, unblurred, shares, coarse, tones, grainLevels } = work;
  const own = { from: core.y * pair.factor, to: (core.y + core.height) * pair.factor };
  const ofPlain = 1 - strength * (1 - unblurred);
  const finest = shares[0] ?? 0;
  const grain = grainLevels === null ? [] : grainOfStrip(pair, grainLevels, core, buffers);
  const plain = ofPlain === 0 ? null : pair.plain.of(own);
  const seen = finest === 0 ? null : seenRows(pair, own);
  const ofCoarse = coarse === null ? 0 : coarseShare(shares);

  for (const channel of COLOURS) {
    const tone = tones?.[channel] ?? TONES_STAY;
    const parts: { of: Packed; share: number }[] = [];
    if (seen !== null) {
      parts.push({ of: finestLevel(pair.result, seen, own, channel, tone), share: finest });
    }
    const fine = grain[channel];
    if (fine !== undefined) parts.push({ of: fine, share: work.grain });
    const sum = { channel, shares, ofResult: tone.factor };
    mixChannel(out, pair.result, plain, own, channel, {
      factor: strength * (1 - unblurred) * tone.factor,
      // The coarse levels are of values whose tones stayed: what the match adds comes off again.
      offset: strength * tone.offset * (1 - unblurred - ofCoarse),
      plain: ofPlain,
      parts: parts.map(({ of, share }) => ({ of, share: strength * share })),
      coarse: coarse === null || strength === 0 ? null : coarseRows(coarse, sum, own),
      ofCoarse: strength / STEPS,
    });
  }
}

/** The grain of each channel, at the size of the result; kept where there is room. */
export function grainOfStrip(
  { original, factor, enlarge, keptGrain }: ColourPair,
  levels: readonly number[],
  core: Rect,
  buffers: Buffers,
): readonly Packed[] {
  const known = keptGrain.of(core.y);
  if (known !== null) return known;
  const rows = { from: core.y, to: core.y + core.height };
  const grain =
    factor === 1
      ? grainOf(original, levels, rows)
      : enlargedGrainOf(original, levels, rows, { factor, enlarge }, buffers);
  keptGrain.keep(core.y, grain);
  return grain;
}

/** The original's rows that the finest level of `own` looks at. */
function seenRows({ result, plain }: ColourPair, own: Rows): SeenRows {
  const rows = { from: Math.max(0, own.from - 1), to: Math.min(result.height, own.to + 1) };
  return { rows, plain: plain.of(rows) };
}

interface SeenRows {
  readonly rows: Rows;
  readonly plain: ImageRows;
}

/** The finest level of a channel's difference between original and result. */
function finestLevel(
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
  difference(result, plain, rows, channel, tone, STEPS / most, values);
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
function difference(
  result: Image,
  { image, top }: ImageRows,
  { from }: Rows,
  channel: number,
  { factor, offset }: ToneMatch,
  steps: number,
  out: Int16Array,
): void {
  const { width } = result;
  const ofResult = (factor * 2 * steps) / maxValue(result.depth);
  const ofPlain = (2 * steps) / maxValue(image.depth);
  const less = offset * 2 * steps;
  let r = from * width * CHANNELS + channel;
  let p = (from - top) * width * CHANNELS + channel;
  const stride = CHANNELS;
  for (let i = 0; i < out.length; i++, r += stride, p += stride) {
    out[i] = rounded(
      ofPlain * (image.data[p] as number) - ofResult * (result.data[r] as number) - less,
    );
  }
}
