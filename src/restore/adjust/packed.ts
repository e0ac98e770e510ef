/** How many steps there are to the largest value. */
export const STEPS = 32767;

/** Values as whole numbers of 16 bits: so many steps each. */
export interface Packed {
  readonly values: Int16Array;
  readonly step: number;
}

/** Within half a step, zeros exactly. @param most no value is farther from zero */
export function pack(values: Float32Array, most: number): Packed {
  const packed = new Int16Array(values.length);
  const half = (2 * STEPS) / most;
  for (let i = 0; i < packed.length; i++) packed[i] = rounded((values[i] as number) * half);
  return { values: packed, step: most / STEPS };
}

/**
 * Half a value as the nearest whole number, of two equally near ones that which is farther from zero. Without a branch for
 * the sign, which cannot be foreseen and takes several times as long.
 *
 * @param twice −2³⁰…2³⁰
 */
export function rounded(twice: number): number {
  const whole = twice | 0;
  const sign = whole >> 31;
  return ((((whole ^ sign) - sign + 1) >> 1) ^ sign) - sign;
}
