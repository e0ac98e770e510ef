import { clipGraph } from '../../networks/clip/clip-l';
import { openClipGraph } from '../../networks/clip/open-clip-g';
import type { WeightPolicy } from '../../networks/policy';
import { restorationStepGraph } from '../../networks/restoration-step';
import { decoderGraph, encoderGraph } from '../../networks/vae/graphs';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { Parameter } from '../../onnx/graph';
import type { Networks } from './open-networks';

/** What the networks read of the files; the same in all sizes. */
export interface NetworkParameters {
  readonly texts: readonly Parameter[];
  /** Of the autoencoder and the step's network. */
  readonly others: readonly Parameter[];
}

/**
 * Of all networks of a run, each written down in its smallest size.
 * @throws ModelError where a file has not the tensors that they need
 */
export function networkParameters(
  { sdxl, supir, config }: Pick<Networks, 'sdxl' | 'supir' | 'config'>,
  policy: WeightPolicy,
): NetworkParameters {
  const { step, vae, clipL, clipG } = config;
  const side = vaeDownscale(vae);
  const smallest = 2 ** (step.unet.channelMult.length - 1);
  const shape = { batch: 1, height: smallest, width: smallest };
  const picture = { batch: 1, height: side, width: side };
  const floats: WeightPolicy = { ...policy, linear: 'float' };
  const texts = [clipGraph(sdxl, clipL, 1, floats), openClipGraph(sdxl, clipG, 1, floats)];
  const others = [
    encoderGraph({ file: supir, name: 'denoise_encoder' }, sdxl, vae, picture),
    encoderGraph({ file: sdxl, name: 'encoder' }, sdxl, vae, picture),
    decoderGraph(sdxl, vae, { batch: 1, height: 1, width: 1 }),
    restorationStepGraph(sdxl, supir, step, shape, policy),
  ];
  return {
    texts: texts.flatMap(({ parameters }) => parameters),
    others: others.flatMap(({ parameters }) => parameters),
  };
}
