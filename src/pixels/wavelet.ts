/** Levels of the wavelets, with holes of 1, 2, 4, 8 and 16 pixels. */
export const WAVELET_LEVELS = 5;

/** Pixels that `levels` blurs, one after the other, look to each side. */
export function waveletReach(levels: number): number {
  return 2 ** levels - 1;
}
