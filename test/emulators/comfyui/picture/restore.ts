/** What a run was asked for, as far as the emulated result depends on it. */
export interface Sampling {
  readonly seed: number;
  readonly steps: number;
}

/** What sampling makes of a value, 0…1. */
export type Curve = (value: number, sampling: Sampling) => number;

const SHADES = 16;

/** How much darker than the inverted picture a result is, so that every seed and number of steps has its own. */
function shadeOf({ seed, steps }: Sampling): number {
  return (seed % SHADES) / 64 + (steps % SHADES) / 256;
}

/** The default: the picture inverted, and darkened by what the run was asked for. */
export const inverted: Curve = (value, sampling) => (1 - value) * (1 - shadeOf(sampling));

/** For tests that look at place and size alone: the picture as it was. */
export const unchanged: Curve = (value) => value;

/** The 8-bit values that come back for those that were sent. */
export function restoredValues(
  sent: ArrayLike<number>,
  sampling: Sampling,
  curve: Curve = inverted,
): Uint8Array {
  return Uint8Array.from(sent, (value) =>
    Math.floor(Math.fround(Math.fround(curve(Math.fround(value / 255), sampling)) * 255)),
  );
}
