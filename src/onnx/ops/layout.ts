import type { Graph, Value } from '../graph';
import { expectNchw, reject } from './expect';
import { transpose } from './shape';

/** Channel c·b² + y·b + x becomes pixel (y, x) of channel c: [n, c·b², h, w] → [n, c, h·b, w·b]. */
export function pixelShuffle(x: Value, block: number): Value {
  const { n, c, h, w } = expectNchw('pixelShuffle', x);
  if (c % (block * block) !== 0) reject('pixelShuffle', `channels do not split by ${block}²`, x);
  return x.graph.node(
    { op: 'DepthToSpace', inputs: [x], attributes: { blocksize: block, mode: 'CRD' } },
    { dtype: x.dtype, shape: [n, c / (block * block), h * block, w * block] },
  );
}

/** Orders for `transpose`: [n, c, h, w] to [n, h, w, c] and back. */
export const CHANNELS_LAST = [0, 2, 3, 1];
export const CHANNELS_FIRST = [0, 3, 1, 2];

/**
 * The same by way of [n, h, w, c], as convolutions lie in memory on WebGPU: the runtime drops
 * transpositions that meet, but does not move them past all operators.
 */
export function channelsLast(x: Value, apply: (x: Value) => Value): Value {
  return transpose(apply(transpose(x, CHANNELS_LAST)), CHANNELS_FIRST);
}

/** Enlarges by repeating: every pixel becomes scale × scale equal ones. */
export function resizeNearest(x: Value, scale: number): Value {
  expectNchw('resizeNearest', x);
  const [enlarged] = x.graph.perDevice({
    wasm: () => [resized(x, [1, 1, scale, scale])],
    webgpu: () => [channelsLast(x, (y) => resized(y, [1, scale, scale, 1]))],
  });
  return enlarged;
}

function resized(x: Value, scale: readonly number[]): Value {
  const scales = floats(x.graph, scale);
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
    { dtype: x.dtype, shape: x.shape.map((size, axis) => size * (scale[axis] ?? 1)) },
  );
}

function floats(graph: Graph, values: readonly number[]): Value {
  return graph.constant(
    { dtype: 'float32', shape: [values.length] },
    new Uint8Array(Float32Array.from(values).buffer),
  );
}
