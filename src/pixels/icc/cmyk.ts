import { colorants, D50 } from './chromaticities';
import { inkLookup, type InkLookup } from './grid';
import { readInkTable, type InkTable } from './ink-table';
import { labToXyz, lightnessOf, luminanceOf } from './lab';
import { inverse, times, type Vector } from './matrix';
import { SRGB_PRIMARIES } from './named-spaces';
import type { IccProfile } from './profile';
import { linearToSrgb } from './srgb';

/** Nodes along each ink: 17 keep colours between them well within one step of 8 bits. */
const POINTS = 17;
/** Largest value of XYZ, of which a fraction is stored. */
const XYZ_RANGE = 1 + 32767 / 32768;
/** Lightness above which nothing is the black of a printing process. */
const LIGHTEST_BLACK = 50;

/**
 * Converts four inks, 0…1 (1: full), to sRGB, 0…1 inside the gamut. Perceptual intent with black
 * point compensation, which is what image editors and littleCMS do with photographs: the darkest
 * print becomes the screen's black. null: the profile has no such table. Takes some tenths of a
 * second.
 */
export function cmykToSrgb(profile: IccProfile): InkLookup | null {
  const toXyz = inksToXyz(profile);
  const fromXyz = inverse(colorants(SRGB_PRIMARIES) ?? NOTHING);
  if (toXyz === null || fromXyz === null) return null;
  const black = blackPoint(toXyz);
  const color: InkTable = (inks) => {
    const [x, y, z] = toXyz(inks);
    const above = (value: number, white: number): number => (value - white * black) / (1 - black);
    return times(fromXyz, [above(x, D50[0]), above(y, D50[1]), above(z, D50[2])]);
  };
  return inkLookup({ points: [POINTS, POINTS, POINTS, POINTS], values: evaluated(color) });
}

/** Converts inks to XYZ, relative to the white of profiles; null: there is no such table. */
export function inksToXyz(profile: IccProfile): InkTable | null {
  const read = profile.space === 'CMYK' ? readInkTable(profile) : null;
  if (read === null) return null;
  const decode = decoder(profile.connection, read.legacyLab);
  return decode === null ? null : (inks) => decode(read.table(inks));
}

const NOTHING = [
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
] as const;

/** Conversion of the stored numbers, 0…1, to XYZ. */
function decoder(connection: string, legacyLab: boolean): ((encoded: Vector) => Vector) | null {
  if (connection === 'XYZ ') return ([x, y, z]) => [x * XYZ_RANGE, y * XYZ_RANGE, z * XYZ_RANGE];
  if (connection !== 'Lab ') return null;
  const range = legacyLab ? 65535 / 65280 : 1;
  return ([l, a, b]) => labToXyz([l * range * 100, a * range * 255 - 128, b * range * 255 - 128]);
}

/** Luminance of all inks on top of each other, taken as neutral. */
function blackPoint(toXyz: InkTable): number {
  const [, y] = toXyz([1, 1, 1, 1]);
  return luminanceOf(Math.min(LIGHTEST_BLACK, Math.max(0, lightnessOf(y))));
}

/** Colours on the grid, beyond 0…1 where out of gamut: cut only after interpolation. */
function evaluated(color: InkTable): Float32Array {
  const values = new Float32Array(POINTS ** 4 * 3);
  const ink = (i: number): number => (i % POINTS) / (POINTS - 1);
  for (let node = 0; node < POINTS ** 4; node++) {
    const [c, m, y] = [node / POINTS ** 3, node / POINTS ** 2, node / POINTS].map(Math.floor);
    values.set(
      color([ink(c ?? 0), ink(m ?? 0), ink(y ?? 0), ink(node)]).map(linearToSrgb),
      node * 3,
    );
  }
  return values;
}
