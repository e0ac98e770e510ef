import type { Rect } from '../../core/geometry';
import type { Image } from '../../core/image';
import type { Buffers } from '../../pixels/buffers';
import type { ColourAdjustment } from './adjustment';
import { coarseRows, coarseShare, type CoarsePair } from './coarse';
import type { ColourPair } from './colour-pair';
import { FILTER_REACH } from './enlarge';
import { finestLevel, seenRows } from './finest-level';
import { enlargedGrainOf, GRAIN_REACH, grainOf } from './grain';
import { mixChannel } from './mix-channel';
import { STEPS, type Packed } from './packed';
import { TONES_STAY, type ToneMatch } from './tones';

/** A picture's adjustment, and what all of its strips need. */
export interface StripWork extends ColourAdjustment {
  readonly pair: ColourPair;
  /** Share of the difference between original and result as it is. */
  readonly unblurred: number;
  /** Shares of its levels, the finest first. */
  readonly shares: readonly number[];
  /** null: no level of it has a share. */
  readonly coarse: CoarsePair | null;
  /** null: tones stay. */
  readonly tones: readonly ToneMatch[] | null;
  /** null: no grain is put back. */
  readonly grainLevels: readonly number[] | null;
}

/** Rows of the original that a strip is seen with at most, beyond its own. */
export const STRIP_REACH = GRAIN_REACH + FILTER_REACH;

const COLOURS = [0, 1, 2] as const;

/** Writes the adjusted colours of the original's rows `core` into `out`. */
export function adjustStrip(work: StripWork, core: Rect, out: Image, buffers: Buffers): void {
  const { pair, strength, unblurred, shares, coarse, tones, grainLevels } = work;
  const own = { from: core.y * pair.factor, to: (core.y + core.height) * pair.factor };
  const ofPlain = 1 - strength * (1 - unblurred);
  const finest = shares[0] ?? 0;
  const grain = grainLevels === null ? [] : grainOfStrip(pair, grainLevels, core, buffers);
  const plain = ofPlain === 0 ? null : pair.plain.of(own);
  const seen = finest === 0 ? null : seenRows(pair, own);
  const ofCoarse = coarse === null ? 0 : coarseShare(shares);

  for (const channel of COLOURS) {
    const tone = tones?.[channel] ?? TONES_STAY;
    const parts: { of: Packed; share: number }[] = [];
    if (seen !== null) {
      parts.push({ of: finestLevel(pair.result, seen, own, channel, tone), share: finest });
    }
    const fine = grain[channel];
    if (fine !== undefined) parts.push({ of: fine, share: work.grain });
    const sum = { channel, shares, ofResult: tone.factor };
    mixChannel(out, pair.result, plain, own, channel, {
      factor: strength * (1 - unblurred) * tone.factor,
      // The coarse levels are of values whose tones stayed: what the match adds comes off again.
      offset: strength * tone.offset * (1 - unblurred - ofCoarse),
      plain: ofPlain,
      parts: parts.map(({ of, share }) => ({ of, share: strength * share })),
      coarse: coarse === null || strength === 0 ? null : coarseRows(coarse, sum, own),
      ofCoarse: strength / STEPS,
    });
  }
}

/** The grain of each channel, at the size of the result; kept where there is room. */
export function grainOfStrip(
  { original, factor, enlarge, keptGrain }: ColourPair,
  levels: readonly number[],
  core: Rect,
  buffers: Buffers,
): readonly Packed[] {
  const known = keptGrain.of(core.y);
  if (known !== null) return known;
  const rows = { from: core.y, to: core.y + core.height };
  const grain =
    factor === 1
      ? grainOf(original, levels, rows)
      : enlargedGrainOf(original, levels, rows, { factor, enlarge }, buffers);
  keptGrain.keep(core.y, grain);
  return grain;
}
