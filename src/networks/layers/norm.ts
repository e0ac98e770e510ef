import type { Value } from '../../onnx/graph';
import { groupNorm, layerNorm } from '../../onnx/ops/norm';
import type { Members } from '../members';

/** All group norms of SDXL and SUPIR have 32 groups. */
export const GROUPS = 32;

/** Group norm of 32 groups with this epsilon; x [n, c, h, w]. */
export function norm32(layer: Members, x: Value, epsilon: number): Value {
  const channels = x.shape[1] ?? 0;
  const member = (name: string): Value => layer.value(name, [channels], [channels, 1, 1]);
  return groupNorm(x, GROUPS, epsilon, member('weight'), member('bias'));
}

const LAYER_NORM_EPSILON = 1e-5;

/** Layer norm over the last axis. */
export function norm(layer: Members, x: Value): Value {
  const width = x.shape.at(-1) ?? 0;
  const member = (name: string): Value => layer.value(name, [width]);
  return layerNorm(x, LAYER_NORM_EPSILON, member('weight'), member('bias'));
}
