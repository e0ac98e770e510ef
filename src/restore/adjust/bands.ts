import type { Planes } from '../../pixels/planes';
import type { Buffers } from '../../pixels/buffers';
import { blurLevel, WAVELET_LEVELS } from '../../pixels/wavelet';
import type { ColourAdjustment } from './adjustment';
import { addPacked, largestOf, pack, type Packed } from './packed';

/**
 * What is added of the blurred difference between original and result: share i is that of level i + 1.
 *
 * The difference falls into bands: what is coarser than the last level, then what lies between each
 * level and the next finer one. As `detail` falls, the original takes over one band after the other, from the
 * coarsest on; the finest always stays the result's. The colour fix by wavelets takes the coarsest. A
 * band is the difference of two neighbouring levels, so that what a level gets is that of two shares.
 */
export function levelShares({
  detail,
  colorFix,
}: Pick<ColourAdjustment, 'detail' | 'colorFix'>): readonly number[] {
  const bandsTaken = (1 - detail) * WAVELET_LEVELS;
  const taken = (band: number): number => {
    if (band === 0 && colorFix === 'wavelet') return 1;
    return band === WAVELET_LEVELS ? 0 : Math.min(1, Math.max(0, bandsTaken - band));
  };
  return Array.from({ length: WAVELET_LEVELS }, (_, i) => {
    const band = WAVELET_LEVELS - 1 - i;
    return taken(band) - taken(band + 1);
  });
}

/** The coarsest level that has a share; 0: none has. */
export function levelsNeeded(shares: readonly number[]): number {
  return shares.findLastIndex((share) => share !== 0) + 1;
}

/**
 * The first `count` levels of a channel's blurred `difference`, which is overwritten: of the values from `from` to
 * `to` of it.
 */
export function packLevels(
  difference: Planes,
  count: number,
  [from, to]: readonly [number, number],
  buffers: Buffers,
): readonly Packed[] {
  const rows = buffers.take(difference.data.length);
  const low = difference.data;
  // A blurred value lies between those that it is made of.
  const most = largestOf(low);
  const levels = Array.from({ length: count }, (_, i) => {
    blurLevel(difference, i + 1, low, rows);
    return pack(low.subarray(from, to), most);
  });
  buffers.give(rows);
  return levels;
}

/** Adds to the values `data` the shares of the levels. */
export function addLevels(
  data: Float32Array,
  levels: readonly Packed[],
  shares: readonly number[],
): void {
  levels.forEach((level, i) => {
    addPacked(data, level, shares[i] ?? 0);
  });
}
