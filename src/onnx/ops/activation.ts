import type { Value } from '../graph';

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
  return sigmoidLinear(x, 1);
}

/** GELU by the approximation that CLIP-L was trained with. */
export function quickGelu(x: Value): Value {
  return sigmoidLinear(x, 1.702);
}

/** GELU by the error function, exact. */
export function gelu(x: Value): Value {
  return x.graph.node({ op: 'Gelu', domain: 'com.microsoft', inputs: [x] }, x);
}
