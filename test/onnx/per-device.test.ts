import { Graph, type Value } from '../../src/onnx/graph';
import { geglu, silu } from '../../src/onnx/ops/activation';
import { attention } from '../../src/onnx/ops/attention';
import { resizeNearest } from '../../src/onnx/ops/layout';
import { addLayerNorm, groupNormWith, groupStatistics } from '../../src/onnx/ops/norm';
import { sessionSource } from '../../src/onnx/serialise';
import type { Runtime, Tensor } from '../../src/onnx/session';
import { createNodeRuntime } from './node-runtime';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

type Shapes = readonly (readonly number[])[];
type Build = (...values: Value[]) => readonly Value[];

function numbers(dims: readonly number[], seed: number): Tensor {
  const length = dims.reduce((a, b) => a * b, 1);
  return { dims, data: Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7 + seed) * 2) };
}

/** What the processor's runtime makes of what is written for it, and for WebGPU. */
async function bothWays(shapes: Shapes, build: Build): Promise<readonly (readonly Tensor[])[]> {
  const graph = new Graph('operator');
  const inputs = shapes.map((dims, i) =>
    graph.input(`x${i}`, { dtype: 'float32' as const, shape: dims }),
  );
  build(...inputs).forEach((value, i) => graph.output(`out${i}`, value));
  const source = sessionSource(graph);
  const feeds = Object.fromEntries(shapes.map((dims, i) => [`x${i}`, numbers(dims, i)]));
  const results = [];
  for (const device of ['wasm', 'webgpu'] as const) {
    const session = await runtime.createSession({ ...source, model: () => source.model(device) });
    const outputs = await session.run(feeds);
    results.push(graph.outputs.map(({ name }) => outputs[name]!));
    await session.dispose();
  }
  return results;
}

test.each<[string, Shapes, Build]>([
  // More queries than are asked at a time, in a head too wide for the fused kernel.
  [
    'attention of one wide head',
    [
      [1, 1100, 160],
      [1, 300, 160],
      [1, 300, 160],
    ],
    (q, k, v) => [attention(q, k, v, 1)],
  ],
  [
    'a sum and its layer norm',
    [[2, 5, 64], [2, 5, 64], [64], [64]],
    (x, part, weight, bias) => addLayerNorm(x, part, 1e-5, weight, bias),
  ],
  ['SiLU of a picture', [[2, 3, 5, 7]], (x) => [silu(x)]],
  ['an enlarged picture', [[2, 3, 5, 7]], (x) => [resizeNearest(x, 2)]],
])('%s is the same in both ways of writing', async (_, shapes, build) => {
  const [wasm, webgpu] = await bothWays(shapes, build);
  for (const [index, { dims, data }] of webgpu!.entries()) {
    const other = wasm![index]!;
    expect(dims).toEqual(other.dims);
    const worst = data.reduce(
      (max, value, i) => Math.max(max, Math.abs(value - other.data[i]!)),
      0,
    );
    expect(worst).toBeLessThan(1e-6);
  }
});

test('the gate has one operator in 32 bits; its 16-bit kernel is no valid shader', () => {
  const operators = (dtype: 'float32' | 'float16'): readonly string[] => {
    const graph = new Graph('gate');
    geglu(graph.input('x', { dtype, shape: [1, 4, 8] }));
    return graph.nodesFor('webgpu').map(({ op }) => op);
  };
  expect(operators('float32')).toEqual(['BiasSplitGelu']);
  expect(operators('float16')).toEqual(['Split', 'Gelu', 'Mul']);
});

test('a group’s statistics, and what is normalised with them', async () => {
  const shapes = [
    [1, 4, 6, 9],
    [4, 1, 1],
    [4, 1, 1],
  ];
  const [outputs] = await bothWays(shapes, (x, weight, bias) => {
    const { mean, variance } = groupStatistics(x, 2);
    // Any factor will do in the place of the reciprocal deviation.
    return [mean, variance, groupNormWith(x, mean, variance, weight, bias)];
  });
  const [x, weight, bias] = shapes.map((dims, i) => numbers(dims, i).data);
  const [means, variances, normed] = outputs!.map(({ data }) => data);
  const size = 2 * 6 * 9;
  for (const group of [0, 1]) {
    const values = [...x!.subarray(group * size, (group + 1) * size)];
    const mean = values.reduce((sum, value) => sum + value, 0) / size;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size;
    expect(means![group]).toBeCloseTo(mean, 6);
    expect(variances![group]).toBeCloseTo(variance, 5);
    values.forEach((value, i) => {
      const channel = 2 * group + Math.floor(i / (6 * 9));
      const expected = (value - mean) * variance * weight![channel]! + bias![channel]!;
      expect(normed![group * size + i]).toBeCloseTo(expected, 4);
    });
  }
});

test('each device gets its own operators, under the outputs’ names', () => {
  const graph = new Graph('two ways');
  const x = graph.input('x', { dtype: 'float32', shape: [2] });
  const [either] = graph.perDevice({
    wasm: () => [graph.node({ op: 'Relu', inputs: [x] }, x)],
    webgpu: () => [graph.node({ op: 'Clip', inputs: [x] }, x)],
  });
  graph.output('y', graph.node({ op: 'Neg', inputs: [either] }, either));
  const operators = (device: 'wasm' | 'webgpu'): string[] =>
    graph.nodesFor(device).map(({ op }) => op);
  expect(operators('wasm')).toEqual(['Relu', 'Neg', 'Identity']);
  expect(operators('webgpu')).toEqual(['Clip', 'Neg', 'Identity']);
  expect(graph.nameOn('wasm', either)).toBe('Relu_0');
  expect(graph.nameOn('webgpu', either)).toBe('Clip_1');
});

test('two ways to different values are refused', () => {
  const graph = new Graph('two ways');
  const x = graph.input('x', { dtype: 'float32', shape: [2] });
  const y = graph.input('y', { dtype: 'float32', shape: [3] });
  expect(() => graph.perDevice({ wasm: () => [x], webgpu: () => [y] })).toThrow(TypeError);
});
