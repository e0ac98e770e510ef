import { Graph, type Value } from '../../src/onnx/graph';
import { conv } from '../../src/onnx/ops/convolution';
import { add, prelu } from '../../src/onnx/ops/elementwise';
import { pixelShuffle, resizeNearest } from '../../src/onnx/ops/layout';
import type { DType } from '../../src/onnx/dtype';

const graph = new Graph('test');
let count = 0;
const tensor = (...shape: number[]): Value => typed('float32', shape);
const typed = (dtype: DType, shape: number[]): Value =>
  graph.input(`input_${count++}`, { dtype, shape });

test('operators know the shape they give', () => {
  const x = tensor(2, 8, 10, 12);
  expect(conv(x, tensor(5, 8, 3, 3), tensor(5), { padding: 1 }).shape).toEqual([2, 5, 10, 12]);
  expect(conv(x, tensor(5, 8, 3, 3), null, { stride: 2, padding: 1 }).shape).toEqual([2, 5, 5, 6]);
  expect(conv(x, tensor(5, 8, 3, 3), null, { stride: 2, padding: [0, 0, 1, 1] }).shape).toEqual([
    2, 5, 5, 6,
  ]);
  expect(pixelShuffle(x, 2).shape).toEqual([2, 2, 20, 24]);
  expect(resizeNearest(x, 3).shape).toEqual([2, 8, 30, 36]);
  expect(add(x, tensor(8, 1, 12)).shape).toEqual([2, 8, 10, 12]);
  expect(add(tensor(4, 1), tensor(3)).shape).toEqual([4, 3]);
});

test.each<[string, () => unknown]>([
  ['channels that differ', () => conv(tensor(1, 3, 8, 8), tensor(4, 2, 3, 3), null)],
  ['a bias of another length', () => conv(tensor(1, 2, 8, 8), tensor(4, 2, 3, 3), tensor(3))],
  ['an image smaller than the kernel', () => conv(tensor(1, 2, 2, 2), tensor(4, 2, 3, 3), null)],
  ['a rank of 3', () => conv(tensor(2, 8, 8), tensor(4, 2, 3, 3), null)],
  ['a rank of 5', () => pixelShuffle(tensor(1, 4, 8, 8, 1), 2)],
  ['mixed types', () => add(tensor(2), typed('float16', [2]))],
  ['shapes that do not broadcast', () => add(tensor(2, 3), tensor(2))],
  ['channels that do not split', () => pixelShuffle(tensor(1, 6, 2, 2), 2)],
  ['a slope for other channels', () => prelu(tensor(1, 6, 2, 2), tensor(5, 1, 1))],
  ['an impossible size', () => tensor(1, -1)],
  ['a name twice', () => graph.input('input_0', { dtype: 'float32', shape: [] })],
  [
    'another graph',
    () => add(tensor(2), new Graph('other').input('x', { dtype: 'float32', shape: [2] })),
  ],
  [
    'a constant of another size',
    () => graph.constant({ dtype: 'int64', shape: [2] }, new Uint8Array(8)),
  ],
])('%s is refused where it enters', (_, build) => {
  expect(build).toThrow(TypeError);
});

test('a graph counts its multiply-adds', () => {
  const counted = new Graph('cost');
  const x = counted.input('x', { dtype: 'float32', shape: [2, 3, 4, 5] });
  const w = counted.input('w', { dtype: 'float32', shape: [7, 3, 3, 3] });
  conv(x, w, null, { padding: 1 });
  expect(counted.multiplyAdds).toBe(2 * 4 * 5 * 7 * 3 * 9);
});
