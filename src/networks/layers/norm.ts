import type { Value } from '../../onnx/graph';
import { addLayerNorm, groupNorm, layerNorm, type GroupNorm } from '../../onnx/ops/norm';
import type { Members } from '../members';

/** All group norms of SDXL and SUPIR have 32 groups. */
export const GROUPS = 32;

/** Group norm of 32 groups with this epsilon, and its activation; x [n, c, h, w]. */
export function norm32(
  layer: Members,
  x: Value,
  epsilon: number,
  activation: GroupNorm['activation'] = null,
): Value {
  const channels = x.shape[1] ?? 0;
  const member = (name: string): Value => layer.value(name, [channels], [channels, 1, 1]);
  const [weight, bias] = [member('weight'), member('bias')];
  return groupNorm(x, { groups: GROUPS, epsilon, weight, bias, activation });
}

const LAYER_NORM_EPSILON = 1e-5;

/** Layer norm over the last axis. */
export function norm(layer: Members, x: Value): Value {
  return layerNorm(x, LAYER_NORM_EPSILON, ...lastAxis(layer, x));
}

/** x + part and its LN, in this order. */
export function addNorm(layer: Members, x: Value, part: Value): readonly [Value, Value] {
  return addLayerNorm(x, part, LAYER_NORM_EPSILON, ...lastAxis(layer, x));
}

/** Weight and bias over the last axis. */
function lastAxis(layer: Members, x: Value): readonly [Value, Value] {
  const width = x.shape.at(-1) ?? 0;
  return [layer.value('weight', [width]), layer.value('bias', [width])];
}
