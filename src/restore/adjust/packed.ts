/** How many steps there are to the largest value. */
export const STEPS = 32767;

/** Values as whole numbers of 16 bits: so many steps each. */
export interface Packed {
  readonly values: Int16Array;
  readonly step: number;
}

/** @param most no value is farther from zero */
export function packedZeros(length: number, most: number): Packed {
  return { values: new Int16Array(length), step: most / STEPS };
}

/** Writes values from `at` on, within half a step; zeros stay zeros. */
export function pack(values: Float32Array, { values: out, step }: Packed, at: number): void {
  const half = 2 / step;
  for (let i = 0, o = at | 0; i < values.length; i++, o++) {
    out[o] = rounded((values[i] as number) * half);
  }
}

/** Half a value as the nearest whole number, without a branch for its sign, which cannot be foreseen and takes several times as long. */
function rounded(twice: number): number {
  const whole = twice | 0;
  const sign = whole >> 31;
  return ((((whole ^ sign) - sign + 1) >> 1) ^ sign) - sign;
}
