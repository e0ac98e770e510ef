import type { Graph } from '../../../../src/onnx/graph';
import { clipGraph, clipTokens } from '../../../../src/networks/clip/clip-l';
import { openClipGraph, openClipTokens } from '../../../../src/networks/clip/open-clip-g';
import type { WeightPolicy } from '../../../../src/networks/policy';
import { restorationStepGraph } from '../../../../src/networks/restoration-step';
import { vaeDownscale } from '../../../../src/networks/vae/vae-config';
import { decoderGraph, encoderGraph } from '../../../../src/networks/vae/graphs';
import type { SupirConfig } from '../../../../src/restore/supir-config';
import type { SafetensorsFile } from '../../../../src/weights/safetensors';

export interface ModelFiles {
  readonly sdxl: SafetensorsFile;
  readonly supir: SafetensorsFile;
  readonly config: SupirConfig;
}

/** In the order in which a restoration creates them. */
export const NETWORKS = [
  'clip-l',
  'open-clip-g',
  'denoise-encoder',
  'decoder',
  'encoder',
  'step',
] as const;
export type NetworkName = (typeof NETWORKS)[number];

/** Both prompts. */
const TEXTS = 2;
/** As without guidance: the same weights, and half the work for a processor that plays the graphics card. */
const STEP_BATCH = 1;

/**
 * A network as a restoration at this working size (pixels along a side) makes it: the text towers
 * with floats, the autoencoder with 32-bit floats, the step as `policy` says.
 */
export function graphOf(
  name: NetworkName,
  { sdxl, supir, config }: ModelFiles,
  pixels: number,
  policy: WeightPolicy,
): Graph {
  const side = pixels / vaeDownscale(config.vae);
  const image = { batch: 1, height: pixels, width: pixels };
  const latent = { batch: 1, height: side, width: side };
  const floats: WeightPolicy = { ...policy, linear: 'float' };
  switch (name) {
    case 'clip-l':
      return clipGraph(sdxl, config.clipL, TEXTS, floats);
    case 'open-clip-g':
      return openClipGraph(sdxl, config.clipG, TEXTS, floats);
    case 'denoise-encoder':
      return encoderGraph({ file: supir, name: 'denoise_encoder' }, sdxl, config.vae, image);
    case 'encoder':
      return encoderGraph({ file: sdxl, name: 'encoder' }, sdxl, config.vae, image);
    case 'decoder':
      return decoderGraph(sdxl, config.vae, latent);
    case 'step':
      return restorationStepGraph(
        sdxl,
        supir,
        config.step,
        { ...latent, batch: STEP_BATCH },
        policy,
      );
  }
}

/** Share of a tensor's bytes that a restoration reads: of token tables only the rows of its tokens. */
export function neededShare(tensor: string, { config }: ModelFiles): number {
  if (!tensor.endsWith('token_embedding.weight')) return 1;
  const { contextLength, vocabSize } = config.clipG;
  return (TEXTS * contextLength) / vocabSize;
}

/** The part of a text tower's weights that is read row by row: different tokens in every place. */
export function lookUpTokens(name: NetworkName, { sdxl, config }: ModelFiles): void {
  const { contextLength, vocabSize } = config.clipG;
  const ids = Array.from({ length: TEXTS }, (_, text) =>
    Array.from({ length: contextLength }, (_, i) => ((text + i * TEXTS) * 311) % vocabSize),
  );
  if (name === 'clip-l') clipTokens(sdxl, config.clipL, ids);
  if (name === 'open-clip-g') openClipTokens(sdxl, config.clipG, ids);
}
