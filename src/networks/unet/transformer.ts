import type { Value } from '../../onnx/graph';
import { geglu } from '../../onnx/ops/activation';
import { cast } from '../../onnx/ops/elementwise';
import { add } from '../../onnx/ops/elementwise';
import { crossAttention } from '../layers/cross-attention';
import { norm32 } from '../layers/norm';
import { addedAndNormed, addTo, normed } from '../layers/residual';
import { fromTokens, toTokens } from '../layers/tokens';
import type { Members } from '../members';

const EPSILON = 1e-6;

/**
 * SpatialTransformer (docs/supir.md, section 6): x [n, c, h, w], context [n, 77, contextDim] → the
 * shape of x.
 */
export function spatialTransformer(
  members: Members,
  x: Value,
  context: Value,
  depth: number,
  headChannels: number,
): Value {
  const [, channels = 0, height = 0, width = 0] = x.shape;
  const project = (name: string, from: Value): Value =>
    cast(members.at(name).inFloats().linear(members.narrowed(from), channels), x.dtype);
  let tokens = project('proj_in', toTokens(norm32(members.at('norm'), x, EPSILON)));
  for (let i = 0; i < depth; i++) {
    const block = members.at('transformer_blocks').at(String(i));
    tokens = transformerBlock(block, tokens, context, headChannels);
  }
  return add(fromTokens(project('proj_out', tokens), height, width), x);
}

/** Self-attention, attention to the text, gated feed-forward; x [n, tokens, c]. */
export function transformerBlock(
  block: Members,
  x: Value,
  context: Value,
  headChannels: number,
): Value {
  const own = normed(block, 'norm1', x);
  const text = block.narrowed(context);
  const among = crossAttention(block.at('attn1'), own, own, headChannels);
  const [seen, asking] = addedAndNormed(block, 'norm2', x, among);
  const said = crossAttention(block.at('attn2'), asking, text, headChannels);
  const [told, inner] = addedAndNormed(block, 'norm3', seen, said);
  return addTo(told, feedForward(block.at('ff').at('net'), inner));
}

/** GEGLU: the value first, the gate second. */
function feedForward(net: Members, x: Value): Value {
  const channels = x.shape.at(-1) ?? 0;
  const projected = net
    .at('0')
    .at('proj')
    .linear(x, 8 * channels);
  return net.at('2').linear(geglu(projected), channels);
}
