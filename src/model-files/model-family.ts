import { shapeAt, someName, type Listing } from './listed-tensors';
import { otherPrediction } from './prediction';
import type { Refusal } from './refusals';

const UNET = 'model.diffusion_model.';

/**
 * Which of the models, or which other kind of file, a file is by the names and shapes of its
 * tensors. Names that only one family has are looked for first.
 */
export function familyOf(listing: Listing): 'supir' | 'sdxl' | 'lora' | Refusal {
  const has = (pattern: RegExp): boolean => someName(listing, pattern);
  if (has(LORA)) return 'lora';
  if (has(/^model\.diffusion_model\.project_modules\./)) return 'supir';
  if (has(/(^|\.)(double_blocks|single_transformer_blocks)\.\d/)) return 'model-is-flux';
  if (has(/(^|\.)joint_blocks\.\d/)) return 'model-is-sd3';
  if (has(CONTROL)) return 'model-is-controlnet';
  if (has(/^(model\.control_model|first_stage_model\.denoise_encoder)\./)) return 'supir';
  if (has(/^model\.diffusion_model\.input_blocks\./)) return checkpointFamily(listing);
  if (has(/^input_blocks\.\d/)) return 'model-is-unet-only';
  if (has(/(^|\.)(down_blocks|up_blocks|transformer_blocks)\.\d/)) return 'model-is-diffusers';
  if (has(/^(first_stage_model\.)?(encoder\.down|decoder\.up)\.\d/)) return 'model-is-vae';
  if (isEmbedding(listing)) return 'model-is-embedding';
  if (has(TEXT_ENCODER)) return 'model-is-text-encoder';
  if (has(UPSCALER)) return 'model-is-upscaler';
  return 'model-unknown';
}

const LORA =
  /^lora_|\.lora_(down|up|A|B)\.|[._]lora(_linear_layer)?\.(down|up)\.|[._](hada_w1|lokr_w[12]|oft_blocks|dora_scale|lora_magnitude_vector)|\.oft_diag/;
const CONTROL =
  /zero_convs\.\d|^controlnet_|^ip_adapter\.|^image_proj\.|input_hint_block\.[1-9]|^adapter\.body\.|^body\.\d+\.block\d\./;
const TEXT_ENCODER =
  /(^|\.)(text_model\.encoder|transformer\.resblocks|encoder\.block\.\d+\.layer)\.|^(conditioner|cond_stage_model)\./;
const UPSCALER =
  /^RRDB_trunk\.|\.rdb1\.|\.RDB1\.|^model\.1\.sub\.|^body\.\d+\.weight|residual_group\.blocks|^conv_first\./;

/** Family of a checkpoint in the original layout; its text context's width shows which. */
function checkpointFamily(listing: Listing): 'sdxl' | Refusal {
  const has = (pattern: RegExp): boolean => someName(listing, pattern);
  // Models of video are built from the same blocks and read texts as wide as those of the first two.
  if (has(/\.time_stack\.|\.motion_modules\./)) return 'model-unknown';
  const context = shapeAt(listing, /\.attn2\.to_k\.weight$/)?.[1];
  if (has(/^cond_stage_model\.transformer\./) || context === 768) return 'model-is-sd1';
  if (has(/^cond_stage_model\.model\./) || context === 1024) return 'model-is-sd2';
  if (has(/^conditioner\.embedders\.0\.model\./) || context === 1280) {
    return 'model-is-sdxl-refiner';
  }
  if (!has(/^model\.diffusion_model\.label_emb\./)) return 'model-unknown';
  const prediction = otherPrediction(listing);
  if (prediction !== null) return prediction;
  const channels = latentChannels(listing);
  if (channels !== null && channels !== 4) return 'model-is-inpainting';
  return missingPart(listing) === null ? 'sdxl' : 'model-is-unet-only';
}

/** Input channels of the UNet; null when its first convolution is not there. */
export function latentChannels({ tensors }: Listing): number | null {
  return tensors.get(`${UNET}input_blocks.0.0.weight`)?.shape[1] ?? null;
}

const SDXL_PARTS = [
  'first_stage_model',
  'conditioner.embedders.0',
  'conditioner.embedders.1',
] as const;

/** The first part of an SDXL checkpoint that the file lacks completely. */
export function missingPart(listing: Listing): string | null {
  const names = [...listing.tensors.keys()];
  return SDXL_PARTS.find((part) => !names.some((name) => name.startsWith(`${part}.`))) ?? null;
}

const EMBEDDING_NAMES = new Set(['emb_params', 'clip_l', 'clip_g', 'string_to_param', '*']);

function isEmbedding({ tensors }: Listing): boolean {
  return tensors.size > 0 && [...tensors.keys()].every((name) => EMBEDDING_NAMES.has(name));
}
