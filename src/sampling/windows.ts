import { rect, type Rect } from '../core/geometry';

/**
 * Windows of `tile` latent cells every `stride`, in reading order; the last one of an axis ends at
 * its end (docs/supir.md, section 10.3). The tile shrinks to the latent where that is smaller, per
 * axis.
 */
export function slidingWindows(
  height: number,
  width: number,
  tile: number,
  stride: number,
): readonly Rect[] {
  const rows = Math.min(tile, height);
  const columns = Math.min(tile, width);
  return starts(height, rows, stride).flatMap((y) =>
    starts(width, columns, stride).map((x) => rect(x, y, columns, rows)),
  );
}

function starts(length: number, tile: number, stride: number): number[] {
  const out: number[] = [];
  for (let start = 0; start <= length - tile; start += stride) out.push(start);
  if ((length - tile) % stride !== 0) out.push(length - tile);
  return out;
}

const VARIANCE = 0.01;

/**
 * Blending weights of a tile, [rows, columns], float64. The middle is half a cell apart on the two
 * axes, as in the reference.
 */
export function tileWeights(rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    const down = gaussian((y - rows / 2) / rows);
    for (let x = 0; x < columns; x++) {
      out[y * columns + x] = down * gaussian((x - (columns - 1) / 2) / columns);
    }
  }
  return out;
}

function gaussian(u: number): number {
  return Math.exp((-u * u) / (2 * VARIANCE)) / Math.sqrt(2 * Math.PI * VARIANCE);
}
