import {
  columnsTimes,
  inverse,
  product,
  times,
  transposed,
  type Matrix,
  type Vector,
} from './matrix';

export type Xy = readonly [x: number, y: number];

/** CIE 1931 chromaticities of the three primaries and of white. */
export interface Chromaticities {
  readonly red: Xy;
  readonly green: Xy;
  readonly blue: Xy;
  readonly white: Xy;
}

/** The white that profiles refer to (ICC.1:2022 §7.2.16). */
export const D50: Vector = [0.9642, 1, 0.8249];
const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];
/** Larger than any colorant of a real space; profiles can store up to 32768. */
const MAX_COLORANT = 4;

/** XYZ of white with Y = 1; null for one without luminance. */
export function whitePoint({ white: [x, y] }: Chromaticities): Vector | null {
  return y > 0.01 ? [x / y, 1, (1 - x - y) / y] : null;
}

/**
 * XYZ of red, green and blue as columns, adapted from their white to D50 (Bradford). null for
 * chromaticities that span no colours.
 */
export function colorants(space: Chromaticities): Matrix | null {
  const white = whitePoint(space);
  const toCone = inverse(BRADFORD);
  const primaries = transposed([xyz(space.red), xyz(space.green), xyz(space.blue)]);
  const back = inverse(primaries);
  if (white === null || toCone === null || back === null) return null;
  const inWhite = columnsTimes(primaries, times(back, white));
  const [l, m, s] = times(BRADFORD, white);
  if (!(l > 0 && m > 0 && s > 0)) return null;
  const [l50, m50, s50] = times(BRADFORD, D50);
  const scaled = product(columnsTimes(toCone, [l50 / l, m50 / m, s50 / s]), BRADFORD);
  const adapted = product(scaled, inWhite);
  const sane = adapted.flat().every((value) => Math.abs(value) < MAX_COLORANT);
  return sane ? adapted : null;
}

function xyz([x, y]: Xy): Vector {
  return [x, y, 1 - x - y];
}
