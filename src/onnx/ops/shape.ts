import type { Shape } from '../dtype';
import { elementCount } from '../../core/tensor';
import type { Graph, Value } from '../graph';
import { expectSameDtype, reject } from './expect';

/** x in another shape of as many values. */
export function reshape(x: Value, shape: Shape): Value {
  if (elementCount(shape) !== elementCount(x.shape)) {
    reject('reshape', `cannot become [${shape.join(', ')}]`, x);
  }
  return x.graph.node(
    { op: 'Reshape', inputs: [x, integers(x.graph, shape)] },
    { dtype: x.dtype, shape },
  );
}

/** Permutes the axes: `order[i]` is the axis of x that becomes axis i. */
export function transpose(x: Value, order: readonly number[]): Value {
  const shape = order.map((axis) => x.shape[axis] ?? reject('transpose', `no axis ${axis}`, x));
  if (new Set(order).size !== x.shape.length) reject('transpose', 'wrong number of axes', x);
  return x.graph.node(
    { op: 'Transpose', inputs: [x], attributes: { perm: order } },
    { dtype: x.dtype, shape },
  );
}

/** Joins `parts` along `axis`; all other sizes are equal. */
export function concat(parts: readonly [Value, ...Value[]], axis: number): Value {
  const [first, ...others] = parts;
  for (const other of others) {
    const fits = other.shape.every((size, i) => i === axis || size === first.shape[i]);
    if (!fits || other.shape.length !== first.shape.length)
      reject('concat', 'shapes differ', ...parts);
  }
  const size = parts.reduce((sum, part) => sum + (part.shape[axis] ?? 0), 0);
  return first.graph.node(
    { op: 'Concat', inputs: parts, attributes: { axis } },
    {
      dtype: expectSameDtype('concat', first, ...others),
      shape: first.shape.map((old, i) => (i === axis ? size : old)),
    },
  );
}

/** Cuts x into `parts` equal pieces along `axis`. */
export function split(x: Value, parts: number, axis: number): readonly Value[] {
  const size = (x.shape[axis] ?? 0) / parts;
  if (!Number.isInteger(size)) reject('split', `does not split by ${parts}`, x);
  const shape = x.shape.map((old, i) => (i === axis ? size : old));
  const sizes = integers(
    x.graph,
    Array.from({ length: parts }, () => size),
  );
  return x.graph.nodeOf(
    { op: 'Split', inputs: [x, sizes], attributes: { axis } },
    Array.from({ length: parts }, () => ({ dtype: x.dtype, shape })),
  );
}

/** Elements `from` … `to` − 1 along `axis`. */
export function slice(x: Value, axis: number, from: number, to: number): Value {
  const size = x.shape[axis] ?? 0;
  if (from < 0 || to > size || from >= to) reject('slice', `has no part ${from}…${to}`, x);
  const one = (value: number): Value => integers(x.graph, [value]);
  return x.graph.node(
    { op: 'Slice', inputs: [x, one(from), one(to), one(axis), one(1)] },
    { dtype: x.dtype, shape: x.shape.map((old, i) => (i === axis ? to - from : old)) },
  );
}

/** The rows of `table` [rows, width] with the given numbers (int64 or int32, any shape). */
export function gatherRows(table: Value, rows: Value): Value {
  const width = table.shape[1];
  if (width === undefined || table.shape.length !== 2)
    reject('gatherRows', 'needs [rows, width]', table);
  return table.graph.node(
    { op: 'Gather', inputs: [table, rows], attributes: { axis: 0 } },
    { dtype: table.dtype, shape: [...rows.shape, width] },
  );
}

/** A list of whole numbers, as operators take shapes and limits. */
function integers(graph: Graph, values: readonly number[]): Value {
  return graph.constant(
    { dtype: 'int64', shape: [values.length] },
    new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
  );
}
