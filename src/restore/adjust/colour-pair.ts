import type { Image } from '../../core/image';
import type { Moments } from '../../pixels/color-fix';
import type { KeptStrips } from './kept-strips';

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
  /** For the same pair only: the blurred differences of both, and the original's grain at the result's size. */
  readonly kept: { readonly levels: KeptStrips; readonly grain: KeptStrips };
}
