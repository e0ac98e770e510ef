import type { Planes } from '../../pixels/planes';
import type { Buffers } from '../../pixels/buffers';
import { blurLevel, WAVELET_LEVELS } from '../../pixels/wavelet';
import type { ColourAdjustment } from './adjustment';

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

/** Adds to the values `data` the shares of the blurred `difference`, which is overwritten. */
export function addLevels(
  data: Float32Array,
  difference: Planes,
  shares: readonly number[],
  buffers: Buffers,
): void {
  const rows = buffers.take(difference.data.length);
  const low = difference.data;
  for (let level = 1; level <= levelsNeeded(shares); level++) {
    blurLevel(difference, level, low, rows);
    const share = shares[level - 1] ?? 0;
    if (share === 0) continue;
    for (let i = 0; i < data.length; i++) {
      data[i] = (data[i] as number) + share * (low[i] as number);
    }
  }
  buffers.give(rows);
}
