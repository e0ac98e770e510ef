import type { ImageColors } from '../../core/document';
import { profileName } from './describe';
import { greyToSrgb } from './grey';
import { matrixProfile } from './matrix-profile';
import { SRGB_PRIMARIES } from './named-spaces';
import { fittingProfile, parseProfile } from './profile';
import { srgbToLinear } from './srgb';

/**
 * Largest profile that goes along with a picture, bytes. Those of screens and cameras have a few
 * thousand, tables of printers one or two million.
 */
export const MAX_CARRIED_PROFILE = 4 * 2 ** 20;

/**
 * RGB values in this profile, whose bytes are copied. null: there is none, it does not describe such
 * values, or it is larger than `MAX_CARRIED_PROFILE`.
 */
export function rgbColors(profile: Uint8Array | null): ImageColors {
  const fitting = fittingProfile(profile, 'RGB ');
  if (fitting === null || fitting.length > MAX_CARRIED_PROFILE) return null;
  return new Uint8Array(fitting);
}

/**
 * The same for RGB values that repeat a grey one: a profile with the curve of the grey one, in which
 * such values look as they do there. Its primaries are those of sRGB.
 */
export function greyColors(profile: Uint8Array | null): ImageColors {
  const parsed = profile === null ? null : parseProfile(profile);
  if (parsed === null) return null;
  const curve = greyToSrgb(parsed);
  if (curve === null) return null;
  const transfer = (value: number): number => srgbToLinear(curve(value));
  return matrixProfile({ ...SRGB_PRIMARIES, name: profileName(parsed), transfer });
}

/** Whether what came out of storage says what RGB values mean. */
export function isImageColors(value: unknown): value is ImageColors {
  if (value === null || value === 'srgb') return true;
  return (
    value instanceof Uint8Array &&
    value.length <= MAX_CARRIED_PROFILE &&
    fittingProfile(value, 'RGB ') !== null
  );
}
