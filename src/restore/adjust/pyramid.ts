import { CHANNELS, maxValue } from '../../core/image';
import type { Size } from '../../core/geometry';
import { RGB } from '../../pixels/planes';
import { WAVELET_LEVELS } from '../../pixels/wavelet';
import { blurSteps, type Rows } from './blur-steps';
import { STEPS } from './packed';
import type { ImageRows } from './plain-rows';

/** The finest level of a pyramid. */
export const FIRST_LEVEL = 2;

/**
 * How often the rows and columns of each level, from `FIRST_LEVEL` on, are halved. A level that was blurred
 * changes slowly: of the wavelets' last four these grids leave out what is less than a hundredth of a
 * step in the picture, and all of them together take less time than one at full size.
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

/**
 * The wavelets' levels of a picture, exact where there is a grid point: each is the one before it,
 * blurred with holes, and needs no pixel between its own.
 *
 * @param rowsOf gives rows of the picture
 */
export async function pyramidOf(
  rowsOf: (rows: Rows) => ImageRows,
  { width, height }: Size,
  breathe: () => Promise<void>,
): Promise<Pyramid> {
  const size = { width: gridLength(width), height: gridLength(height) };
  const first = Array.from({ length: RGB }, () => new Int16Array(size.width * size.height));
  for (const { from, to } of blocks(size, VALUES_AT_ONCE / 4)) {
    await breathe();
    const rows = rowsOf({ from: Math.max(0, 2 * from - 1), to: Math.min(height, 2 * to) });
    first.forEach((out, channel) => blurAndHalve(rows, height, channel, { from, to }, out));
  }
  const pyramid: (readonly Level[])[] = [];
  for (const values of first) pyramid.push(await levelsFrom({ ...size, values }, breathe));
  return pyramid;
}

/** How many of `length` pixels every second one is, the edge repeated where the last is between. */
function gridLength(length: number): number {
  return Math.floor(length / 2) + 1;
}

function* blocks({ width, height }: Size, values: number): Generator<Rows> {
  const rows = Math.ceil(values / width);
  for (let from = 0; from < height; from += rows) {
    yield { from, to: Math.min(height, from + rows) };
  }
}

/** Level 1 of a channel at every second pixel of every second row. */
function blurAndHalve(
  { image, top }: ImageRows,
  height: number,
  channel: number,
  { from, to }: Rows,
  out: Int16Array,
): void {
  const { data, width, depth } = image;
  const line = width * CHANNELS;
  const factor = STEPS / (16 * maxValue(depth));
  let at = from * gridLength(width);
  for (let row = from; row < to; row++) {
    const y = Math.min(2 * row, height - 1);
    const here = (y - top) * line + channel;
    const above = y === 0 ? here : here - line;
    const below = y === height - 1 ? here : here + line;
    at = halvedRow(data, above, here, below, width, factor, out, at);
  }
}

/** @returns where the next row begins in `out` */
function halvedRow(
  data: ImageRows['image']['data'],
  above: number,
  here: number,
  below: number,
  width: number,
  factor: number,
  out: Int16Array,
  to: number,
): number {
  const stride = CHANNELS;
  const last = (width - 1) * stride;
  const column = (i: number): number =>
    (data[above + i] as number) + 2 * (data[here + i] as number) + (data[below + i] as number);
  let at = to;
  let before = column(0);
  for (let i = 0; i <= last; i += 2 * stride) {
    const own = column(i);
    const after = i === last ? own : column(i + stride);
    out[at++] = (before + 2 * own + after) * factor + 0.5;
    before = after;
  }
  // An even width ends between two points of the grid.
  if (width % 2 === 0) out[at++] = (column(last - stride) + 3 * before) * factor + 0.5;
  return at;
}

async function levelsFrom(first: Level, breathe: () => Promise<void>): Promise<readonly Level[]> {
  const levels = [await blurred(first, 0, breathe)];
  for (let i = 1; i <= WAVELET_LEVELS - FIRST_LEVEL; i++) {
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
  breathe: () => Promise<void>,
): Promise<Level> {
  const out = new Int16Array(values.length);
  for (const rows of blocks(size, VALUES_AT_ONCE)) {
    await breathe();
    blurSteps(values, size, level, rows, out);
  }
  return { ...size, values: out };
}

function halved({ width, height, values }: Level): Level {
  const size = { width: gridLength(width), height: gridLength(height) };
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
