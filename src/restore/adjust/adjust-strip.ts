import { area, scaleRect, scaleSize, type Rect } from '../../core/geometry';
import type { Buffers } from '../../pixels/buffers';
import { readColours, RGB, takePlanes, type Planes } from '../../pixels/planes';
import { resizeTo } from '../../pixels/resize';
import { WAVELET_LEVELS, waveletReach } from '../../pixels/wavelet';
import type { ColourAdjustment } from './adjustment';
import { addLevels, levelsNeeded, packLevels } from './bands';
import type { ColourPair } from './colour-pair';
import { GRAIN_REACH, keepGrain } from './grain';
import { addPacked, largestOf, pack, type Packed } from './packed';
import { seenWith } from './strips';
import { matchTones } from './tones';

/** The result's filter for the share of the original in it, and its reach in pixels of the original. */
const FILTER = 'lanczos3';
const FILTER_REACH = 3;

/** Pixels of the original that a strip is seen with at most, where the result is `factor` times as large. */
export function stripReach(factor: number): number {
  return bandsReach(factor) + GRAIN_REACH + FILTER_REACH;
}

function bandsReach(factor: number): number {
  return Math.ceil(waveletReach(WAVELET_LEVELS) / factor);
}

/** A picture's adjustment, and what all of its strips need. */
interface StripWork extends ColourAdjustment {
  readonly pair: Pick<ColourPair, 'result' | 'original' | 'kept'>;
  /** How many times as large the result is. */
  readonly factor: number;
  /** `levelShares` of the adjustment. */
  readonly shares: readonly number[];
  /** null: tones stay. */
  readonly tones: ReturnType<ColourPair['tones']> | null;
  /** null: no grain is put back. */
  readonly grainLevels: readonly number[] | null;
}

/** Both pictures around a strip, at the result's size. */
interface SeenStrip {
  readonly colours: Planes;
  /** The original. */
  readonly plain: Planes;
  /** Values of each channel that are the strip's own. */
  readonly own: readonly [from: number, to: number];
}

/** The adjusted colours of the original's rows `core`: those in `inner` of them. `colours` is from `buffers`. */
export function adjustStrip(
  work: StripWork,
  core: Rect,
  buffers: Buffers,
): { readonly colours: Planes; readonly inner: Rect } {
  const { pair, factor, shares, tones, grainLevels, strength } = work;
  const { result, original, kept } = pair;
  const kind = tones === null ? 'plain' : 'matched';
  const needed = levelsNeeded(shares);
  const keptLevels = needed === 0 ? [] : kept.levels.of(kind, core.y);
  const keptGrain = grainLevels === null ? [] : kept.grain.of('grain', core.y);

  const filterReach = factor === 1 ? 0 : FILTER_REACH;
  const ofBands = keptLevels === null ? bandsReach(factor) : 0;
  const ofGrain = keptGrain === null ? GRAIN_REACH : 0;
  const { seen, inner } = seenWith(core, Math.max(ofBands, ofGrain) + filterReach, original);
  const large = scaleRect(inner, factor);
  const own = [large.y * large.width, (large.y + large.height) * large.width] as const;

  const colours = readColours(result, scaleRect(seen, factor), buffers);
  if (tones !== null) matchTones(colours, tones.result, tones.original);
  const small = readColours(original, seen, buffers);
  const grain = keptGrain ?? packGrain(work, small, own, buffers);
  if (keptGrain === null) kept.grain.keep('grain', core.y, grain);
  const plain = enlarged(small, seen, factor, buffers);
  const strip = { colours, plain, own };
  const roomy = kept.levels.hasRoom(levelBytes(large));
  const levels = keptLevels ?? packDifference(strip, roomy ? WAVELET_LEVELS : needed, buffers);
  if (keptLevels === null && roomy) kept.levels.keep(kind, core.y, levels);

  const count = levels.length / RGB;
  channelsOf(colours).forEach((all, channel) => {
    const values = all.subarray(...own);
    addLevels(values, levels.slice(channel * count, (channel + 1) * count), shares);
    const fine = grain[channel];
    if (fine !== undefined) addPacked(values, fine, work.grain);
    const from = channelsOf(plain)[channel]?.subarray(...own);
    if (from !== undefined) mix(values, from, strength);
  });
  buffers.give(plain.data);
  return { colours, inner: large };
}

function levelBytes(strip: Rect): number {
  return area(strip) * RGB * WAVELET_LEVELS * Int16Array.BYTES_PER_ELEMENT;
}

function channelsOf({ data, ...size }: Planes): readonly Float32Array[] {
  const plane = area(size);
  return Array.from({ length: RGB }, (_, channel) =>
    data.subarray(channel * plane, (channel + 1) * plane),
  );
}

/** The planes themselves where nothing is to be enlarged; otherwise they are given back. */
function enlarged(planes: Planes, from: Rect, factor: number, buffers: Buffers): Planes {
  const large = resizeTo(planes, scaleSize(from, factor), buffers, FILTER);
  if (large !== planes) buffers.give(planes.data);
  return large;
}

/** The grain of each channel of the original's colours, enlarged. */
function packGrain(
  { grainLevels, factor }: StripWork,
  original: Planes,
  own: readonly [number, number],
  buffers: Buffers,
): readonly Packed[] {
  const copy = takePlanes(buffers, original, RGB);
  copy.data.set(original.data);
  keepGrain(copy, grainLevels ?? [], buffers);
  const grain = enlarged(copy, { ...original, x: 0, y: 0 }, factor, buffers);
  const packed = channelsOf(grain).map((all) => {
    const values = all.subarray(...own);
    return pack(values, largestOf(values));
  });
  buffers.give(grain.data);
  return packed;
}

/** So many levels of each channel's difference between original and result. */
function packDifference(
  { colours, plain, own }: SeenStrip,
  count: number,
  buffers: Buffers,
): readonly Packed[] {
  // One channel at a time stays in the processor's cache.
  const difference = takePlanes(buffers, colours, 1);
  const wanted = channelsOf(plain);
  const levels = channelsOf(colours).flatMap((from, channel) => {
    const to = wanted[channel] ?? from;
    for (let i = 0; i < from.length; i++) {
      difference.data[i] = (to[i] as number) - (from[i] as number);
    }
    return packLevels(difference, count, own, buffers);
  });
  buffers.give(difference.data);
  return levels;
}

/** Moves `values` towards `from`, all the way where the strength is 0. */
function mix(values: Float32Array, from: Float32Array, strength: number): void {
  if (strength === 1) return;
  for (let i = 0; i < values.length; i++) {
    const plain = from[i] as number;
    values[i] = plain + strength * ((values[i] as number) - plain);
  }
}
