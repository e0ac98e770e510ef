import type { Breathe } from '../../core/breathe';
import type { Size } from '../../core/geometry';
import { WAVELET_LEVELS } from '../../pixels/wavelet';
import { blurSteps } from './blur-steps';
import { blocks, gridSize, type FirstLevel } from './first-level';

/** The finest level of a pyramid. */
export const FINEST_LEVEL = 2;

/**
 * How often the rows and columns of each level, from `FINEST_LEVEL` on, are halved. A level that was blurred
 * changes slowly: between the points of these grids the first is off by at most a fortieth of a step in
 * the picture, and the others by a hundredth; all of them together have less values than one at full size.
 */
export const HALVINGS: readonly number[] = [1, 1, 2, 3];

/** A level of a channel, in steps of values 0…1, on a grid of pixels from the first one on. */
export interface Level extends Size {
  readonly values: Int16Array;
}

/** The levels of red, green and blue. */
export type Pyramid = readonly (readonly Level[])[];

/** About how many values are worked on before the work breathes. */
const VALUES_AT_ONCE = 2 ** 19;

/** The wavelets' levels of a picture, exact where there is a grid point: each is the one before it, blurred with holes, and needs no pixel between its own. */
export async function pyramidOf(
  { values, ...size }: FirstLevel,
  breathe: Breathe,
): Promise<Pyramid> {
  const pyramid: (readonly Level[])[] = [];
  for (const channel of values) {
    pyramid.push(await levelsFrom({ ...size, values: channel }, breathe));
  }
  return pyramid;
}

async function levelsFrom(first: Level, breathe: Breathe): Promise<readonly Level[]> {
  const levels = [await blurred(first, 0, breathe)];
  for (let i = 1; i <= WAVELET_LEVELS - FINEST_LEVEL; i++) {
    const before = levels[i - 1] as Level;
    const isCoarser = (HALVINGS[i] ?? 0) > (HALVINGS[i - 1] ?? 0);
    levels.push(await blurred(isCoarser ? halved(before) : before, 1, breathe));
  }
  return levels;
}

/** @param level of the holes, as `blurSteps` counts */
async function blurred(
  { values, ...size }: Level,
  level: number,
  breathe: Breathe,
): Promise<Level> {
  const out = new Int16Array(values.length);
  for (const rows of blocks(size, VALUES_AT_ONCE)) {
    await breathe();
    blurSteps(values, size, level, rows, out);
  }
  return { ...size, values: out };
}

function halved({ width, height, values }: Level): Level {
  const size = gridSize({ width, height });
  const out = new Int16Array(size.width * size.height);
  let at = 0;
  for (let row = 0; row < size.height; row++) {
    const from = Math.min(2 * row, height - 1) * width;
    for (let x = 0; x < size.width; x++) {
      out[at++] = values[from + Math.min(2 * x, width - 1)] as number;
    }
  }
  return { ...size, values: out };
}
