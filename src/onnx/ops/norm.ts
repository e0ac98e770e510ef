import type { Graph, Value } from '../graph';
import { cast } from './cast';
import { add, mul, sub } from './elementwise';
import { expectNchw, expectShape, reject } from './expect';
import { integers, reshape } from './shape';

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
 * The WebGPU provider keeps a compiled normalisation without looking at its epsilon: all of them
 * in one session get that of the first. So there is only this one, and x is scaled to fit it.
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

/** x + part and its layer normalisation, in this order. */
export function addLayerNorm(
  x: Value,
  part: Value,
  epsilon: number,
  weight: Value,
  bias: Value,
): readonly [Value, Value] {
  return x.graph.perDevice({
    wasm: () => {
      const sum = add(x, part);
      return [sum, layerNorm(sum, epsilon, weight, bias)];
    },
    webgpu: () => {
      const width = x.shape.at(-1) ?? 0;
      expectShape('addLayerNorm', part, x.shape);
      expectShape('addLayerNorm', weight, [width]);
      expectShape('addLayerNorm', bias, [width]);
      const [normed, sum] = x.graph.nodeOf(
        {
          op: 'SkipLayerNormalization',
          domain: 'com.microsoft',
          inputs: [x, part, weight, bias],
          attributes: { epsilon: { float: epsilon } },
        },
        [x, null, null, x],
      ) as [Value, Value];
      return [sum, normed];
    },
  });
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

/** Mean and population variance per (sample, group), each [n, groups, 1]; x [n, c, h, w]. */
export function groupStatistics(
  x: Value,
  groups: number,
): { readonly mean: Value; readonly variance: Value } {
  const { n, c, h, w } = expectNchw('groupNorm', x);
  if (c % groups !== 0) reject('groupNorm', `channels do not split by ${groups}`, x);
  const size = c / groups;
  const overGroup = (perChannel: Value): Value =>
    reduce(reshape(perChannel, [n, groups, size]), 'ReduceMean', 2);
  const mean = overGroup(overPicture(x, 'ReduceMean'));
  const perChannel = reshape(mul(mean, filled(x, size, 1)), [n, c, 1, 1]);
  const squares = overPicture(sub(x, perChannel), 'ReduceSumSquare');
  return { mean, variance: mul(overGroup(squares), filled(x, 1, 1 / (h * w))) };
}

/**
 * (x − mean) · reciprocal per (sample, group), then weight and bias per channel, [c, 1, 1]. Written
 * as x · scale + shift: x is the largest value of its network, and each operator reads and writes it.
 */
export function groupNormWith(
  x: Value,
  mean: Value,
  reciprocal: Value,
  weight: Value,
  bias: Value,
): Value {
  const { n, c } = expectNchw('groupNorm', x);
  const groups = mean.shape[1] ?? 0;
  const perGroup = [groups, c / groups];
  const scale = mul(reciprocal, reshape(weight, perGroup));
  const shift = sub(reshape(expectChannels(x, bias), perGroup), mul(mean, scale));
  const perChannel = (value: Value): Value => reshape(value, [n, c, 1, 1]);
  return add(mul(x, perChannel(scale)), perChannel(shift));
}

function inGroups(x: Value, groups: number): Value {
  const { n, c, h, w } = expectNchw('groupNorm', x);
  if (c % groups !== 0) reject('groupNorm', `channels do not split by ${groups}`, x);
  return reshape(x, [n, groups, (c / groups) * h * w]);
}

type Reduction = 'ReduceMean' | 'ReduceSumSquare' | 'ReduceSum';

/**
 * Of x [n, c, h, w] for each channel, [n, c, 1, 1]. Rows first: WebGPU's kernel gives one workgroup
 * to each number that comes out, and for whole pictures there would be few.
 */
function overPicture(x: Value, op: 'ReduceMean' | 'ReduceSumSquare'): Value {
  return reduce(reduce(x, op, 3), op === 'ReduceMean' ? op : 'ReduceSum', 2);
}

/** Over one axis, which stays with the size 1. */
function reduce(x: Value, op: Reduction, axis: number): Value {
  const type = { dtype: x.dtype, shape: x.shape.map((size, i) => (i === axis ? 1 : size)) };
  // ReduceSum takes its axes as an input since opset 13, the others since 18.
  const inputs = op === 'ReduceSum' ? [x, integers(x.graph, [axis])] : [x];
  const axes = op === 'ReduceSum' ? {} : { axes: [axis] };
  return x.graph.node({ op, inputs, attributes: { ...axes, keepdims: 1 } }, type);
}
