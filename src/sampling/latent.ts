import type { Rect } from '../core/geometry';

/** A batch of latents, NCHW, row-major. Scaled latents: the VAE's × 0.13025. */
export interface Latent {
  readonly dims: LatentDims;
  readonly data: Float32Array;
}

/** Sizes [samples, channels, rows, columns]; rows and columns are 1/8 of the picture's pixels. */
export type LatentDims = readonly [number, number, number, number];

export function createLatent(dims: LatentDims): Latent {
  return { dims, data: new Float32Array(dims[0] * dims[1] * dims[2] * dims[3]) };
}

/** A latent of the same shape, each value made from the index. */
export function mapLatent(like: Latent, value: (index: number) => number): Latent {
  const data = new Float32Array(like.data.length);
  for (let i = 0; i < data.length; i++) data[i] = value(i);
  return { dims: like.dims, data };
}

/** Copies out `window`, in latent cells. */
export function cropLatent(latent: Latent, window: Rect): Latent {
  const [n, c, h, w] = latent.dims;
  const { height: rows, width: columns } = window;
  const out = createLatent([n, c, rows, columns]);
  for (let plane = 0; plane < n * c; plane++) {
    for (let y = 0; y < rows; y++) {
      const from = plane * h * w + (window.y + y) * w + window.x;
      out.data.set(latent.data.subarray(from, from + columns), (plane * rows + y) * columns);
    }
  }
  return out;
}
