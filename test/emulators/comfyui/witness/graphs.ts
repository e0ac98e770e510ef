import type { JsonObject } from '../json';

/** SUPIR by the server's own nodes. */
export function nativeGraph(image: string, changes: Changes = {}): JsonObject {
  const { seed = 7, steps = 4, width = 64, height = 64, save = 'PreviewImage' } = changes;
  const text = (words: string): JsonObject => ({
    class_type: 'CLIPTextEncodeSDXL',
    inputs: {
      clip: ['1', 1],
      width: 1024,
      height: 1024,
      crop_w: 0,
      crop_h: 0,
      target_width: 1024,
      target_height: 1024,
      text_g: words,
      text_l: words,
    },
  });
  return {
    '1': node('CheckpointLoaderSimple', { ckpt_name: 'sd_xl_base_1.0.safetensors' }),
    '2': node('ModelPatchLoader', { name: 'SUPIR-v0Q_fp16.safetensors' }),
    '3': node('LoadImage', { image }),
    '4': text('sharp'),
    '5': text('blurry'),
    '6': node('SUPIRApply', {
      model: ['1', 0],
      model_patch: ['2', 0],
      vae: ['1', 2],
      image: ['3', 0],
      strength_start: 1,
      strength_end: 0.9,
      restore_cfg: 0,
      restore_cfg_s_tmin: 0.05,
    }),
    '7': node('EmptyLatentImage', { width, height, batch_size: 1 }),
    '8': node('RandomNoise', { noise_seed: seed }),
    '9': node('CFGGuider', { model: ['6', 0], positive: ['4', 0], negative: ['5', 0], cfg: 1.5 }),
    '10': node('SamplerDPMPP_2M_SDE', {
      solver_type: 'midpoint',
      eta: 1,
      s_noise: 1,
      noise_device: 'cpu',
    }),
    '11': node('ManualSigmas', { sigmas: sigmas(steps) }),
    '12': node('SamplerCustomAdvanced', {
      noise: ['8', 0],
      guider: ['9', 0],
      sampler: ['10', 0],
      sigmas: ['11', 0],
      latent_image: ['7', 0],
    }),
    '13': node('VAEDecode', { samples: ['12', 0], vae: ['1', 2] }),
    '16': node(save, { images: ['13', 0] }),
  };
}

export interface Changes {
  readonly seed?: number;
  readonly steps?: number;
  readonly width?: number;
  readonly height?: number;
  readonly save?: 'PreviewImage' | 'SaveImage' | 'SaveImageWebsocket';
}

/** SUPIR by the wrapper's nodes. */
export function wrapperGraph(image: string, steps = 4): JsonObject {
  const tiles = { use_tiled_vae: true, encoder_tile_size: 512, encoder_dtype: 'auto' };
  return {
    '1': node('CheckpointLoaderSimple', { ckpt_name: 'sd_xl_base_1.0.safetensors' }),
    '2': node('SUPIR_model_loader_v2', {
      model: ['1', 0],
      clip: ['1', 1],
      vae: ['1', 2],
      supir_model: 'SUPIR-v0Q_fp16.safetensors',
      fp8_unet: false,
      diffusion_dtype: 'auto',
      high_vram: false,
    }),
    '3': node('LoadImage', { image }),
    '4': node('SUPIR_first_stage', {
      SUPIR_VAE: ['2', 1],
      image: ['3', 0],
      decoder_tile_size: 512,
      ...tiles,
    }),
    '5': node('SUPIR_encode', { SUPIR_VAE: ['4', 0], image: ['4', 1], ...tiles }),
    '6': node('SUPIR_conditioner', {
      SUPIR_model: ['2', 0],
      latents: ['4', 2],
      positive_prompt: 'sharp',
      negative_prompt: 'blurry',
    }),
    '7': node('SUPIR_sample', {
      SUPIR_model: ['2', 0],
      latents: ['5', 0],
      positive: ['6', 0],
      negative: ['6', 1],
      seed: 7,
      steps,
      cfg_scale_start: 4,
      cfg_scale_end: 4,
      EDM_s_churn: 5,
      s_noise: 1.003,
      DPMPP_eta: 1,
      control_scale_start: 1,
      control_scale_end: 1,
      restore_cfg: -1,
      keep_model_loaded: true,
      sampler: 'RestoreEDMSampler',
    }),
    '8': node('SUPIR_decode', {
      SUPIR_VAE: ['2', 1],
      latents: ['7', 0],
      use_tiled_vae: true,
      decoder_tile_size: 512,
    }),
    '16': node('PreviewImage', { images: ['8', 0] }),
  };
}

/** The picture and back, without a model. */
export function invertGraph(image: string): JsonObject {
  return {
    '3': node('LoadImage', { image }),
    '4': node('ImageInvert', { image: ['3', 0] }),
    '5': node('ImageInvert', { image: ['4', 0] }),
    '16': node('PreviewImage', { images: ['5', 0] }),
  };
}

/** Work that needs no file. */
export function workGraph(steps = 4, ms = 0): JsonObject {
  return {
    '1': node('EmulatedWork', { steps, ms }),
    '2': node('PreviewImage', { images: ['1', 0] }),
  };
}

export function node(class_type: string, inputs: JsonObject): JsonObject {
  return { class_type, inputs };
}

function sigmas(steps: number): string {
  return Array.from({ length: steps + 1 }, (_, i) => (14.6 * (steps - i)) / steps).join(', ');
}
