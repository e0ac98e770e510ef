import type { Value } from '../../onnx/graph';
import { silu } from '../../onnx/ops/activation';
import { add } from '../../onnx/ops/elementwise';
import { conv3, downsample } from '../layers/conv';
import type { Members } from '../members';
import type { Tap } from '../tap';
import { inputBlocks, middleDepth, type UNetConfig } from './unet-config';
import { embedCondition } from './embedding';
import { resBlock } from './res-block';
import { spatialTransformer } from './transformer';

/** Inputs of UNet and control branch in one step. */
export interface StepInputs {
  /** The noisy latent, already scaled for the network, [n, 4, h, w]. */
  readonly x: Value;
  /** Sinusoidal embedding of the timestep, [n, modelChannels]. */
  readonly time: Value;
  /** The text context, [n, 77, contextDim]. */
  readonly context: Value;
  /** The pooled text and the sizes, [n, admInChannels]. */
  readonly vector: Value;
}

export interface EncoderHalf {
  /** The condition after its SiLU, as the residual blocks take it. */
  readonly emb: Value;
  /** Outputs of `input_blocks`, in order. */
  readonly skips: readonly Value[];
  readonly middle: Value;
}

/**
 * `input_blocks` and `middle_block`, the same in UNet and control branch
 * (docs/supir.md, section 6). `hint` is added after the first block.
 */
export function encoderHalf(
  members: Members,
  config: UNetConfig,
  inputs: StepInputs,
  hint: Value | null,
  tap: Tap,
): EncoderHalf {
  const { context } = inputs;
  const heads = config.numHeadChannels;
  const emb = silu(embedCondition(members, config, inputs.time, inputs.vector, tap));
  const skips: Value[] = [];
  let h = inputs.x;
  inputBlocks(config).forEach((block, index) => {
    const layers = members.at('input_blocks').at(String(index));
    switch (block.kind) {
      case 'conv':
        h = conv3(layers.at('0'), h, block.channels);
        if (hint !== null) h = add(h, hint);
        break;
      case 'res':
        h = resBlock(layers.at('0'), h, emb, block.channels);
        if (block.depth > 0) h = spatialTransformer(layers.at('1'), h, context, block.depth, heads);
        break;
      case 'down':
        h = downsample(layers.at('0').at('op'), h, block.channels);
        break;
    }
    tap(`input_blocks.${index}`, h);
    skips.push(h);
  });
  const channels = h.shape[1] ?? 0;
  const middle = members.at('middle_block');
  h = resBlock(middle.at('0'), h, emb, channels);
  h = spatialTransformer(middle.at('1'), h, context, middleDepth(config), heads);
  h = resBlock(middle.at('2'), h, emb, channels);
  tap('middle_block', h);
  return { emb, skips, middle: h };
}
