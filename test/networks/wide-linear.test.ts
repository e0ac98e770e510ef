import { Graph } from '../../src/onnx/graph';
import { sessionSource } from '../../src/onnx/serialise';
import type { Runtime } from '../../src/onnx/session';
import { membersOf } from '../../src/networks/members';
import type { LinearStorage } from '../../src/networks/policy';
import type { FloatType } from '../../src/weights/cast';
import { castTensor } from '../../src/weights/cast';
import { lazyTensor, type LazyTensor } from '../../src/weights/lazy-tensor';
import { createNodeRuntime } from '../onnx/node-runtime';
import { normalsFrom } from '../support/random';

const [ROWS, INPUTS, OUTPUTS] = [16, 640, 640];

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

/** Normally distributed, always the same. */
const gaussian = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, normalsFrom(seed));

const bytes = new Uint8Array(gaussian(OUTPUTS * INPUTS, 7).buffer);
const weight = lazyTensor('layer.weight', 'F32', [OUTPUTS, INPUTS], (offset, length) =>
  bytes.subarray(offset, offset + length),
);
const input = { dims: [ROWS, INPUTS], data: gaussian(ROWS * INPUTS, 8) };

async function product(tensor: LazyTensor, linear: LinearStorage): Promise<Float32Array> {
  const graph = new Graph('wide');
  const x = graph.input('x', { dtype: 'float32', shape: input.dims });
  const tensors = new Map([['layer.weight', tensor]]);
  const file = { name: 'wide', key: 'wide', metadata: {}, tensors };
  const layer = membersOf(graph, file, { floats: 'full', linear }).at('layer');
  const first = layer.linear(x, OUTPUTS, { bias: false });
  // The same weight again: it enters the graph once.
  graph.output('out', first);
  graph.output('again', layer.linear(x, OUTPUTS, { bias: false }));
  const session = await runtime.createSession(sessionSource(graph));
  try {
    const { out, again } = await session.run({ x: input });
    expect(again!.data).toEqual(out!.data);
    return out!.data;
  } finally {
    await session.dispose();
  }
}

/** Root mean square of the error ÷ that of the exact product. */
async function errorOf(storage: FloatType | 'q8' | 'q4'): Promise<number> {
  const exact = await product(weight, 'float');
  const actual =
    storage === 'q8' || storage === 'q4'
      ? await product(weight, storage)
      : await product(castTensor(weight, storage), 'float');
  const sum = (values: Float32Array): number => values.reduce((total, v) => total + v * v, 0);
  return Math.sqrt(sum(actual.map((v, i) => v - exact[i]!)) / sum(exact));
}

// Blocks of 32 normal numbers reach 2.1 deviations: 8 bits make steps of 2.1 / 128 of them, 4 bits of
// 2.1 / 8, and a rounded number is off by a step ÷ √12. 16 bits keep 11 digits of every number.
test.each([
  ['F16', 1e-4, 3e-4],
  ['q8', 4e-3, 6e-3],
  ['q4', 7e-2, 9.5e-2],
] as const)(
  'at a real width %s weights are as exact as their bits allow',
  async (kind, low, high) => {
    const error = await errorOf(kind);
    expect(error).toBeGreaterThan(low);
    expect(error).toBeLessThan(high);
  },
);
