import { area, scaleRect, scaleSize, type Rect } from '../../core/geometry';
import { createImage, type Image } from '../../core/image';
import { createBuffers, type Buffers } from '../../pixels/buffers';
import type { Moments } from '../../pixels/color-fix';
import { readColours, RGB, takePlanes, writePlanes, type Planes } from '../../pixels/planes';
import { resizeTo } from '../../pixels/resize';
import { waveletReach } from '../../pixels/wavelet';
import { keepsColours, type ColourAdjustment } from './adjustment';
import { addLevels, levelShares, levelsNeeded } from './bands';
import { GRAIN_REACH, keepGrain } from './grain';
import { stripsOf, type Strip } from './strips';
import { matchTones } from './tones';

/** The result's filter for the share of the original in it, and its reach in pixels of the original. */
const FILTER = 'lanczos3';
const FILTER_REACH = 3;

/** A result's picture and the original that it was made from. */
export interface ColourPair {
  readonly result: Image;
  /** As large, or smaller by a whole factor; colours under its transparent pixels are filled. */
  readonly original: Image;
  /** `tonesOf` both; asked for where the adjustment matches them. */
  readonly tones: () => {
    readonly result: readonly Moments[];
    readonly original: readonly Moments[];
  };
  /** `grainLevels` of the original; asked for where the adjustment puts grain back. */
  readonly grainLevels: (breathe: () => Promise<void>) => Promise<readonly number[]>;
}

/**
 * The result with its colours adjusted: R′ = R fixed in colour, + what the original has in the bands that
 * it takes over; then S + strength · (R′ + grain − S) with the original S, enlarged where the result is.
 * Alpha stays. The result itself where nothing is to be done. Works strip by strip, so that the memory needed beside the
 * pictures does not grow with their height.
 *
 * @param breathe awaited between the strips; what it throws ends the work
 * @throws RangeError when the pictures' sizes do not belong together
 */
export async function adjustColours(
  pair: ColourPair,
  adjustment: ColourAdjustment,
  breathe: () => Promise<void>,
): Promise<Image> {
  const { result, original } = pair;
  if (keepsColours(adjustment)) return result;
  const factor = factorBetween(original, result);
  const shares = levelShares(adjustment);
  const tones = adjustment.colorFix === 'adain' ? pair.tones() : null;
  const levels = adjustment.grain > 0 ? await pair.grainLevels(breathe) : null;
  const reach = Math.ceil(waveletReach(levelsNeeded(shares)) / factor) + GRAIN_REACH + FILTER_REACH;
  const out = createImage(result, result.depth);
  out.data.set(result.data);
  const buffers = createBuffers();
  for (const strip of stripsOf(original, reach, factor)) {
    await breathe();
    const { colours, plain, grain } = readStrip(pair, strip, factor, levels, buffers);
    if (tones !== null) matchTones(colours, tones.result, tones.original);
    takeBands(colours, plain, shares, buffers);
    mix(colours, plain, grain, adjustment);
    writePlanes(colours, scaleRect(strip.inner, factor), out, scaleRect(strip.core, factor));
    for (const planes of [colours, plain, grain]) if (planes) buffers.give(planes.data);
  }
  return out;
}

/** @throws RangeError */
export function factorBetween(original: Image, result: Image): number {
  const factor = result.width / original.width;
  if (!Number.isInteger(factor) || original.height * factor !== result.height) {
    throw new RangeError('the result is not a whole multiple of its original');
  }
  return factor;
}

interface StripColours {
  readonly colours: Planes;
  readonly plain: Planes;
  readonly grain: Planes | null;
}

/** Colours of both pictures at the result's size, and the original's grain. */
function readStrip(
  { result, original }: ColourPair,
  { seen }: Strip,
  factor: number,
  levels: readonly number[] | null,
  buffers: Buffers,
): StripColours {
  const read = (): Planes => enlarged(readColours(original, seen, buffers), seen, factor, buffers);
  const colours = readColours(result, scaleRect(seen, factor), buffers);
  if (levels === null) return { colours, plain: read(), grain: null };
  const fine = readColours(original, seen, buffers);
  keepGrain(fine, levels, buffers);
  return { colours, plain: read(), grain: enlarged(fine, seen, factor, buffers) };
}

function enlarged(planes: Planes, from: Rect, factor: number, buffers: Buffers): Planes {
  const large = resizeTo(planes, scaleSize(from, factor), buffers, FILTER);
  if (large !== planes) buffers.give(planes.data);
  return large;
}

/** Gives `colours` the bands of `plain` that it is to take over. */
function takeBands(
  colours: Planes,
  plain: Planes,
  shares: readonly number[],
  buffers: Buffers,
): void {
  if (levelsNeeded(shares) === 0) return;
  // One channel at a time stays in the processor's cache.
  const size = area(colours);
  const difference = takePlanes(buffers, colours, 1);
  for (let channel = 0; channel < RGB; channel++) {
    const [own, wanted] = [colours, plain].map(({ data }) =>
      data.subarray(channel * size, (channel + 1) * size),
    ) as [Float32Array, Float32Array];
    for (let i = 0; i < size; i++) {
      difference.data[i] = (wanted[i] as number) - (own[i] as number);
    }
    addLevels(own, difference, shares, buffers);
  }
  buffers.give(difference.data);
}

function mix(
  colours: Planes,
  plain: Planes,
  grain: Planes | null,
  adjustment: ColourAdjustment,
): void {
  const { strength } = adjustment;
  const { data } = colours;
  if (grain !== null) {
    for (let i = 0; i < data.length; i++) {
      data[i] = (data[i] as number) + adjustment.grain * (grain.data[i] as number);
    }
  }
  if (strength === 1) return;
  for (let i = 0; i < data.length; i++) {
    const from = plain.data[i] as number;
    data[i] = from + strength * ((data[i] as number) - from);
  }
}
