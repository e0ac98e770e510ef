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
  const factor = STEPS / most;
  for (let i = 0; i < packed.length; i++) {
    const value = (values[i] as number) * factor;
    packed[i] = value < 0 ? value - 0.5 : value + 0.5;
  }
  return { values: packed, step: most / STEPS };
}
