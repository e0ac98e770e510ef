import { damagedPng } from './errors';
import type { PngHeader } from './header';
import { inflateParts } from '../inflate';

/** A picture, or the part of it in one pass; its pixels are `dx`, `dy` apart. */
export interface PngPass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly width: number;
  readonly height: number;
}

const WHOLE = [{ x: 0, y: 0, dx: 1, dy: 1 }] as const;
const ADAM7 = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
] as const;

/** The passes that have pixels. */
function passesOf({ width, height, interlaced }: PngHeader): readonly PngPass[] {
  return (interlaced ? ADAM7 : WHOLE)
    .map((pass) => ({
      ...pass,
      width: Math.ceil((width - pass.x) / pass.dx),
      height: Math.ceil((height - pass.y) / pass.dy),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/**
 * Inflates and unfilters the pixel data row by row, with one row and the one above it in memory.
 * `take` gets the packed samples of row `y` of a pass, which are overwritten afterwards.
 *
 * @throws PngError
 */
export function readRows(
  header: PngHeader,
  pixels: readonly Uint8Array[],
  take: (row: Uint8Array, pass: PngPass, y: number) => void,
): void {
  const bits = header.depth * header.channels;
  const step = Math.max(1, bits >> 3);
  const passes = passesOf(header);
  let [pass] = passes;
  let index = 0;
  let y = 0;
  let filled = 0;
  const bytesIn = ({ width }: PngPass): number => 1 + Math.ceil((width * bits) / 8);
  const start = pass === undefined ? 0 : bytesIn(pass);
  let row = new Uint8Array(start);
  let above = new Uint8Array(start);

  const next = (): void => {
    if (pass === undefined) return;
    unfilter(row, above, step);
    take(row.subarray(1), pass, y);
    [row, above] = [above, row];
    filled = 0;
    if (++y < pass.height) return;
    y = 0;
    pass = passes[++index];
    if (pass === undefined) return;
    row = new Uint8Array(bytesIn(pass));
    above = new Uint8Array(row.length);
  };
  const fill = (inflated: Uint8Array): 'more' | 'enough' => {
    for (let at = 0; at < inflated.length && pass !== undefined;) {
      const count = Math.min(inflated.length - at, row.length - filled);
      row.set(inflated.subarray(at, at + count), filled);
      at += count;
      filled += count;
      if (filled === row.length) next();
    }
    return pass === undefined ? 'enough' : 'more';
  };
  inflateParts(pixels, fill);
  if (pass !== undefined) throw damagedPng('its pixel data end too early');
}

/** Adds to each byte the prediction of its row's filter (byte 0) from those left and above. */
function unfilter(row: Uint8Array, above: Uint8Array, step: number): void {
  const filter = row[0];
  if (filter === undefined || filter > 4) throw damagedPng('its pixel data have an unknown filter');
  if (filter === 0) return;
  for (let i = 1; i < row.length; i++) {
    const left = i > step ? (row[i - step] as number) : 0;
    const up = above[i] as number;
    let foretold = left;
    if (filter === 2) foretold = up;
    else if (filter === 3) foretold = (left + up) >> 1;
    else if (filter === 4) foretold = paeth(left, up, i > step ? (above[i - step] as number) : 0);
    row[i] = (row[i] as number) + foretold;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
