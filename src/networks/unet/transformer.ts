import type { Value } from '../../onnx/graph';
import { gelu } from '../../onnx/ops/activation';
import { add, mul } from '../../onnx/ops/elementwise';
import { split } from '../../onnx/ops/shape';
import { crossAttention } from '../layers/cross-attention';
import { norm, norm32 } from '../layers/norm';
import { fromTokens, toTokens } from '../layers/tokens';
import type { Members } from '../members';

const EPSILON = 1e-6;

/** x [n, c, h, w], context [n, 77, contextDim] → the shape of x. */
export function spatialTransformer(
  members: Members,
  x: Value,
  context: Value,
  depth: number,
  headChannels: number,
): Value {
  const [, channels = 0, height = 0, width = 0] = x.shape;
  let tokens = toTokens(norm32(members.at('norm'), x, EPSILON));
  tokens = members.at('proj_in').inFloats().linear(tokens, channels);
  for (let i = 0; i < depth; i++) {
    const block = members.at('transformer_blocks').at(String(i));
    tokens = transformerBlock(block, tokens, context, headChannels);
  }
  tokens = members.at('proj_out').inFloats().linear(tokens, channels);
  return add(fromTokens(tokens, height, width), x);
}

/** x [n, tokens, c]: self-attention, attention to the text, gated feed-forward. */
export function transformerBlock(
  block: Members,
  x: Value,
  context: Value,
  headChannels: number,
): Value {
  const own = norm(block.at('norm1'), x);
  let h = add(crossAttention(block.at('attn1'), own, own, headChannels), x);
  h = add(crossAttention(block.at('attn2'), norm(block.at('norm2'), h), context, headChannels), h);
  return add(feedForward(block.at('ff').at('net'), norm(block.at('norm3'), h)), h);
}

/** GEGLU: the value first, the gate second. */
function feedForward(net: Members, x: Value): Value {
  const channels = x.shape.at(-1) ?? 0;
  const projected = net
    .at('0')
    .at('proj')
    .linear(x, 8 * channels);
  const [value, gate] = split(projected, 2, projected.shape.length - 1) as [Value, Value];
  return net.at('2').linear(mul(value, gelu(gate)), channels);
}
