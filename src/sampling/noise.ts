import { createLatent, type Latent, type LatentDims } from './latent';

/** Unit normal noise, drawn in the order that the recipe asks for it. */
export interface NoiseSource {
  next(dims: LatentDims): Latent;
}

/** Noise by a seed (whole, 0 … 2^53 − 1), which gives the same pictures on every machine. */
export function seededNoise(seed: number): NoiseSource {
  const uniform = xoshiro128(seed);
  return {
    next(dims) {
      const out = createLatent(dims);
      for (let i = 0; i < out.data.length; i += 2) {
        // Box–Muller; 1 − u keeps the logarithm finite.
        const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
        const angle = 2 * Math.PI * uniform();
        out.data[i] = radius * Math.cos(angle);
        if (i + 1 < out.data.length) out.data[i + 1] = radius * Math.sin(angle);
      }
      return out;
    },
  };
}

/** xoshiro128** (Blackman and Vigna, arXiv 1805.01407), seeded through splitmix32; values in [0, 1), 32 bits each. */
function xoshiro128(seed: number): () => number {
  let mix = (seed ^ Math.floor(seed / 2 ** 32)) | 0;
  const split = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix ^ (mix >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [split(), split(), split(), split()];
  const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return (result >>> 0) / 2 ** 32;
  };
}
