import { area, scaleSize, type Rect, type Size } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import type { Buffers } from '../../pixels/buffers';
import { WAVELET_LEVELS, waveletReach } from '../../pixels/wavelet';
import type { ColourAdjustment } from './adjustment';
import { blurredLevels, levelsNeeded } from './bands';
import type { Rows } from './blur-steps';
import type { ColourPair } from './colour-pair';
import { grainOf } from './grain';
import { mixChannel, type ChannelMix } from './mix-channel';
import { STEPS, type Packed } from './packed';
import type { ImageRows } from './plain-rows';
import { TONES_STAY, type ToneMatch } from './tones';

/** A picture's adjustment, and what all of its strips need. */
export interface StripWork extends ColourAdjustment {
  readonly pair: ColourPair;
  /** Shares of the levels of the blurred difference, `levelShares`. */
  readonly shares: readonly number[];
  /** null: tones stay. */
  readonly tones: readonly ToneMatch[] | null;
  /** null: no grain is put back. */
  readonly grainLevels: readonly number[] | null;
}

/** Rows of the result that a strip is seen with at most, beyond its own. */
export const STRIP_REACH = waveletReach(WAVELET_LEVELS);

/** Writes the adjusted colours of the original's rows `core` into `out`. */
export function adjustStrip(work: StripWork, core: Rect, out: Image, buffers: Buffers): void {
  const { pair, strength, shares, tones, grainLevels } = work;
  const needed = levelsNeeded(shares);
  const own = rowsOf(core, pair.factor);
  const ofPlain = 1 - strength;
  const levels = needed === 0 ? [] : levelsOf(pair, tones, core, needed);
  const grain = grainLevels === null ? [] : keptGrain(pair, grainLevels, core, buffers);
  const plain = ofPlain === 0 ? null : pair.plain.of(own);

  const count = levels.length / COLOURS.length;
  for (const channel of COLOURS) {
    const { factor: tone, offset } = tones?.[channel] ?? TONES_STAY;
    const fine = grain[channel];
    const parts: ChannelMix['parts'] = [
      ...levels
        .slice(channel * count, (channel + 1) * count)
        .map((of, i) => ({ of, share: strength * (shares[i] ?? 0) })),
      ...(fine === undefined ? [] : [{ of: fine, share: strength * work.grain }]),
    ];
    const mix = { factor: strength * tone, offset: strength * offset, plain: ofPlain, parts };
    mixChannel(out, pair.result, plain, own, channel, mix);
  }
}

const COLOURS = [0, 1, 2] as const;

function levelBytes(strip: Size): number {
  return area(strip) * COLOURS.length * WAVELET_LEVELS * Int16Array.BYTES_PER_ELEMENT;
}

/** Keeps the grain and the levels of a strip, whose tones stay, where there is room. */
export function prepareStrip(
  pair: ColourPair,
  grainLevels: readonly number[],
  core: Rect,
  buffers: Buffers,
): void {
  keptGrain(pair, grainLevels, core, buffers);
  const bytes = levelBytes(scaleSize(core, pair.factor));
  if (pair.kept.levels.hasRoom(bytes)) levelsOf(pair, null, core, WAVELET_LEVELS);
}

function rowsOf({ y, height }: Rect, factor: number): Rows {
  return { from: y * factor, to: (y + height) * factor };
}

function keptGrain(
  { original, factor, kept }: ColourPair,
  levels: readonly number[],
  core: Rect,
  buffers: Buffers,
): readonly Packed[] {
  const known = kept.grain.of('grain', core.y);
  if (known !== null) return known;
  const grain = grainOf(original, levels, factor, rowsOf(core, 1), buffers);
  kept.grain.keep('grain', core.y, grain);
  return grain;
}

/** At least `needed` levels of each channel's difference between original and result. */
function levelsOf(
  pair: ColourPair,
  tones: readonly ToneMatch[] | null,
  core: Rect,
  needed: number,
): readonly Packed[] {
  const { factor, kept } = pair;
  const kind = tones === null ? 'plain' : 'matched';
  const known = kept.levels.of(kind, core.y);
  if (known !== null) return known;
  const roomy = kept.levels.hasRoom(levelBytes(scaleSize(core, factor)));
  const levels = packLevels(pair, tones, rowsOf(core, factor), roomy ? WAVELET_LEVELS : needed);
  if (roomy) kept.levels.keep(kind, core.y, levels);
  return levels;
}

function packLevels(
  { result, plain }: ColourPair,
  tones: readonly ToneMatch[] | null,
  own: Rows,
  count: number,
): readonly Packed[] {
  const { width, height } = result;
  const seen = {
    from: Math.max(0, own.from - STRIP_REACH),
    to: Math.min(height, own.to + STRIP_REACH),
  };
  const size = { width, height: seen.to - seen.from };
  const within = { from: own.from - seen.from, to: own.to - seen.from };
  const original = plain.of(seen);
  const values = new Int16Array(area(size));
  const spare = new Int16Array(values.length);
  return COLOURS.flatMap((channel) => {
    const tone = tones?.[channel] ?? TONES_STAY;
    const most = largestDifference(tone);
    difference(result, original, seen, channel, tone, STEPS / most, values);
    const levels = blurredLevels({ values, ...size, ...within }, count, spare);
    return levels.map((level) => ({ values: level, step: most / STEPS }));
  });
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
  const ofResult = (factor * steps) / maxValue(result.depth);
  const ofPlain = steps / maxValue(image.depth);
  const less = offset * steps;
  let r = from * width * CHANNELS + channel;
  let p = (from - top) * width * CHANNELS + channel;
  const stride = CHANNELS;
  for (let i = 0; i < out.length; i++, r += stride, p += stride) {
    const value =
      ofPlain * (image.data[p] as number) - ofResult * (result.data[r] as number) - less;
    out[i] = value < 0 ? value - 0.5 : value + 0.5;
  }
}
