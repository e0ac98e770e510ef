import type { Value } from '../../onnx/graph';
import type { GroupNorm } from '../../onnx/ops/norm';
import { norm32 } from '../layers/norm';
import type { Members } from '../members';

export const VAE_NORM_EPSILON = 1e-6;

/**
 * How the autoencoder's group norms are done. `carried` are the other values that are still needed:
 * where the network is cut in two at this norm, they have to come along. Returns the normalised x
 * after its activation, then the carried values, in the graph in which to go on.
 */
export type Normalise = (
  layer: Members,
  x: Value,
  carried: readonly Value[],
  activation?: GroupNorm['activation'],
) => readonly [Value, ...Value[]];

/** Group norm (32 groups, 1e-6) without leaving the graph. */
export const normaliseInPlace: Normalise = (layer, x, carried, activation) => [
  norm32(layer, x, VAE_NORM_EPSILON, activation),
  ...carried,
];
