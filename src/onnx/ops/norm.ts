import type { Graph, Value } from '../graph';
import { silu } from './activation';
import { cast, add, mul, sub } from './elementwise';
import { expectNchw, expectShape, reject } from './expect';
import { channelsLast } from './layout';
import { reshape } from './shape';

export interface GroupNorm {
  readonly groups: number;
  readonly epsilon: number;
  /** Per channel, [c, 1, 1]. */
  readonly weight: Value;
  readonly bias: Value;
  /** SiLU of what comes out. */
  readonly activation: 'silu' | null;
}

/**
 * Group normalisation with population variance per (sample, group), then weight and bias per
 * channel, then the activation; x [n, c, h, w].
 */
export function groupNorm(x: Value, norm: GroupNorm): Value {
  if (!x.graph.features.groupNorm) return inSteps(x, norm);
  const [normed] = x.graph.perDevice({
    wasm: () => [inSteps(x, norm)],
    webgpu: () => [channelsLast(x, (y) => inOneOperator(y, norm))],
  });
  return normed;
}

/**
 * Instance normalisation over the groups is one kernel; `GroupNormalization` itself would fall
 * apart into fifteen.
 */
function inSteps(x: Value, { groups, epsilon, weight, bias, activation }: GroupNorm): Value {
  const normed = add(mul(groupWhiten(x, groups, epsilon), weight), expectChannels(x, bias));
  return activation === null ? normed : silu(normed);
}

/** x [n, h, w, c]. */
function inOneOperator(x: Value, { groups, epsilon, weight, bias, activation }: GroupNorm): Value {
  const channels = x.shape[3] ?? 0;
  if (channels % groups !== 0) reject('groupNorm', `channels do not split by ${groups}`, x);
  return x.graph.node(
    {
      op: 'GroupNorm',
      domain: 'com.microsoft',
      inputs: [x, reshape(weight, [channels]), reshape(bias, [channels])],
      attributes: {
        groups,
        epsilon: { float: epsilon },
        activation: activation === null ? 0 : 1,
        channels_last: 1,
      },
    },
    x,
  );
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
  const { n, c } = expectNchw('groupNorm', x);
  if (c % groups !== 0) reject('groupNorm', `channels do not split by ${groups}`, x);
  const size = c / groups;
  const overGroup = (perChannel: Value): Value =>
    meanOver(reshape(perChannel, [n, groups, size]), 2);
  const mean = overGroup(overPicture(x));
  const off = sub(x, reshape(mul(mean, filled(x, size, 1)), [n, c, 1, 1]));
  return { mean, variance: overGroup(overPicture(mul(off, off))) };
}

/**
 * (x − mean) · reciprocal per group, then weight and bias per channel, [c, 1, 1]; x [1, c, h, w],
 * mean and reciprocal [1, groups, 1]. One operator that reads and writes x once.
 */
export function groupNormWith(
  x: Value,
  mean: Value,
  reciprocal: Value,
  weight: Value,
  bias: Value,
): Value {
  const { n, c } = expectNchw('groupNorm', x);
  if (n !== 1) reject('groupNorm', 'has the statistics of one sample', x);
  const groups = mean.shape[1] ?? 0;
  const perGroup = [1, groups, c / groups];
  const perChannel = (value: Value): Value => reshape(value, [c]);
  const scale = mul(reciprocal, reshape(weight, perGroup));
  const means = mul(mean, filled(x, c / groups, 1));
  return x.graph.node(
    {
      op: 'BatchNormalization',
      inputs: [
        x,
        perChannel(scale),
        perChannel(expectChannels(x, bias)),
        perChannel(means),
        filled(x, c, 1 - ONE_EPSILON),
      ],
      attributes: { epsilon: { float: ONE_EPSILON } },
    },
    x,
  );
}

function inGroups(x: Value, groups: number): Value {
  const { n, c, h, w } = expectNchw('groupNorm', x);
  if (c % groups !== 0) reject('groupNorm', `channels do not split by ${groups}`, x);
  return reshape(x, [n, groups, (c / groups) * h * w]);
}

/**
 * Mean of each channel of x [n, c, h, w], [n, c, 1, 1]. Along rows first, as an average pool: on
 * WebGPU a reduction gives one workgroup to each number that comes out, and turns what lies
 * channels last round before.
 */
function overPicture(x: Value): Value {
  const { n, c, h, w } = expectNchw('groupNorm', x);
  const rows = x.graph.node(
    { op: 'AveragePool', inputs: [x], attributes: { kernel_shape: [1, w] } },
    { dtype: x.dtype, shape: [n, c, h, 1] },
  );
  return meanOver(rows, 2);
}

/** Over one axis, which stays with the size 1. */
function meanOver(x: Value, axis: number): Value {
  return x.graph.node(
    { op: 'ReduceMean', inputs: [x], attributes: { axes: [axis], keepdims: 1 } },
    { dtype: x.dtype, shape: x.shape.map((size, i) => (i === axis ? 1 : size)) },
  );
}
