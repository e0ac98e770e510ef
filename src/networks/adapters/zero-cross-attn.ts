import type { Value } from '../../onnx/graph';
import { cast, add, mul } from '../../onnx/ops/elementwise';
import { crossAttention } from '../layers/cross-attention';
import { norm32 } from '../layers/norm';
import { fromTokens, toTokens } from '../layers/tokens';
import type { Members } from '../members';

const EPSILON = 1e-5;

/**
 * ZeroCrossAttn(c, h): the trunk h looks at the control tensor c of the same size; the answer is
 * added with strength `scale` [1] (docs/supir.md, section 7).
 */
export function zeroCrossAttn(
  members: Members,
  c: Value,
  h: Value,
  scale: Value,
  headDim: number,
): Value {
  const [, , height = 0, width = 0] = h.shape;
  const tokens = (name: string, x: Value): Value =>
    members.narrowed(toTokens(norm32(members.at(name), x, EPSILON)));
  const attn = members.at('attn').inFloats();
  const answer = crossAttention(attn, tokens('norm1', h), tokens('norm2', c), headDim);
  return add(h, mul(fromTokens(cast(answer, h.dtype), height, width), scale));
}
