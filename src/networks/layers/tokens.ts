import type { Value } from '../../onnx/graph';
import { reshape, transpose } from '../../onnx/ops/shape';

/** [n, c, h, w] → [n, h·w, c]; token index = row · w + column. */
export function toTokens(x: Value): Value {
  const [n = 0, c = 0, h = 0, w = 0] = x.shape;
  return transpose(reshape(x, [n, c, h * w]), [0, 2, 1]);
}

/** [n, h·w, c] → [n, c, h, w]. */
export function fromTokens(tokens: Value, height: number, width: number): Value {
  const [n = 0, , c = 0] = tokens.shape;
  return reshape(transpose(tokens, [0, 2, 1]), [n, c, height, width]);
}
