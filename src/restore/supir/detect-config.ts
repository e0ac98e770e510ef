import { modelsDoNotFit } from '../../weights/errors';
import type { SafetensorsFile } from '../../weights/safetensors';
import { modelConfigNeeded } from '../model-errors';
import { SUPIR, type SupirConfig } from '../supir-config';
import { headerOf, textTowerSizes, unetSizes, vaeSizes } from './header-sizes';

/**
 * The sizes of the networks in two open files, from their headers (docs/supir.md, section 1). Head
 * widths, the number of CLIP-L's layers that run and the latents' scale do not show in any shape;
 * they are known for the published models only.
 *
 * @throws ModelError `model-config-needed` for files of other sizes, `models-do-not-fit` for two
 *   files that are not of one size, `model-tensor-missing` or `model-tensor-shape` where a size
 *   cannot be read at all
 */
export function detectConfig(supir: SafetensorsFile, sdxl: SafetensorsFile): SupirConfig {
  const unet = unetSizes(sdxl, 'model.diffusion_model.');
  const control = unetSizes(supir, 'model.control_model.');
  const vae = vaeSizes(sdxl, 'first_stage_model.encoder.');
  const denoiser = vaeSizes(supir, 'first_stage_model.denoise_encoder.');
  if (!sameSizes(unet, control) || !sameSizes(vae, denoiser))
    throw modelsDoNotFit(supir.name, sdxl.name);

  const base = headerOf(sdxl);
  const towers = textTowerSizes(sdxl);
  const projectionDim = base.shape('conditioner.embedders.1.model.text_projection', 2)[1];
  const adapter = 'model.diffusion_model.project_modules.0.mlp_shared.0.weight';
  const config: SupirConfig = {
    step: {
      unet: {
        ...unet,
        outChannels: base.shape('model.diffusion_model.out.2.weight', 4)[0],
        numHeadChannels: SUPIR.step.unet.numHeadChannels,
      },
      adapters: { ...SUPIR.step.adapters, sftHidden: headerOf(supir).shape(adapter, 4)[0] },
      contextLength: towers.clipL.contextLength,
    },
    vae: { ...vae, outChannels: base.shape('first_stage_model.decoder.conv_out.weight', 4)[0] },
    clipL: { ...towers.clipL, heads: SUPIR.clipL.heads, layerIdx: SUPIR.clipL.layerIdx },
    clipG: { ...towers.clipG, heads: SUPIR.clipG.heads, projectionDim },
    // The vector is the pooled text and the embeddings of three pairs of sizes.
    sizeEmbedDim: (unet.admInChannels - projectionDim) / 6,
    scaleFactor: SUPIR.scaleFactor,
  };
  const reason = firstDifference(config, SUPIR, '');
  if (reason === null) return config;
  throw modelConfigNeeded(reason);
}

function sameSizes(a: object, b: object): boolean {
  return firstDifference(a, b, '') === null;
}

/** The path and value of the first number of `actual` that is not that of `expected`. */
function firstDifference(actual: unknown, expected: unknown, path: string): string | null {
  if (typeof expected !== 'object' || expected === null) {
    return actual === expected ? null : `${path} is ${String(actual)}, not ${String(expected)}`;
  }
  const fields = actual as Readonly<Record<string, unknown>>;
  if (Array.isArray(expected) && (fields['length'] as number) !== expected.length) {
    return `${path} has ${String(fields['length'])} levels`;
  }
  for (const [key, value] of Object.entries(expected)) {
    const found = firstDifference(fields[key], value, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
