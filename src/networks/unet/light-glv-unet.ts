import type { Value } from '../../onnx/graph';
import { resizeNearest } from '../../onnx/ops/layout';
import { zeroCrossAttn } from '../adapters/zero-cross-attn';
import { zeroSft } from '../adapters/zero-sft';
import { conv3 } from '../layers/conv';
import { norm32 } from '../layers/norm';
import type { Members } from '../members';
import type { Tap } from '../tap';
import { outputBlocks, type UNetConfig } from './unet-config';
import { encoderHalf, type StepInputs } from './encoder-half';
import { resBlock } from './res-block';
import { spatialTransformer } from './transformer';

/** Sizes of the adapters beyond those of the UNet. */
export interface AdapterConfig {
  /** Hidden width of the SFT adapters. */
  readonly sftHidden: number;
  readonly crossAttnHeadDim: number;
}

export const SUPIR_ADAPTERS: AdapterConfig = { sftHidden: 128, crossAttnHeadDim: 64 };

export interface ControlInputs {
  /** Outputs of `controlBranch`: one tensor for each skip, and the middle one. */
  readonly control: readonly Value[];
  /** Control strength, [1]. */
  readonly scale: Value;
  /** `model.diffusion_model.project_modules` of the SUPIR file. */
  readonly adapters: Members;
  readonly config: AdapterConfig;
}

const EPSILON = 1e-5;

/**
 * LightGLVUNet: SDXL's UNet whose skips pass through SUPIR's adapters
 * (docs/supir.md, section 6) → the predicted noise, [n, 4, h, w].
 */
export function lightGlvUNet(
  members: Members,
  config: UNetConfig,
  inputs: StepInputs,
  { control, scale, adapters, config: sizes }: ControlInputs,
  tap: Tap,
): Value {
  const { emb, skips, middle } = encoderHalf(members, config, inputs, null, tap);
  const blocks = outputBlocks(config);
  // One adapter for the middle, one for each skip, one more before each upsampling.
  let next = blocks.length + blocks.filter((block) => block.upsample).length;
  const adapter = (make: (module: Members) => Value): Value => {
    const name = String(next--);
    const value = make(adapters.at(name));
    tap(`project_modules.${name}`, value);
    return value;
  };

  const last = expectValue(control[blocks.length]);
  let h = adapter((module) => zeroSft(module, last, middle, null, scale, sizes.sftHidden));
  blocks.forEach((block, index) => {
    const c = expectValue(control[blocks.length - 1 - index]);
    const skip = expectValue(skips[blocks.length - 1 - index]);
    const layers = members.at('output_blocks').at(String(index));
    const trunk = h;
    h = adapter((module) => zeroSft(module, c, skip, trunk, scale, sizes.sftHidden));
    h = resBlock(layers.at('0'), h, emb, block.channels);
    if (block.depth > 0) {
      const { numHeadChannels } = config;
      h = spatialTransformer(layers.at('1'), h, inputs.context, block.depth, numHeadChannels);
    }
    if (block.upsample) {
      const before = h;
      h = adapter((module) => zeroCrossAttn(module, c, before, scale, sizes.crossAttnHeadDim));
      const upsample = layers.at(block.depth > 0 ? '2' : '1');
      h = conv3(upsample.at('conv'), resizeNearest(h, 2), block.channels);
    }
    tap(`output_blocks.${index}`, h);
  });
  const out = members.at('out');
  return conv3(out.at('2'), norm32(out.at('0'), h, EPSILON, 'silu'), config.outChannels);
}

function expectValue(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('the UNet has another number of blocks');
  return value;
}
