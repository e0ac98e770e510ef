import { Graph, type Value } from '../../onnx/graph';
import { RUNTIME_FEATURES, type RuntimeFeatures } from '../../onnx/runtime-features';
import type { SafetensorsFile } from '../../weights/safetensors';
import { conv1 } from '../layers/conv';
import { membersOf } from '../members';
import { FULL_PRECISION } from '../policy';
import { vaeDownscale, type VaeConfig } from './vae-config';
import { decode } from './decoder';
import { encode } from './encoder';
import { normaliseInPlace } from './normalise';

/** Batch, and rows and columns of pixels (encoder) or of latent cells (decoder). */
export interface VaeShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** As `Graph` has it. */
  readonly multiplyAddsAtOnce?: number;
}

/** The encoder: SDXL's own, or SUPIR's for low-quality pictures (in the SUPIR file). */
export type EncoderName = 'encoder' | 'denoise_encoder';

/**
 * An encoder (docs/supir.md, section 5). Input `image` [n, 3, h, w], −1…1; outputs `features` [n, 8, h/8, w/8] and, after the shared
 * `quant_conv` of the SDXL file, `moments`: 4 means and 4 log variances. Activations are 32-bit
 * floats: SDXL's autoencoder overflows in 16 bits.
 */
export function encoderGraph(
  encoder: { readonly file: SafetensorsFile; readonly name: EncoderName },
  sdxl: SafetensorsFile,
  config: VaeConfig,
  { batch, height, width, multiplyAddsAtOnce }: VaeShape,
  runtimeFeatures: RuntimeFeatures = RUNTIME_FEATURES,
): Graph {
  const graph = new Graph(`vae-${encoder.name}`, runtimeFeatures, multiplyAddsAtOnce);
  const image = graph.input('image', {
    dtype: 'float32',
    shape: [batch, config.inChannels, height, width],
  });
  const members = membersOf(graph, encoder.file, FULL_PRECISION).at('first_stage_model');
  const features = encode(members.at(encoder.name), config, image, normaliseInPlace);
  graph.output('features', features);
  const shared = encoder.file === sdxl ? members : firstStage(graph, sdxl);
  graph.output('moments', conv1(shared.at('quant_conv'), features, 2 * config.zChannels));
  return graph;
}

/**
 * The decoder (docs/supir.md, section 5). Input `latent` [n, 4, h, w], not scaled; output `image`
 * [n, 3, 8h, 8w].
 */
export function decoderGraph(
  sdxl: SafetensorsFile,
  config: VaeConfig,
  { batch, height, width, multiplyAddsAtOnce }: VaeShape,
  runtimeFeatures: RuntimeFeatures = RUNTIME_FEATURES,
): Graph {
  const graph = new Graph('vae-decoder', runtimeFeatures, multiplyAddsAtOnce);
  const latent = graph.input('latent', {
    dtype: 'float32',
    shape: [batch, config.zChannels, height, width],
  });
  const members = firstStage(graph, sdxl);
  const z: Value = conv1(members.at('post_quant_conv'), latent, config.zChannels);
  const image = decode(members.at('decoder'), config, z, normaliseInPlace);
  const factor = vaeDownscale(config);
  if (image.shape[2] !== height * factor) throw new TypeError('the decoder has other levels');
  graph.output('image', image);
  return graph;
}

function firstStage(graph: Graph, sdxl: SafetensorsFile) {
  return membersOf(graph, sdxl, FULL_PRECISION).at('first_stage_model');
}
