/** A graphics card as a plan sees it, with 16-bit floats. */
export const GPU = {
  kind: 'webgpu',
  maxBufferBytes: 2 ** 32,
  shaderF16: true,
  hostMemoryBytes: null,
} as const;

/** Bytes of the published networks as 32-bit floats. */
export const PUBLISHED_FLOATS = {
  step: { matrices: 4 * 3.266e9, others: 4 * 0.5997e9 },
  autoencoder: 4 * 0.1178e9,
  texts: 4 * 0.7165e9,
};
