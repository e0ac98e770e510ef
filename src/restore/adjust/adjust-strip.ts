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
  /** Share of the original's difference that is taken as it is. */
  readonly taken: number;
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
  const { pair, strength, taken, shares, tones, grainLevels } = work;
  const { result, original, factor, kept } = pair;
  const kind = tones === null ? 'plain' : 'matched';
  const needed = levelsNeeded(shares);
  const keptLevels = needed === 0 ? [] : kept.levels.of(kind, core.y);
  const keptGrain = grainLevels === null ? [] : kept.grain.of('grain', core.y);

  const own = { from: core.y * factor, to: (core.y + core.height) * factor };
  const reach = keptLevels === null ? STRIP_REACH : 0;
  const seen = { from: Math.max(0, own.from - reach), to: Math.min(out.height, own.to + reach) };
  const ofPlain = 1 - strength + strength * taken;
  const plain = keptLevels === null || ofPlain !== 0 ? pair.plain.of(seen) : null;

  const roomy = kept.levels.hasRoom(levelBytes(scaleSize(core, factor)));
  const levels = keptLevels ?? packLevels(work, plain, seen, own, roomy ? WAVELET_LEVELS : needed);
  if (keptLevels === null && roomy) kept.levels.keep(kind, core.y, levels);
  const rows = { from: core.y, to: core.y + core.height };
  const grain = keptGrain ?? grainOf(original, grainLevels ?? [], factor, rows, buffers);
  if (keptGrain === null) kept.grain.keep('grain', core.y, grain);

  const count = levels.length / COLOURS.length;
  for (const channel of COLOURS) {
    const { factor: tone, offset } = tones?.[channel] ?? TONES_STAY;
    const ofResult = strength * (1 - taken);
    const fine = grain[channel];
    const parts: ChannelMix['parts'] = [
      ...levels
        .slice(channel * count, (channel + 1) * count)
        .map((of, i) => ({ of, share: strength * (shares[i] ?? 0) })),
      ...(fine === undefined ? [] : [{ of: fine, share: strength * work.grain }]),
    ];
    const mix = { factor: ofResult * tone, offset: ofResult * offset, plain: ofPlain, parts };
    mixChannel(out, result, plain, own, channel, mix);
  }
}

const COLOURS = [0, 1, 2] as const;

function levelBytes(strip: Size): number {
  return area(strip) * COLOURS.length * WAVELET_LEVELS * Int16Array.BYTES_PER_ELEMENT;
}

/** So many levels of each channel's difference between original and result, of the rows `own`. */
function packLevels(
  { pair: { result }, tones }: StripWork,
  plain: ImageRows | null,
  seen: Rows,
  own: Rows,
  count: number,
): readonly Packed[] {
  if (plain === null) return [];
  const { width } = result;
  const size = { width, height: seen.to - seen.from };
  const within = { from: own.from - seen.from, to: own.to - seen.from };
  const values = new Int16Array(area(size));
  const spare = new Int16Array(values.length);
  return COLOURS.flatMap((channel) => {
    const tone = tones?.[channel] ?? TONES_STAY;
    const most = largestDifference(tone);
    difference(result, plain, seen, channel, tone, STEPS / most, values);
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
