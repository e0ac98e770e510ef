import { WAVELET_LEVELS, waveletReach } from '../../pixels/wavelet';
import type { ColourAdjustment } from './adjustment';
import { blurSteps } from './blur-steps';

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

/** A channel of some rows, of which those from `from` to `to` are wanted. */
export interface SeenChannel {
  readonly values: Int16Array;
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The first `count` levels of a channel's blurred difference, `values`, which is overwritten. The last
 * level is exact where `waveletReach` rows are seen beyond those that are wanted, or the picture ends.
 *
 * @param spare as long as `values`, overwritten
 */
export function blurredLevels(
  { values, from, to, ...size }: SeenChannel,
  count: number,
  spare: Int16Array,
): readonly Int16Array[] {
  const { width, height } = size;
  let [source, out] = [values, spare];
  return Array.from({ length: count }, (_, i) => {
    // Rows that the levels after this one still look at.
    const reach = waveletReach(count) - waveletReach(i + 1);
    const rows = { from: Math.max(0, from - reach), to: Math.min(height, to + reach) };
    blurSteps(source, size, i, rows, out);
    [source, out] = [out, source];
    return source.slice(from * width, to * width);
  });
}
