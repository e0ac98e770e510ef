import type { Value } from '../../onnx/graph';
import { attention } from '../../onnx/ops/attention';
import { add, mul } from '../../onnx/ops/elementwise';
import { norm32 } from '../layers/norm';
import { fromTokens, toTokens } from '../layers/tokens';
import type { Members } from '../members';

const EPSILON = 1e-5;

/**
 * ZeroCrossAttn(c, h): the trunk h looks at the control tensor c of the same size; the answer is
 * added with strength `scale` [1] (reference/supir-architecture.md, section 7).
 */
export function zeroCrossAttn(
  members: Members,
  c: Value,
  h: Value,
  scale: Value,
  headDim: number,
): Value {
  const [, channels = 0, height = 0, width = 0] = h.shape;
  const attn = members.at('attn');
  const query = toTokens(norm32(members.at('norm1'), h, EPSILON));
  const context = toTokens(norm32(members.at('norm2'), c, EPSILON));
  const project = (name: string, from: Value): Value =>
    attn.at(name).linear(from, channels, { bias: false });
  const out = attention(
    project('to_q', query),
    project('to_k', context),
    project('to_v', context),
    channels / headDim,
  );
  const answer = attn.at('to_out').at('0').linear(out, channels);
  return add(h, mul(fromTokens(answer, height, width), scale));
}
