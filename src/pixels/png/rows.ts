import { damagedPng } from './errors';
import type { PngHeader } from './header';

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

/** Takes the inflated bytes of a picture's pixels, piece by piece, and makes rows of them. */
export interface RowReader {
  readonly push: (inflated: Uint8Array) => 'more' | 'enough';
  /** @throws PngError where rows are missing */
  end(): void;
}

/** `take` gets the packed samples of row `y` of a pass, which are overwritten afterwards. */
export type TakeRow = (row: Uint8Array, pass: PngPass, y: number) => void;

/**
 * Unfilters rows with one and the one above it in memory. What `take` throws comes out of `push`, and a
 * PngError for a filter that there is not.
 */
export function createRowReader(header: PngHeader, take: TakeRow): RowReader {
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
  return {
    push(inflated) {
      for (let at = 0; at < inflated.length && pass !== undefined;) {
        const count = Math.min(inflated.length - at, row.length - filled);
        row.set(inflated.subarray(at, at + count), filled);
        at += count;
        filled += count;
        if (filled === row.length) next();
      }
      return pass === undefined ? 'enough' : 'more';
    },
    end() {
      if (pass !== undefined) throw damagedPng('its pixel data end too early');
    },
  };
}

/** Adds to each byte the prediction of its row's filter (byte 0) from those left and above. */
function unfilter(row: Uint8Array, above: Uint8Array, step: number): void {
  const { length } = row;
  // Nothing is left of the first pixel.
  const head = Math.min(length, 1 + step);
  switch (row[0] ?? NaN) {
    case 0:
      return;
    case 1:
      for (let i = head; i < length; i++) row[i] = (row[i] as number) + (row[i - step] as number);
      return;
    case 2:
      for (let i = 1; i < length; i++) row[i] = (row[i] as number) + (above[i] as number);
      return;
    case 3:
      for (let i = 1; i < head; i++) row[i] = (row[i] as number) + ((above[i] as number) >> 1);
      for (let i = head; i < length; i++) {
        const sum = (row[i - step] as number) + (above[i] as number);
        row[i] = (row[i] as number) + (sum >> 1);
      }
      return;
    case 4:
      for (let i = 1; i < head; i++) row[i] = (row[i] as number) + (above[i] as number);
      for (let i = head; i < length; i++) {
        const left = row[i - step] as number;
        row[i] = (row[i] as number) + paeth(left, above[i] as number, above[i - step] as number);
      }
      return;
    default:
      throw damagedPng('its pixel data have an unknown filter');
  }
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
