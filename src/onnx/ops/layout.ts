import type { Graph, Value } from '../graph';
import { expectNchw, reject } from './expect';

/** Channel c·b² + y·b + x becomes pixel (y, x) of channel c: [n, c·b², h, w] → [n, c, h·b, w·b]. */
export function pixelShuffle(x: Value, block: number): Value {
  const { n, c, h, w } = expectNchw('pixelShuffle', x);
  if (c % (block * block) !== 0) reject('pixelShuffle', `channels do not split by ${block}²`, x);
  return x.graph.node(
    { op: 'DepthToSpace', inputs: [x], attributes: { blocksize: block, mode: 'CRD' } },
    { dtype: x.dtype, shape: [n, c / (block * block), h * block, w * block] },
  );
}

/** Enlarges by repeating: every pixel becomes scale × scale equal ones. */
export function resizeNearest(x: Value, scale: number): Value {
  const { n, c, h, w } = expectNchw('resizeNearest', x);
  const scales = floats(x.graph, [1, 1, scale, scale]);
  return x.graph.node(
    {
      op: 'Resize',
      inputs: [x, null, scales],
      attributes: {
        mode: 'nearest',
        nearest_mode: 'floor',
        coordinate_transformation_mode: 'asymmetric',
      },
    },
    { dtype: x.dtype, shape: [n, c, h * scale, w * scale] },
  );
}

function floats(graph: Graph, values: readonly number[]): Value {
  return graph.constant(
    { dtype: 'float32', shape: [values.length] },
    new Uint8Array(Float32Array.from(values).buffer),
  );
}
