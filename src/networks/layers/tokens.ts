import type { Value } from '../../onnx/graph';
import { reshape, transpose } from '../../onnx/ops/shape';

/** [n, c, h, w] → [n, h·w, c]; token index = row · w + column. */
export function toTokens(x: Value): Value {
  const [n = 0, c = 0, h = 0, w = 0] = x.shape;
  const inOrder = (): Value => transpose(reshape(x, [n, c, h * w]), [0, 2, 1]);
  if (!x.graph.features.groupNorm) return inOrder();
  const [tokens] = x.graph.perDevice({
    wasm: () => [inOrder()],
    webgpu: () => [reshape(transpose(x, [0, 2, 3, 1]), [n, h * w, c])],
  });
  return tokens;
}

/** [n, h·w, c] → [n, c, h, w]. */
export function fromTokens(tokens: Value, height: number, width: number): Value {
  const [n = 0, , c = 0] = tokens.shape;
  const inOrder = (): Value => reshape(transpose(tokens, [0, 2, 1]), [n, c, height, width]);
  if (!tokens.graph.features.groupNorm) return inOrder();
  const [x] = tokens.graph.perDevice({
    wasm: () => [inOrder()],
    webgpu: () => [transpose(reshape(tokens, [n, height, width, c]), [0, 3, 1, 2])],
  });
  return x;
}
