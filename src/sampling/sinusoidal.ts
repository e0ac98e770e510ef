import { expFloat32 } from './float32';

const MAX_PERIOD = 10000;

/**
 * Sinusoidal embedding of `values` at `width` (even), cosines first
 * (docs/supir.md, section 6). Returns [values.length, width], row-major.
 */
export function sinusoidal(values: ArrayLike<number>, width: number): Float32Array {
  const f = Math.fround;
  const half = width / 2;
  const out = new Float32Array(values.length * width);
  for (let row = 0; row < values.length; row++) {
    for (let k = 0; k < half; k++) {
      // Rounded like the reference's float32 operations: at t = 999 the last bit shows.
      const exponent = f(f(f(-Math.log(MAX_PERIOD)) * k) / half);
      const angle = f((values[row] ?? NaN) * expFloat32(exponent));
      out[row * width + k] = Math.cos(angle);
      out[row * width + half + k] = Math.sin(angle);
    }
  }
  return out;
}

/** Embedding of a pair such as (height, width): both embeddings side by side, [2·width]. */
export function sinusoidalPair(pair: readonly [number, number], width: number): Float32Array {
  return sinusoidal(pair, width);
}
