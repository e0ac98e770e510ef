import type { DType } from '../onnx/dtype';
import type { FloatType } from '../weights/cast';

/**
 * How linear layers keep their weights: as floats, or in blocks of 32 with a shared scale. Those of
 * the text towers, the embeddings, the adapters and at both ends of the transformers are few and
 * stay floats.
 */
export type LinearStorage = 'float' | 'q8' | 'q4';

/** In what precision a network runs. */
export interface WeightPolicy {
  /** The type of activations and of all weights that are not quantised. */
  readonly activations: FloatType;
  readonly linear: LinearStorage;
}

export const FULL_PRECISION: WeightPolicy = { activations: 'F32', linear: 'float' };

export const GRAPH_TYPE: Readonly<Record<FloatType, DType>> = { F32: 'float32', F16: 'float16' };
