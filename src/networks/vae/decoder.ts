import type { Value } from '../../onnx/graph';
import { resizeNearest } from '../../onnx/ops/layout';
import { conv3 } from '../layers/conv';
import type { Members } from '../members';
import { middle, resnetBlock } from './blocks';
import type { VaeConfig } from './vae-config';
import type { Normalise } from './normalise';

/**
 * `decoder` (docs/supir.md, section 5): latent [n, 4, h, w] after
 * `post_quant_conv` → picture [n, 3, 8h, 8w], about −1…1, not clamped.
 */
export function decode(
  members: Members,
  config: VaeConfig,
  latent: Value,
  normalise: Normalise,
): Value {
  const top = config.channelMult.length - 1;
  const channelsAt = (level: number): number => (config.channelMult[level] ?? 0) * config.channels;
  let h = conv3(members.at('conv_in'), latent, channelsAt(top));
  h = middle(members.at('mid'), h, normalise);
  for (let index = top; index >= 0; index--) {
    const level = members.at('up').at(String(index));
    for (let i = 0; i <= config.numResBlocks; i++) {
      h = resnetBlock(level.at('block').at(String(i)), h, channelsAt(index), normalise);
    }
    if (index > 0) {
      h = conv3(level.at('upsample').at('conv'), resizeNearest(h, 2), channelsAt(index));
    }
  }
  [h] = normalise(members.at('norm_out'), h, [], 'silu');
  return conv3(members.at('conv_out'), h, config.outChannels);
}
