import type { Rect } from '../../core/geometry';
import type { Image } from '../../core/image';
import type { Buffers } from '../../pixels/buffers';
import type { ColourAdjustment } from './adjustment';
import type { Rows } from './blur-steps';
import { coarseRows, coarseShare, type CoarsePair } from './coarse';
import type { ColourPair } from './colour-pair';
import { FILTER_REACH } from './enlarge';
import { FINEST_REACH } from './finest-band';
import { enlargedGrainOf, grainOf } from './grain';
import { mixStrip, type ChannelMix } from './mix-strip';
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
export const STRIP_REACH = FINEST_REACH + FILTER_REACH;

const COLOURS = [0, 1, 2] as const;

/** Writes the adjusted colours of the original's rows `core` into `out`. */
export function adjustStrip(work: StripWork, core: Rect, out: Image, buffers: Buffers): void {
  const { pair, strength, unblurred, shares, grainLevels } = work;
  const rows = { from: core.y * pair.factor, to: (core.y + core.height) * pair.factor };
  const grain = grainLevels === null ? [] : grainOfStrip(pair, grainLevels, core, buffers);
  const isBlurred = strength * (shares[0] ?? 0) !== 0;
  const hasPlain = isBlurred || strength * (1 - unblurred) !== 1;
  const reach = isBlurred ? FINEST_REACH : 0;
  const seen = {
    from: Math.max(0, rows.from - reach),
    to: Math.min(pair.result.height, rows.to + reach),
  };
  const plain = hasPlain ? pair.plain.of(seen) : null;
  const mixes = COLOURS.map((channel) => mixOf(work, channel, rows, grain[channel]));
  mixStrip(out, pair.result, plain, rows, mixes);
}

function mixOf(
  { strength, unblurred, shares, coarse, tones, ...work }: StripWork,
  channel: number,
  rows: Rows,
  grain: Packed | undefined,
): ChannelMix {
  const tone = tones?.[channel] ?? TONES_STAY;
  const finest = strength * (shares[0] ?? 0);
  const ofCoarse = coarse === null ? 0 : coarseShare(shares);
  const sum = { channel, shares, ofResult: tone.factor };
  const grid = coarse === null || strength === 0 ? null : coarseRows(coarse, sum, rows);
  return {
    factor: strength * (1 - unblurred) * tone.factor,
    // The coarse levels are of values whose tones stayed: what the match adds comes off again, as from the finest.
    offset: strength * tone.offset * (1 - unblurred - ofCoarse) - finest * tone.offset,
    plain: 1 - strength * (1 - unblurred),
    blurred: finest === 0 ? null : { result: -finest * tone.factor, plain: finest },
    grain: grain === undefined ? null : { of: grain, share: strength * work.grain },
    coarse: grid === null ? null : { of: grid, share: strength / STEPS },
  };
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
