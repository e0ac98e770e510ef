import type { Breathe } from '../../core/breathe';
import type { Image } from '../../core/image';
import type { CoarsePair } from './coarse';
import { createEnlarge, type Enlarge } from './enlarge';
import { enlargedLevel } from './enlarged-level';
import { firstLevel } from './first-level';
import { grainLevels } from './grain';
import { createKeptStrips, type KeptStrips } from './kept-strips';
import { createPlainRows, type PlainRows } from './plain-rows';
import { pyramidOf } from './pyramid';
import { matchOf, tonesOf, type ToneMatch } from './tones';

/** A result's picture and the original that it was made from. */
export interface ColourPair {
  readonly result: Image;
  /** As large, or smaller by a whole factor; colours under its transparent pixels are filled. */
  readonly original: Image;
  readonly factor: number;
  readonly enlarge: Enlarge;
  /** How often both were halved before; 0: they are as a run made them. */
  readonly halvings: number;
  readonly plain: PlainRows;
  /**
   * What gives red, green and blue of the result the original's tones; asked for where the adjustment matches them. Both are
   * measured on all that is kept, whatever the mask shows: moving its edge changes no colours.
   */
  readonly tones: (breathe: Breathe) => Promise<readonly ToneMatch[]>;
  /** `grainLevels` of the original; asked for where the adjustment puts grain back. */
  readonly grainLevels: (breathe: Breathe) => Promise<readonly number[]>;
  /** The coarse levels of both; asked for where the adjustment has a share of one. */
  readonly coarse: (breathe: Breathe) => Promise<CoarsePair>;
  /** The original's grain at the result's size. */
  readonly keptGrain: KeptStrips;
}

/** Bytes that may be kept of a pair, beside its pictures. */
export interface KeptBytes {
  readonly grain: number;
  readonly plain: number;
}

/** @throws RangeError when the pictures' sizes do not belong together */
export function createColourPair(
  result: Image,
  original: Image,
  bytes: KeptBytes,
  halvings = 0,
): ColourPair {
  const factor = factorBetween(original, result);
  let tones: readonly ToneMatch[] | null = null;
  let levels: readonly number[] | null = null;
  let coarse: CoarsePair | null = null;
  const enlarge = createEnlarge(original.width, factor);
  const plain = createPlainRows(original, factor, enlarge, result.depth, bytes.plain);
  return {
    result,
    original,
    factor,
    enlarge,
    halvings,
    plain,
    async tones(breathe) {
      if (tones !== null) return tones;
      const own = await tonesOf(result, breathe);
      const wanted = await tonesOf(original, breathe);
      return (tones = own.map((from, channel) => matchOf(from, wanted[channel] ?? from)));
    },
    grainLevels: async (breathe) => (levels ??= await grainLevels(original, breathe)),
    async coarse(breathe) {
      if (coarse !== null) return coarse;
      const of =
        factor === 1
          ? await firstLevel(original, breathe)
          : await enlargedLevel(original, factor, breathe);
      return (coarse = {
        plain: await pyramidOf(of, breathe),
        result: await pyramidOf(await firstLevel(result, breathe), breathe),
      });
    },
    keptGrain: createKeptStrips(bytes.grain),
  };
}

/** @throws RangeError */
export function factorBetween(original: Image, result: Image): number {
  const factor = result.width / original.width;
  if (!Number.isInteger(factor) || original.height * factor !== result.height) {
    throw new RangeError('the result is not a whole multiple of its original');
  }
  return factor;
}
