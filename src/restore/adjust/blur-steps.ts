import type { Size } from '../../core/geometry';

/** Rows `from` … `to` − 1. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/**
 * `blurLevel` on whole numbers, rounded to the nearest: the blur by [1 2 1]⊗[1 2 1]/16 with holes of
 * 2^`level` pixels and edges repeated, of some rows of a channel. Even values stay exactly.
 *
 * @param level 0 on
 * @param out another array than `source`
 */
export function blurSteps(
  source: Int16Array,
  { width, height }: Size,
  level: number,
  { from, to }: Rows,
  out: Int16Array,
): void {
  const radius = 1 << level;
  // Numbers may come as fractions even where they are whole, which indexes must not be: they would be converted at each pixel.
  const columns = width | 0;
  const last = (height | 0) - 1;
  const end = to | 0;
  // Sums of a row and its two neighbours, beyond its ends those at the ends.
  const sums = new Int32Array(columns + 2 * radius);
  for (let y = from | 0; y < end; y++) {
    const above = Math.max(0, y - radius) * columns;
    const below = Math.min(last, y + radius) * columns;
    sumRows(source, above, y * columns, below, sums, radius, columns);
    sums.fill(sums[radius] as number, 0, radius);
    sums.fill(sums[radius + columns - 1] as number, radius + columns);
    averageRow(sums, radius, out, y * columns, columns);
  }
}

function sumRows(
  source: Int16Array,
  above: number,
  here: number,
  below: number,
  sums: Int32Array,
  at: number,
  width: number,
): void {
  for (let x = 0; x < width; x++) {
    const around = (source[above + x] as number) + (source[below + x] as number);
    sums[at + x] = around + ((source[here + x] as number) << 1);
  }
}

function averageRow(
  sums: Int32Array,
  radius: number,
  out: Int16Array,
  at: number,
  width: number,
): void {
  const after = 2 * radius;
  for (let x = 0; x < width; x++) {
    const around = ((sums[x] as number) + (sums[x + after] as number)) | 0;
    out[at + x] = (around + ((sums[x + radius] as number) << 1) + 8) >> 4;
  }
}
