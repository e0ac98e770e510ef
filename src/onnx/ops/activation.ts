import { byteLength } from '../dtype';
import type { Value } from '../graph';
import { mul } from './elementwise';
import { reject } from './expect';
import { channelsLast } from './layout';
import { split } from './shape';

/** x · sigmoid(alpha · x): one fused operator of the runtime. */
function sigmoidLinear(x: Value, alpha: number): Value {
  return x.graph.node(
    {
      op: 'QuickGelu',
      domain: 'com.microsoft',
      inputs: [x],
      attributes: { alpha: { float: alpha } },
    },
    x,
  );
}

export function silu(x: Value): Value {
  const [active] = x.graph.perDevice({
    wasm: () => [sigmoidLinear(x, 1)],
    webgpu: () => [
      x.shape.length === 4 ? channelsLast(x, (y) => sigmoidLinear(y, 1)) : sigmoidLinear(x, 1),
    ],
  });
  return active;
}

/** GELU by the approximation that CLIP-L was trained with. */
export function quickGelu(x: Value): Value {
  return sigmoidLinear(x, 1.702);
}

/** GELU by the error function, exact. */
export function gelu(x: Value): Value {
  return x.graph.node({ op: 'Gelu', domain: 'com.microsoft', inputs: [x] }, x);
}

/**
 * [n, rows, 2c] → [n, rows, c]: the first half of the last axis times the GELU of the second. WebGPU
 * has one kernel for it, whose 16-bit form is no valid shader: it divides 16-bit numbers by a 32-bit
 * one (1.30 and a nightly of 1.31).
 */
export function geglu(x: Value): Value {
  const [n = 0, rows = 0, width = 0] = x.shape;
  if (x.shape.length !== 3 || width % 2 !== 0) reject('geglu', 'needs [n, rows, 2c]', x);
  const inSteps = (): readonly [Value] => {
    const [value, gate] = split(x, 2, 2) as [Value, Value];
    return [mul(value, gelu(gate))];
  };
  const [gated] = x.graph.perDevice({
    wasm: inSteps,
    webgpu: () => {
      if (x.dtype === 'float16') return inSteps();
      const bias = { dtype: x.dtype, shape: [width] };
      const zeros = x.graph.constant(bias, new Uint8Array(byteLength(bias)));
      const init = { op: 'BiasSplitGelu', domain: 'com.microsoft', inputs: [x, zeros] };
      return [x.graph.node(init, { dtype: x.dtype, shape: [n, rows, width / 2] })];
    },
  });
  return gated;
}

/** Over the last axis. */
export function softmax(x: Value): Value {
  return x.graph.node({ op: 'Softmax', inputs: [x], attributes: { axis: -1 } }, x);
}
