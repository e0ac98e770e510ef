const LARGEST = 32767;

/** Values as whole numbers of 16 bits: within half a step, zeros exactly. */
export interface Packed {
  readonly values: Int16Array;
  readonly step: number;
}

/** @param most no value is farther from zero */
export function pack(values: Float32Array, most: number): Packed {
  const packed = new Int16Array(values.length);
  if (most === 0) return { values: packed, step: 0 };
  const factor = LARGEST / most;
  for (let i = 0; i < packed.length; i++) {
    const value = (values[i] as number) * factor;
    packed[i] = value < 0 ? value - 0.5 : value + 0.5;
  }
  return { values: packed, step: most / LARGEST };
}

/** Adds a share of packed values to as many others. */
export function addPacked(to: Float32Array, { values, step }: Packed, share: number): void {
  const factor = step * share;
  if (factor === 0) return;
  for (let i = 0; i < values.length; i++) {
    to[i] = (to[i] as number) + factor * (values[i] as number);
  }
}

export function largestOf(values: Float32Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > most) most = value;
    else if (-value > most) most = -value;
  }
  return most;
}
