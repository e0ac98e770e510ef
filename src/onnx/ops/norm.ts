import type { Graph, Value } from '../graph';
import { cast, add, mul, sub } from './elementwise';
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

/**
 * Epsilon of all normalisations: the WebGPU provider keeps a compiled one without looking at its
 * epsilon, so all in one session get that of the first. x is scaled to fit this one.
 */
const ONE_EPSILON = 1e-5;

/** Group normalisation without weight and bias. */
export function groupWhiten(x: Value, groups: number, epsilon: number): Value {
  const scale = Math.sqrt(ONE_EPSILON / epsilon);
  const grouped = inGroups(scale === 1 ? x : mul(x, filled(x, 1, scale)), groups);
  const white = x.graph.node(
    {
      op: 'InstanceNormalization',
      inputs: [grouped, filled(x, groups, 1), filled(x, groups, 0)],
      attributes: { epsilon: { float: ONE_EPSILON } },
    },
    grouped,
  );
  return reshape(white, x.shape);
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

/** Mean and population variance per (sample, group), each [n, groups, 1]. */
export function groupStatistics(
  x: Value,
  groups: number,
): { readonly mean: Value; readonly variance: Value } {
  const grouped = inGroups(x, groups);
  const mean = meanOfLast(grouped);
  const off = sub(grouped, mean);
  return { mean, variance: meanOfLast(mul(off, off)) };
}

/** (x − mean) · reciprocal per (sample, group), then weight and bias per channel, [c, 1, 1]. */
export function groupNormWith(
  x: Value,
  mean: Value,
  reciprocal: Value,
  weight: Value,
  bias: Value,
): Value {
  const white = mul(sub(inGroups(x, mean.shape[1] ?? 0), mean), reciprocal);
  return add(mul(reshape(white, x.shape), weight), expectChannels(x, bias));
}

function inGroups(x: Value, groups: number): Value {
  const { n, c, h, w } = expectNchw('groupNorm', x);
  if (c % groups !== 0) reject('groupNorm', `channels do not split by ${groups}`, x);
  return reshape(x, [n, groups, (c / groups) * h * w]);
}

function meanOfLast(x: Value): Value {
  return x.graph.node(
    { op: 'ReduceMean', inputs: [x], attributes: { axes: [x.shape.length - 1], keepdims: 1 } },
    { dtype: x.dtype, shape: [...x.shape.slice(0, -1), 1] },
  );
}
