import { DTYPES, type DType, type Shape } from '../dtype';
import type { Graph, Value } from '../graph';
import { expectNchw, expectSameDtype, expectShape, reject } from './expect';

export const add = binary('Add');
export const sub = binary('Sub');
export const mul = binary('Mul');

/** Values in another type; x itself where it already has it. */
export function cast(x: Value, dtype: DType): Value {
  if (x.dtype === dtype) return x;
  return x.graph.node(
    { op: 'Cast', inputs: [x], attributes: { to: DTYPES[dtype].code } },
    { dtype, shape: x.shape },
  );
}

/** Limits every value to low…high. */
export function clip(x: Value, low: number, high: number): Value {
  return x.graph.node(
    { op: 'Clip', inputs: [x, scalar(x.graph, low, x.dtype), scalar(x.graph, high, x.dtype)] },
    x,
  );
}

/**
 * PReLU: x where positive, slope · x elsewhere; x [n, c, h, w], slope [c, 1, 1]. One operator: it
 * runs on both devices; slope·x + (1 − slope)·relu(x) makes a network 10 % slower on wasm.
 */
export function prelu(x: Value, slope: Value): Value {
  const { c } = expectNchw('prelu', x);
  expectShape('prelu', slope, [c, 1, 1]);
  expectSameDtype('prelu', x, slope);
  return x.graph.node({ op: 'PRelu', inputs: [x, slope] }, x);
}

/** A number of rank 0. */
export function scalar(graph: Graph, value: number, dtype: DType): Value {
  if (dtype !== 'float32') throw new TypeError(`no ${dtype} scalars are written yet`);
  return graph.constant({ dtype, shape: [] }, new Uint8Array(Float32Array.of(value).buffer));
}

function binary(op: string): (a: Value, b: Value) => Value {
  return (a, b) =>
    a.graph.node(
      { op, inputs: [a, b] },
      { dtype: expectSameDtype(op, a, b), shape: broadcast(op, a, b) },
    );
}

/** Common shape of two operands: axes match from the last one; one of size 1 is repeated. */
function broadcast(op: string, a: Value, b: Value): Shape {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, axis) => {
    const sizeA = a.shape[axis - rank + a.shape.length] ?? 1;
    const sizeB = b.shape[axis - rank + b.shape.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) reject(op, 'shapes do not match', a, b);
    return sizeA === 1 ? sizeB : sizeA;
  });
}
