import { readCurve, type Curve } from './curve';
import { luminanceOf } from './lab';
import type { IccProfile } from './profile';
import { linearToSrgb } from './srgb';

/**
 * Conversion of a grey value, 0…1, to the sRGB value of the same lightness, 0…1, relative to the
 * paper's or the screen's white. null: the profile has no curve for grey.
 */
export function greyToSrgb({ space, connection, tags }: IccProfile): Curve | null {
  const curve = space === 'GRAY' ? readCurve(tags.get('kTRC')) : null;
  if (curve === null) return null;
  // With Lab as what values are led to, the curve gives lightness instead of light.
  const light = connection === 'Lab ' ? (x: number) => luminanceOf(curve(x) * 100) : curve;
  return (x) => Math.min(1, Math.max(0, linearToSrgb(light(x))));
}
