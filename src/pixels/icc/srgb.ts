/** Light, 0…1, of an sRGB value, 0…1 (IEC 61966-2-1). */
export function srgbToLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The sRGB value of light; below 0 it goes on as a mirror image, so that sums stay meaningful. */
export function linearToSrgb(light: number): number {
  if (light < 0) return -linearToSrgb(-light);
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}
