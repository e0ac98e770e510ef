import { D50 } from './chromaticities';
import type { Vector } from './matrix';

/** Constants of CIE 15: where the cube root ends and a line begins. */
const KAPPA = 24389 / 27;
const EPSILON = 216 / 24389;

/** Y of a lightness, 0…100. */
export function luminanceOf(lightness: number): number {
  return lightness > KAPPA * EPSILON ? ((lightness + 16) / 116) ** 3 : lightness / KAPPA;
}

/** Lightness, 0…100, of a Y of 0…1. */
export function lightnessOf(luminance: number): number {
  return luminance > EPSILON ? 116 * Math.cbrt(luminance) - 16 : luminance * KAPPA;
}

/** XYZ of a Lab colour, relative to D50. */
export function labToXyz([lightness, a, b]: Vector): Vector {
  const y = (lightness + 16) / 116;
  return [
    D50[0] * cubed(y + a / 500),
    D50[1] * luminanceOf(lightness),
    D50[2] * cubed(y - b / 200),
  ];
}

function cubed(f: number): number {
  return f ** 3 > EPSILON ? f ** 3 : (116 * f - 16) / KAPPA;
}
