import type { Value } from '../../onnx/graph';
import { conv3, downsample } from '../layers/conv';
import type { Members } from '../members';
import { middle, resnetBlock } from './blocks';
import type { VaeConfig } from './vae-config';
import type { Normalise } from './normalise';

/**
 * `encoder` and `denoise_encoder` (docs/supir.md, section 5): picture [n, 3, h, w]
 * in −1…1 → features [n, 2 · zChannels, h/8, w/8], before `quant_conv`.
 */
export function encode(
  members: Members,
  config: VaeConfig,
  image: Value,
  normalise: Normalise,
): Value {
  let h = conv3(members.at('conv_in'), image, config.channels);
  config.channelMult.forEach((mult, index) => {
    const level = members.at('down').at(String(index));
    const channels = mult * config.channels;
    for (let i = 0; i < config.numResBlocks; i++) {
      h = resnetBlock(level.at('block').at(String(i)), h, channels, normalise);
    }
    if (index < config.channelMult.length - 1) {
      h = downsample(level.at('downsample').at('conv'), h, channels, [0, 0, 1, 1]);
    }
  });
  h = middle(members.at('mid'), h, normalise);
  [h] = normalise(members.at('norm_out'), h, [], 'silu');
  return conv3(members.at('conv_out'), h, 2 * config.zChannels);
}
