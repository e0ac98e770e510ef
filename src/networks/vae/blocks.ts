import type { Value } from '../../onnx/graph';
import { attention } from '../../onnx/ops/attention';
import { add } from '../../onnx/ops/elementwise';
import { conv1, conv3 } from '../layers/conv';
import { fromTokens, toTokens } from '../layers/tokens';
import type { Members } from '../members';
import type { Normalise } from './normalise';

/**
 * ResnetBlock (docs/supir.md, section 5): x [n, c, h, w] → [n, channels, h, w]. Where the shortcut makes x smaller it comes
 * before the second norm: a tiled run keeps what is carried over a norm for every tile.
 */
export function resnetBlock(
  block: Members,
  x: Value,
  channels: number,
  normalise: Normalise,
): Value {
  const inputs = x.shape[1] ?? 0;
  const shortcut = (value: Value): Value => conv1(block.at('nin_shortcut'), value, channels);
  let skip = x;
  let h = x;
  [h, skip] = normalise(block.at('norm1'), h, [skip], 'silu') as [Value, Value];
  h = conv3(block.at('conv1'), h, channels);
  if (channels < inputs) skip = shortcut(skip);
  [h, skip] = normalise(block.at('norm2'), h, [skip], 'silu') as [Value, Value];
  h = conv3(block.at('conv2'), h, channels);
  if (channels > inputs) skip = shortcut(skip);
  return add(skip, h);
}

/** AttnBlock (docs/supir.md, section 5): one head as wide as the channels, over all positions. */
export function attnBlock(block: Members, x: Value, normalise: Normalise): Value {
  const [, channels = 0, height = 0, width = 0] = x.shape;
  const [h, skip] = normalise(block.at('norm'), x, [x]) as [Value, Value];
  const tokens = toTokens(h);
  // Stored as 1 × 1 convolutions, or as matrices in some checkpoints: the same numbers.
  const project = (name: string): Value => block.at(name).pointwise(tokens, channels);
  const attended = attention(project('q'), project('k'), project('v'), 1);
  const out = block.at('proj_out').pointwise(attended, channels);
  return add(skip, fromTokens(out, height, width));
}

/** `mid`: residual block, attention, residual block. */
export function middle(mid: Members, x: Value, normalise: Normalise): Value {
  const channels = x.shape[1] ?? 0;
  let h = resnetBlock(mid.at('block_1'), x, channels, normalise);
  h = attnBlock(mid.at('attn_1'), h, normalise);
  return resnetBlock(mid.at('block_2'), h, channels, normalise);
}
