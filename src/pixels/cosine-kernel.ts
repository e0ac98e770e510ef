/**
 * A symmetric kernel as a sum of cosines that swing a whole number of times over its width, 2 · radius + 1. A window's
 * sum with one of them follows from those of the two windows before it, whatever the width: with φ the angle
 * of a pixel, S(x+1) = 2 cos φ · S(x) − S(x−1) + cos(φ · radius) · (what f steps by at the front − at the back).
 * (E. Elboher and M. Werman, "Cosine integral images for fast spatial and range filtering", 2011.)
 */
export interface CosineKernel {
  readonly radius: number;
  /** Weight of each value by itself, which the cosines add to and take from. */
  readonly mean: number;
  readonly terms: readonly CosineTerm[];
}

export interface CosineTerm {
  /** 2 cos φ. */
  readonly turn: number;
  /** Weight · cos(φ · radius). */
  readonly step: number;
}

/** @param terms how many cosines: as many as the radius are the kernel exactly */
export function cosineKernel(weights: Float32Array, terms: number): CosineKernel {
  const { length } = weights;
  const radius = (length - 1) / 2;
  const swings = Array.from({ length: terms }, (_, i) => (2 * Math.PI * (i + 1)) / length);
  return {
    radius,
    mean: weights.reduce((sum, weight) => sum + weight, 0) / length,
    terms: swings.map((angle) => {
      const share = weights.reduce(
        (sum, weight, i) => sum + weight * Math.cos(angle * (i - radius)),
        0,
      );
      return { turn: 2 * Math.cos(angle), step: ((2 * share) / length) * Math.cos(angle * radius) };
    }),
  };
}
