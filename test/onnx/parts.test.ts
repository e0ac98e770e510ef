import { Graph, type Value } from '../../src/onnx/graph';
import { attention } from '../../src/onnx/ops/attention';
import { conv } from '../../src/onnx/ops/convolution';
import { spans } from '../../src/onnx/ops/spans';
import { sessionSource } from '../../src/onnx/serialise';
import type { Runtime, SessionSource, Tensor } from '../../src/onnx/session';
import { createNodeRuntime } from './node-runtime';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

type Shapes = readonly (readonly number[])[];

function numbers(dims: readonly number[], seed: number): Tensor {
  const length = dims.reduce((a, b) => a * b, 1);
  return { dims, data: Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7 + seed)) };
}

function write(shapes: Shapes, build: (...values: Value[]) => Value, limit: number): SessionSource {
  const graph = new Graph('operator', undefined, limit);
  const inputs = shapes.map((shape, i) => graph.input(`x${i}`, { dtype: 'float32', shape }));
  graph.output('out', build(...inputs));
  return sessionSource(graph);
}

/** What the processor makes of a network as it is written for WebGPU. */
async function answer(source: SessionSource, shapes: Shapes): Promise<Tensor> {
  const session = await runtime.createSession({ ...source, model: () => source.model('webgpu') });
  const feeds = Object.fromEntries(shapes.map((dims, i) => [`x${i}`, numbers(dims, i)]));
  const { out } = await session.run(feeds);
  await session.dispose();
  return out!;
}

const picture = [1, 5, 9, 7];

test.each<[string, number, Shapes, (...values: Value[]) => Value]>([
  ['3 × 3', 3, [picture, [96, 5, 3, 3], [96]], (x, w, b) => conv(x, w, b, { padding: 1 })],
  ['without a bias', 3, [picture, [96, 5, 3, 3]], (x, w) => conv(x, w, null, { padding: 1 })],
  ['a last part of few channels', 3, [picture, [70, 5, 3, 3], [70]], (x, w, b) => conv(x, w, b)],
  [
    'with stride and zeros on two sides',
    2,
    [picture, [64, 5, 3, 3], [64]],
    (x, w, b) => conv(x, w, b, { stride: 2, padding: [0, 0, 1, 1] }),
  ],
  ['1 × 1 on two samples', 4, [[2, 3, 4, 6], [128, 3, 1, 1], [128]], (x, w, b) => conv(x, w, b)],
  [
    'attention of several heads',
    5,
    [
      [2, 23, 8],
      [2, 11, 8],
      [2, 11, 8],
    ],
    (q, k, v) => attention(q, k, v, 2),
  ],
])('%s in %i parts is the same', async (_, parts, shapes, build) => {
  const whole = write(shapes, build, Infinity);
  const [all = 0] = whole.multiplyAdds('webgpu');
  const limit = all / (parts - 0.5);
  const divided = write(shapes, build, limit);
  // The processor's way stays as it is.
  expect(divided.multiplyAdds('wasm')).toEqual([all]);
  const adds = divided.multiplyAdds('webgpu');
  expect(adds).toHaveLength(parts);
  expect(adds.reduce((a, b) => a + b)).toBe(all);
  const [expected, given] = [await answer(whole, shapes), await answer(divided, shapes)];
  expect(given.dims).toEqual(expected.dims);
  given.data.forEach((value, i) => expect(Math.abs(value - expected.data[i]!)).toBeLessThan(1e-6));
});

test('what is within the limit stays whole, and a convolution to few channels', () => {
  const shapes = [picture, [32, 5, 3, 3]];
  const build = (x: Value, w: Value): Value => conv(x, w, null);
  expect(write(shapes, build, 1).multiplyAdds('webgpu')).toHaveLength(1);
  expect(write([picture, [96, 5, 3, 3]], build, 1e9).multiplyAdds('webgpu')).toHaveLength(1);
});

test.each([
  [10, 4, [0, 3, 7, 10]],
  [10, 10, [0, 10]],
  [10, 9.5, [0, 5, 10]],
  [3, 0.2, [0, 1, 2, 3]],
  [1, 0, [0, 1]],
  [10, Infinity, [0, 10]],
])('%i in parts of at most %f', (length, most, ends) => {
  const parts = spans(length, most);
  expect([0, ...parts.map(({ to }) => to)]).toEqual(ends);
  expect(parts.map(({ from }) => from)).toEqual(ends.slice(0, -1));
});
