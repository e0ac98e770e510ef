import { WAVELET_LEVELS } from '../../pixels/wavelet';
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

/**
 * Shares of the levels of pictures that were halved so often: level i of the whole picture is level
 * i − `halvings` of those, and what would be finer than their pixels, they show unblurred.
 */
export function halvedShares(
  shares: readonly number[],
  halvings: number,
): { readonly unblurred: number; readonly shares: readonly number[] } {
  const unblurred = shares.slice(0, halvings).reduce((sum, share) => sum + share, 0);
  const none = Array.from({ length: Math.min(halvings, shares.length) }, () => 0);
  return { unblurred, shares: [...shares.slice(halvings), ...none] };
}
