import type { Breathe } from '../../core/breathe';
import type { Size } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import { RGB } from '../../pixels/planes';
import type { Rows } from './blur-steps';
import { STEPS } from './packed';

/** Level 1 of red, green and blue on a grid, in steps of values 0…1. */
export interface FirstLevel extends Size {
  readonly values: readonly Int16Array[];
}

/** Every second pixel of every second row; beyond an even side, the edge is repeated. */
export function gridSize({ width, height }: Size): Size {
  return { width: Math.floor(width / 2) + 1, height: Math.floor(height / 2) + 1 };
}

/** Rows of about so many values. */
export function* blocks({ width, height }: Size, values: number): Generator<Rows> {
  const rows = Math.ceil(values / width);
  for (let from = 0; from < height; from += rows) {
    yield { from, to: Math.min(height, from + rows) };
  }
}

/** Of the grid, about as many as are worked on before the work breathes. */
export const GRID_VALUES_AT_ONCE = 2 ** 17;

export function emptyLevel(picture: Size): FirstLevel {
  const size = gridSize(picture);
  const values = Array.from({ length: RGB }, () => new Int16Array(size.width * size.height));
  return { ...size, values };
}

/** Level 1 of a picture where there is a point of the grid. */
export async function firstLevel(image: Image, breathe: Breathe): Promise<FirstLevel> {
  const level = emptyLevel(image);
  for (const rows of blocks(level, GRID_VALUES_AT_ONCE)) {
    await breathe();
    level.values.forEach((out, channel) => blurAndHalve(image, channel, rows, out));
  }
  return level;
}

/** Level 1 of a channel at every second pixel of every second row. */
function blurAndHalve(image: Image, channel: number, { from, to }: Rows, out: Int16Array): void {
  const { data, depth } = image;
  // Whole numbers may come as fractions: indexes must not be.
  const width = image.width | 0;
  const last = (image.height | 0) - 1;
  const line = width * CHANNELS;
  const factor = STEPS / (16 * maxValue(depth));
  const end = to | 0;
  let at = (from * gridSize(image).width) | 0;
  for (let row = from | 0; row < end; row++) {
    const y = Math.min(2 * row, last);
    const here = y * line + channel;
    const above = y === 0 ? here : here - line;
    const below = y === last ? here : here + line;
    at = halvedRow(data, above, here, below, width, factor, out, at);
  }
}

/** @returns where the next row begins in `out` */
function halvedRow(
  data: Image['data'],
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
  for (let i = 0; i < last; i += 2 * stride) {
    const own = column(i);
    const after = column(i + stride);
    out[at++] = (before + 2 * own + after) * factor + 0.5;
    before = after;
  }
  // An even width ends between two points of the grid.
  const beside = width % 2 === 0 ? column(last - stride) : before;
  out[at++] = (beside + 3 * column(last)) * factor + 0.5;
  return at;
}
