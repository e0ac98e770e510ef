const SUB = 1;
const UP = 2;
const PAETH = 4;

/**
 * Writes filter type and filtered bytes of one row: the one of Sub, Up and Paeth whose differences
 * are smallest in sum, as PNG (third edition) §12.7 recommends.
 */
export function filterRow(
  row: Uint8Array,
  above: Uint8Array,
  pixelBytes: number,
  out: Uint8Array,
): void {
  let sub = 0;
  let up = 0;
  let paeth = 0;
  for (let i = 0; i < row.length; i++) {
    const value = row[i] as number;
    const left = i >= pixelBytes ? (row[i - pixelBytes] as number) : 0;
    const top = above[i] as number;
    const corner = i >= pixelBytes ? (above[i - pixelBytes] as number) : 0;
    sub += distance(value - left);
    up += distance(value - top);
    paeth += distance(value - predict(left, top, corner));
  }
  const best = paeth < sub && paeth < up ? PAETH : sub < up ? SUB : UP;
  out[0] = best;
  for (let i = 0; i < row.length; i++) {
    const value = row[i] as number;
    const left = i >= pixelBytes ? (row[i - pixelBytes] as number) : 0;
    const top = above[i] as number;
    const corner = i >= pixelBytes ? (above[i - pixelBytes] as number) : 0;
    const guess = best === SUB ? left : best === UP ? top : predict(left, top, corner);
    out[i + 1] = value - guess;
  }
}

/** Distance of a difference modulo 256 from zero. */
function distance(difference: number): number {
  const byte = difference & 0xff;
  return byte < 128 ? byte : 256 - byte;
}

function predict(left: number, top: number, corner: number): number {
  const guess = left + top - corner;
  const toLeft = Math.abs(guess - left);
  const toTop = Math.abs(guess - top);
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toTop && toLeft <= toCorner) return left;
  return toTop <= toCorner ? top : corner;
}
