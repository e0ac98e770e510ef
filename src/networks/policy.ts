/**
 * How linear layers keep their weights: as floats, or in blocks of 32 with a shared scale. Linear
 * layers of the text towers, the embeddings, the adapters and at both ends of the transformers are
 * few and stay floats.
 */
export type LinearStorage = 'float' | 'q8' | 'q4';

/**
 * full: 32-bit floats throughout. mixed: attention and the fully connected layers of transformers
 * compute in 16 bits, all else in 32; matrices and filters wait on the device in 16 bits and are
 * widened where 32 are wanted. The runtime's WebGPU kernels add up in the type of their inputs, so
 * 16 bits throughout would lose 1.5 % over the 11,520 products of a wide convolution, and residuals
 * that many layers add to would lose more (docs/precision.md).
 */
export type FloatPrecision = 'full' | 'mixed';

/** In what precision a network runs. */
export interface WeightPolicy {
  readonly floats: FloatPrecision;
  readonly linear: LinearStorage;
}

export const FULL_PRECISION: WeightPolicy = { floats: 'full', linear: 'float' };
