import * as ort from 'onnxruntime-web/wasm';
import { ModelError } from '../../src/core/errors';
import { Graph, type Value } from '../../src/onnx/graph';
import { add, mul } from '../../src/onnx/ops/elementwise';
import { sessionSource } from '../../src/onnx/serialise';
import type { Runtime, Session } from '../../src/onnx/session';
import { memoryParameter } from './memory-parameter';
import { createNodeRuntime } from './node-runtime';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

/** Initializers of less than 128 bytes are looked at twice. */
const COUNT = 64;
const FLOATS = { dtype: 'float32', shape: [COUNT] } as const;

function parameter(graph: Graph, name: string, value: number, reads: string[] = []): Value {
  const bytes = new Uint8Array(new Float32Array(COUNT).fill(value).buffer);
  return graph.parameter(
    memoryParameter({
      ...FLOATS,
      name,
      read(offset, length) {
        reads.push(`${name} ${offset}+${length}`);
        return bytes.subarray(offset, offset + length);
      },
    }),
  );
}

/** y = x · a + b, with weights a = 2 and b = 10. */
function linear(reads: string[] = []): Graph {
  const graph = new Graph('linear');
  const x = graph.input('x', FLOATS);
  const scaled = mul(x, parameter(graph, 'a', 2, reads));
  graph.output('y', add(scaled, parameter(graph, 'b', 10, reads)));
  return graph;
}

function createLinear(reads?: string[]): Promise<Session> {
  return runtime.createSession(sessionSource(linear(reads)));
}

const X = { x: { dims: [COUNT], data: new Float32Array(COUNT).fill(3) } };
const Y = new Array<number>(COUNT).fill(16);

test('a session computes, and leaves nothing when it is disposed', async () => {
  const session = await createLinear();
  expect(runtime.stats()).toEqual({ sessions: 1, liveTensors: 0 });
  const { y } = await session.run(X);
  expect(y!.dims).toEqual([COUNT]);
  expect([...y!.data]).toEqual(Y);
  await session.dispose();
  expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
});

test('the runtime reads each external tensor once, whole', async () => {
  const reads: string[] = [];
  const session = await createLinear(reads);
  await session.run(X);
  await session.dispose();
  expect(reads.sort()).toEqual(['a 0+256', 'b 0+256']);
});

test('several sessions and runs at once queue up', async () => {
  const sessions = await Promise.all([createLinear(), createLinear()]);
  const runs = sessions.flatMap((session) => [session.run(X), session.run(X)]);
  expect(runtime.stats().sessions).toBe(2);
  for (const { y } of await Promise.all(runs)) expect([...y!.data]).toEqual(Y);
  await Promise.all(sessions.map((session) => session.dispose()));
  expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
});

test('what a weight source throws comes out as it is, and the next session works', async () => {
  const truncated = new ModelError({ code: 'model-file-truncated', message: '', hint: '' });
  const graph = new Graph('broken');
  const weight = graph.parameter(
    memoryParameter({
      ...FLOATS,
      name: 'w',
      read() {
        throw truncated;
      },
    }),
  );
  graph.output('y', add(graph.input('x', FLOATS), weight));
  await expect(runtime.createSession(sessionSource(graph))).rejects.toBe(truncated);
  expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
  await (await createLinear()).dispose();
});

test('a graph that the runtime refuses, and a wrong input, are named errors', async () => {
  const graph = new Graph('unknown');
  const x = graph.input('x', FLOATS);
  graph.output('y', graph.node({ op: 'NoSuchOperator', inputs: [x] }, FLOATS));
  await expect(runtime.createSession(sessionSource(graph))).rejects.toMatchObject({
    code: 'network-failed',
  });
  const session = await createLinear();
  const wrong = { x: { dims: [3], data: new Float32Array(3) } };
  await expect(session.run(wrong)).rejects.toMatchObject({ code: 'network-failed' });
  expect([...(await session.run(X))['y']!.data]).toEqual(Y);
  await session.dispose();
  await expect(session.run(X)).rejects.toThrow();
  expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
});

test('inputs and outputs count as alive while a run holds them', async () => {
  const session = await createLinear();
  const counts: number[] = [];
  // The package's types leave the class's prototype open.
  const tensor = ort.Tensor.prototype as { dispose: (this: object) => void };
  const { dispose } = tensor;
  const ending = jest.spyOn(tensor, 'dispose').mockImplementation(function (this: object) {
    counts.push(runtime.stats().liveTensors);
    dispose.call(this);
  });
  await session.run(X);
  ending.mockRestore();
  expect(counts).toEqual([2]);
  expect(runtime.stats().liveTensors).toBe(0);
  await session.dispose();
});

test('outputs of another kind are refused, and nothing of them is kept', async () => {
  const graph = new Graph('whole numbers');
  const x = graph.input('x', FLOATS);
  graph.output('y', add(x, parameter(graph, 'a', 2)));
  const rounded = { dtype: 'int64', shape: [COUNT] } as const;
  graph.output('z', graph.node({ op: 'Cast', inputs: [x], attributes: { to: 7 } }, rounded));
  const ended = jest.spyOn(ort.Tensor.prototype as { dispose: (this: object) => void }, 'dispose');
  const session = await runtime.createSession(sessionSource(graph));
  await expect(session.run(X)).rejects.toMatchObject({ code: 'network-failed' });
  expect(ended).toHaveBeenCalledTimes(2);
  ended.mockRestore();
  await session.dispose();
  expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
});

test('a runtime says how many threads run', () => {
  expect(runtime.device).toBe('wasm');
  expect(runtime.label).toMatch(/^\d+ threads?$/);
});
