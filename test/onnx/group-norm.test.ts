import { Graph } from '../../src/onnx/graph';
import { groupNorm, type GroupNorm } from '../../src/onnx/ops/norm';
import { featureOptions, type RuntimeFeatures } from '../../src/onnx/runtime-features';
import { sessionSource } from '../../src/onnx/serialise';
import type { Runtime, Tensor } from '../../src/onnx/session';
import { createNodeRuntime } from './node-runtime';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

const OLD: RuntimeFeatures = { groupNorm: false, matmulFp32Accumulation: false };
const NEW: RuntimeFeatures = { groupNorm: true, matmulFp32Accumulation: true };

const SHAPE = [2, 12, 3, 5] as const;
const GROUPS = 4;

type Kind = Pick<GroupNorm, 'epsilon' | 'activation'>;

function graphOf({ epsilon, activation }: Kind, features: RuntimeFeatures): Graph {
  const graph = new Graph('norm', features);
  const input = (name: string, shape: readonly number[]) =>
    graph.input(name, { dtype: 'float32', shape });
  const channels = [SHAPE[1], 1, 1];
  const [weight, bias] = [input('weight', channels), input('bias', channels)];
  const x = input('x', SHAPE);
  graph.output('y', groupNorm(x, { groups: GROUPS, epsilon, weight, bias, activation }));
  return graph;
}

function numbers(dims: readonly number[], seed: number, size = 1): Tensor {
  const length = dims.reduce((a, b) => a * b, 1);
  const data = Float32Array.from({ length }, (_, i) => size * (Math.sin(i * 1.7 + seed) * 2 + 0.5));
  return { dims, data };
}

/** By the definition, in 64 bits. */
function expected(
  x: Tensor,
  weight: Tensor,
  bias: Tensor,
  { epsilon, activation }: Kind,
): readonly number[] {
  const [samples, channels, height, width] = SHAPE;
  const size = (channels / GROUPS) * height * width;
  return Array.from({ length: samples * GROUPS }, (_, group) => {
    const values = [...x.data.subarray(group * size, (group + 1) * size)];
    const mean = values.reduce((sum, value) => sum + value, 0) / size;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size;
    return values.map((value, i) => {
      const channel = Math.floor((group * size + i) / (height * width)) % channels;
      const white = (value - mean) / Math.sqrt(variance + epsilon);
      const y = white * weight.data[channel]! + bias.data[channel]!;
      return activation === 'silu' ? y / (1 + Math.exp(-y)) : y;
    });
  }).flat();
}

const KINDS: readonly Kind[] = [1e-5, 1e-6].flatMap((epsilon) =>
  (['silu', null] as const).map((activation) => ({ epsilon, activation })),
);

// The second input is so faint that epsilon is most of the variance.
describe.each(KINDS)('group norm with $epsilon and $activation', (kind) => {
  test.each([1, 1e-3])('of numbers of the size %p, on the processor', async (size) => {
    const x = numbers(SHAPE, 0, size);
    const weight = numbers([SHAPE[1], 1, 1], 1);
    const bias = numbers([SHAPE[1], 1, 1], 2);
    const wanted = expected(x, weight, bias, kind);
    for (const features of [OLD, NEW]) {
      const session = await runtime.createSession(sessionSource(graphOf(kind, features)));
      const { y } = await session.run({ x, weight, bias });
      await session.dispose();
      const worst = wanted.reduce((most, value, i) => {
        return Math.max(most, Math.abs(y!.data[i]! - value));
      }, 0);
      expect(y!.dims).toEqual(SHAPE);
      expect(worst).toBeLessThan(5e-6);
    }
  });

  test('is one operator on WebGPU where the runtime has it, between transpositions', () => {
    const nodes = graphOf(kind, NEW).nodesFor('webgpu');
    expect(nodes.map(({ op }) => op)).toEqual([
      'Transpose',
      'Reshape',
      'Reshape',
      'GroupNorm',
      'Transpose',
      'Identity',
    ]);
    const norm = nodes.find(({ op }) => op === 'GroupNorm')!;
    expect(norm).toMatchObject({
      domain: 'com.microsoft',
      attributes: {
        groups: GROUPS,
        epsilon: { float: kind.epsilon },
        activation: kind.activation === 'silu' ? 1 : 0,
        channels_last: 1,
      },
    });
    expect(norm.inputs.map((input) => input?.shape)).toEqual([[2, 3, 5, 12], [12], [12]]);
    expect(norm.outputs.map((output) => output?.shape)).toEqual([[2, 3, 5, 12]]);
  });

  test('and nowhere else', () => {
    const others = [
      graphOf(kind, NEW).nodesFor('wasm'),
      graphOf(kind, OLD).nodesFor('webgpu'),
      graphOf(kind, OLD).nodesFor('wasm'),
    ];
    for (const nodes of others) {
      expect(nodes.filter(({ op }) => op === 'GroupNorm')).toEqual([]);
      expect(nodes.filter(({ op }) => op === 'InstanceNormalization')).toHaveLength(1);
    }
  });
});

test.each([OLD, NEW])('channels that do not split are refused: %p', (features) => {
  const graph = new Graph('norm', features);
  const x = graph.input('x', { dtype: 'float32', shape: [1, 6, 2, 2] });
  const one = graph.input('one', { dtype: 'float32', shape: [6, 1, 1] });
  const norm = { groups: 4, epsilon: 1e-5, weight: one, bias: one, activation: null };
  expect(() => groupNorm(x, norm)).toThrow(TypeError);
});

test('sums in 32 bits are asked of a runtime that knows the option, of no other', () => {
  expect(featureOptions(OLD)).toEqual({});
  expect(featureOptions(NEW)).toEqual({ enableMatmulFp32Accumulation: true });
});
