import type { Size } from '../../../src/core/geometry';

/** Before anything else. Gives the threads that really run. */
export function startSlim(threads: number): Promise<number>;

export function loadSlim(scale: 2 | 4): Promise<void>;

/** RGBA of 0…255 in, RGB out. The model has to be loaded. */
export function runSlim(
  scale: 2 | 4,
  picture: Size & { readonly data: Uint8Array },
): Promise<Size & { readonly data: Float32Array | Int32Array }>;
