import type { Chromaticities, Xy } from './chromaticities';
import { srgbToLinear } from './srgb';

const D65: Xy = [0.3127, 0.329];

function primaries(red: Xy, green: Xy, blue: Xy, white: Xy = D65): Chromaticities {
  return { red, green, blue, white };
}

export const SRGB_PRIMARIES = primaries([0.64, 0.33], [0.3, 0.6], [0.15, 0.06]);
export const ADOBE_RGB_PRIMARIES = primaries([0.64, 0.33], [0.21, 0.71], [0.15, 0.06]);
export const P3_PRIMARIES = primaries([0.68, 0.32], [0.265, 0.69], [0.15, 0.06]);
export const REC2020_PRIMARIES = primaries([0.708, 0.292], [0.17, 0.797], [0.131, 0.046]);

export const SRGB_TRANSFER = srgbToLinear;
/** Gamma of Adobe RGB (1998), which its profiles hold as the nearest number to 2.2. */
export const ADOBE_RGB_GAMMA = 563 / 256;
/** The name that other makers' profiles of this space carry. */
export const ADOBE_RGB_NAME = 'Compatible with Adobe RGB (1998)';

const NAMED: readonly (readonly [name: string, space: Chromaticities])[] = [
  ['sRGB', SRGB_PRIMARIES],
  ['Adobe RGB (1998)', ADOBE_RGB_PRIMARIES],
  ['Display P3', P3_PRIMARIES],
  ['Rec. 2020', REC2020_PRIMARIES],
  [
    'ProPhoto RGB',
    primaries([0.7347, 0.2653], [0.1596, 0.8404], [0.0366, 0.0001], [0.3457, 0.3585]),
  ],
];
/** Tolerance of a coordinate: three digits, and the several values in use for D65 and D50. */
const TOLERANCE = 0.002;

/** The usual name of the primaries with their white; null for others. */
export function primariesName(space: Chromaticities): string | null {
  return NAMED.find(([, named]) => samePrimaries(named, space))?.[0] ?? null;
}

function samePrimaries(a: Chromaticities, b: Chromaticities): boolean {
  return (['red', 'green', 'blue', 'white'] as const).every((name) =>
    a[name].every((value, i) => Math.abs(value - (b[name][i] ?? NaN)) <= TOLERANCE),
  );
}
