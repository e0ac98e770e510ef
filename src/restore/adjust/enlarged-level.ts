import type { Breathe } from '../../core/breathe';
import { scaleSize } from '../../core/geometry';
import type { Image } from '../../core/image';
import { createBuffers } from '../../pixels/buffers';
import { readColours, type Planes } from '../../pixels/planes';
import { resample } from '../../pixels/resize';
import { tapsFor, type Taps } from '../../pixels/taps';
import type { Rows } from './blur-steps';
import { FILTER } from './enlarge';
import { blocks, emptyLevel, GRID_VALUES_AT_ONCE, gridSize, type FirstLevel } from './first-level';
import { STEPS } from './packed';

/**
 * Level 1 of an original that is enlarged by `factor`, as `firstLevel` gives it, without enlarging it: both
 * filters are one, whose values are wanted at a quarter of the pixels only.
 */
export async function enlargedLevel(
  original: Image,
  factor: number,
  breathe: Breathe,
): Promise<FirstLevel> {
  const size = scaleSize(original, factor);
  const level = emptyLevel(size);
  const columns = blurredTaps(original.width, size.width);
  const lines = blurredTaps(original.height, size.height);
  const buffers = createBuffers();
  for (const rows of blocks(level, GRID_VALUES_AT_ONCE)) {
    await breathe();
    const { seen, taps } = linesOf(lines, rows);
    const area = { x: 0, y: seen.from, width: original.width, height: seen.to - seen.from };
    const source = readColours(original, area, buffers);
    const out = { width: level.width, height: rows.to - rows.from };
    const blurred = resample(source, out, columns, taps, buffers);
    level.values.forEach((values, channel) => store(blurred, channel, rows, values));
    buffers.give(source.data);
    buffers.give(blurred.data);
  }
  return level;
}

/** What the points of a grid over `to` samples are made of, out of `from` samples: enlarged, and blurred by [1 2 1]/4. */
function blurredTaps(from: number, to: number): Taps {
  const enlarged = tapsFor(from, to, FILTER);
  const count = gridSize({ width: to, height: to }).width;
  const taps = Math.min(from, enlarged.taps + 2);
  const first = new Int32Array(count);
  const weights = new Float64Array(count * taps);
  for (let i = 0; i < count; i++) {
    const own = Math.min(2 * i, to - 1);
    const [before, after] = [Math.max(0, own - 1), Math.min(to - 1, own + 1)];
    const start = Math.min(enlarged.first[before] as number, from - taps);
    first[i] = start;
    for (const [sample, share] of [
      [before, 0.25],
      [own, 0.5],
      [after, 0.25],
    ] as const) {
      const at = i * taps + (enlarged.first[sample] as number) - start;
      for (let k = 0; k < enlarged.taps; k++) {
        const weight = enlarged.weights[sample * enlarged.taps + k] as number;
        weights[at + k] = (weights[at + k] as number) + share * weight;
      }
    }
  }
  return { taps, first, weights };
}

/** Of the taps of all rows those of some, and the rows that they look at. */
function linesOf(
  { taps, first, weights }: Taps,
  { from, to }: Rows,
): { readonly seen: Rows; readonly taps: Taps } {
  const own = first.subarray(from, to);
  const top = own[0] ?? 0;
  const bottom = (own.at(-1) ?? 0) + taps;
  return {
    seen: { from: top, to: bottom },
    taps: {
      taps,
      first: own.map((line) => line - top),
      weights: weights.subarray(from * taps, to * taps),
    },
  };
}

/** Clamped as the pixels of an enlarged picture are. */
function store(planes: Planes, channel: number, { from }: Rows, out: Int16Array): void {
  const count = planes.width * planes.height;
  const most = STEPS;
  let at = from * planes.width;
  for (let i = channel * count; i < (channel + 1) * count; i++) {
    const value = (planes.data[i] as number) * most + 0.5;
    out[at++] = value > 0 ? (value < most ? value : most) : 0;
  }
}
