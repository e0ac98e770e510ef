import { Graph } from '../../../src/onnx/graph';
import { attention } from '../../../src/onnx/ops/attention';
import { sessionSource } from '../../../src/onnx/serialise';
import type { Tensor } from '../../../src/onnx/session';
import { createNodeRuntime } from '../node-runtime';

const TOKENS = 4700;
const WIDTH = 64;

function waves(seed: number): Tensor {
  const data = Float32Array.from({ length: TOKENS * WIDTH }, (_, i) => Math.sin(i * 0.37 + seed));
  return { dims: [1, TOKENS, WIDTH], data };
}

/** One row of softmax(q·kᵀ/√d)·v. */
function expectedRow(row: number, q: Tensor, k: Tensor, v: Tensor): number[] {
  const scores = Array.from({ length: TOKENS }, (_, token) => {
    let sum = 0;
    for (let i = 0; i < WIDTH; i++) sum += q.data[row * WIDTH + i]! * k.data[token * WIDTH + i]!;
    return Math.exp(sum / Math.sqrt(WIDTH));
  });
  const total = scores.reduce((sum, score) => sum + score, 0);
  return Array.from({ length: WIDTH }, (_, i) =>
    scores.reduce((sum, score, token) => sum + (score / total) * v.data[token * WIDTH + i]!, 0),
  );
}

test('more tokens than one call of the runtime takes ask in parts, with the same numbers', async () => {
  const graph = new Graph('attention');
  const input = (name: string) =>
    graph.input(name, { dtype: 'float32', shape: [1, TOKENS, WIDTH] });
  graph.output('out', attention(input('q'), input('k'), input('v'), 1));
  const calls = graph.nodesFor('wasm').filter(({ op }) => op === 'MultiHeadAttention');
  expect(calls).toHaveLength(2);
  expect(graph.multiplyAdds).toBe(2 * TOKENS * TOKENS * WIDTH);

  const runtime = await createNodeRuntime();
  try {
    const session = await runtime.createSession(sessionSource(graph));
    const [q, k, v] = [waves(0), waves(1), waves(2)];
    const { out } = await session.run({ q, k, v });
    for (const row of [0, TOKENS / 2 - 1, TOKENS / 2, TOKENS - 1]) {
      const given = out!.data.subarray(row * WIDTH, (row + 1) * WIDTH);
      expectedRow(row, q, k, v).forEach((value, i) => expect(given[i]).toBeCloseTo(value, 4));
    }
    await session.dispose();
  } finally {
    await runtime.dispose();
  }
});
