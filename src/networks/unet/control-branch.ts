import type { Value } from '../../onnx/graph';
import { conv3 } from '../layers/conv';
import type { Members } from '../members';
import type { Tap } from '../tap';
import type { UNetConfig } from './unet-config';
import { encoderHalf, type StepInputs } from './encoder-half';

/**
 * GLVControl (`model.control_model`): a copy of the UNet's encoder half that sees the low-quality
 * latent. `hint`: z_lq, [n, 4, h, w]. Gives the outputs of `input_blocks` and, last, of the middle
 * block: ten tensors in SDXL's size (docs/supir.md, section 6).
 */
export function controlBranch(
  members: Members,
  config: UNetConfig,
  inputs: StepInputs,
  hint: Value,
  tap: Tap,
): readonly Value[] {
  const added = conv3(members.at('input_hint_block').at('0'), hint, config.modelChannels);
  tap('input_hint_block', added);
  const { skips, middle } = encoderHalf(members, config, inputs, added, tap);
  return [...skips, middle];
}
