import type { Graph, Value } from '../graph';
import { cast } from './cast';
import { add, mul } from './elementwise';
import { expectNchw, expectShape, reject } from './expect';
import { reshape } from './shape';

/**
 * Group normalisation with population variance per (sample, group), then weight and bias per
 * channel. x [n, c, h, w], weight and bias [c, 1, 1]. Instance normalisation over the groups is one
 * kernel; `GroupNormalization` itself would fall apart into fifteen.
 */
export function groupNorm(
  x: Value,
  groups: number,
  epsilon: number,
  weight: Value,
  bias: Value,
): Value {
  return add(mul(groupWhiten(x, groups, epsilon), weight), expectChannels(x, bias));
}

/** Group normalisation without weight and bias. */
export function groupWhiten(x: Value, groups: number, epsilon: number): Value {
  const { n, c, h, w } = expectNchw('groupNorm', x);
  if (c % groups !== 0) reject('groupNorm', `channels do not split by ${groups}`, x);
  const grouped = reshape(x, [n, groups, (c / groups) * h * w]);
  const white = x.graph.node(
    {
      op: 'InstanceNormalization',
      inputs: [grouped, filled(x, groups, 1), filled(x, groups, 0)],
      attributes: { epsilon: { float: epsilon } },
    },
    grouped,
  );
  return reshape(white, [n, c, h, w]);
}

/** Layer normalisation over the last axis; weight and bias [width]. */
export function layerNorm(x: Value, epsilon: number, weight: Value, bias: Value): Value {
  const width = x.shape.at(-1) ?? 0;
  expectShape('layerNorm', weight, [width]);
  expectShape('layerNorm', bias, [width]);
  return x.graph.node(
    {
      op: 'LayerNormalization',
      inputs: [x, weight, bias],
      attributes: { axis: -1, epsilon: { float: epsilon } },
    },
    x,
  );
}

function expectChannels(x: Value, perChannel: Value): Value {
  expectShape('groupNorm', perChannel, [expectNchw('groupNorm', x).c, 1, 1]);
  return perChannel;
}

function filled(like: Value, count: number, value: number): Value {
  return cast(constantFloats(like.graph, new Float32Array(count).fill(value)), like.dtype);
}

function constantFloats(graph: Graph, values: Float32Array): Value {
  return graph.constant(
    { dtype: 'float32', shape: [values.length] },
    new Uint8Array(values.buffer),
  );
}
