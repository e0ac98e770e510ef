import {
  choice,
  decimal,
  link,
  maybe,
  node,
  text,
  whole,
  yes,
  type NodeDefinition,
} from './definition';

const DTYPES = ['bf16', 'fp32', 'auto'];

const tile = (): ReturnType<typeof whole> => whole(512, 64, 8192, 64);

const wrapped = (name: string, parts: Parameters<typeof node>[1]): NodeDefinition =>
  node(name, { category: 'SUPIR', module: 'custom_nodes.ComfyUI-SUPIR', ...parts });

export const WRAPPER_NODES: readonly NodeDefinition[] = [
  wrapped('SUPIR_model_loader_v2', {
    inputs: {
      model: link('MODEL'),
      clip: link('CLIP'),
      vae: link('VAE'),
      supir_model: choice({ folder: 'checkpoints' }),
      fp8_unet: yes(false),
      diffusion_dtype: choice(['fp16', 'bf16', 'fp32', 'auto']),
      high_vram: maybe(yes(false)),
    },
    outputs: ['SUPIRMODEL', 'SUPIRVAE'],
  }),
  wrapped('SUPIR_first_stage', {
    inputs: {
      SUPIR_VAE: link('SUPIRVAE'),
      image: link('IMAGE'),
      use_tiled_vae: yes(true),
      encoder_tile_size: tile(),
      decoder_tile_size: tile(),
      encoder_dtype: choice(DTYPES),
    },
    outputs: ['SUPIRVAE', 'IMAGE', 'LATENT'],
  }),
  wrapped('SUPIR_encode', {
    inputs: {
      SUPIR_VAE: link('SUPIRVAE'),
      image: link('IMAGE'),
      use_tiled_vae: yes(true),
      encoder_tile_size: tile(),
      encoder_dtype: choice(DTYPES),
    },
    outputs: ['LATENT'],
  }),
  wrapped('SUPIR_conditioner', {
    inputs: {
      SUPIR_model: link('SUPIRMODEL'),
      latents: link('LATENT'),
      positive_prompt: text(),
      negative_prompt: text(),
      captions: maybe(text()),
    },
    outputs: ['SUPIR_cond_pos', 'SUPIR_cond_neg'],
  }),
  wrapped('SUPIR_sample', {
    inputs: {
      SUPIR_model: link('SUPIRMODEL'),
      latents: link('LATENT'),
      positive: link('SUPIR_cond_pos'),
      negative: link('SUPIR_cond_neg'),
      seed: whole(123, 0, 2 ** 64),
      steps: whole(45, 3, 4096),
      cfg_scale_start: decimal(4, 0, 100),
      cfg_scale_end: decimal(4, 0, 100),
      EDM_s_churn: whole(5, 0, 40),
      s_noise: decimal(1.003, 1, 1.1, 0.001),
      DPMPP_eta: decimal(1, 0, 10),
      control_scale_start: decimal(1, 0, 10),
      control_scale_end: decimal(1, 0, 10),
      restore_cfg: decimal(-1, -1, 20),
      keep_model_loaded: yes(false),
      sampler: choice([
        'RestoreDPMPP2MSampler',
        'RestoreEDMSampler',
        'TiledRestoreDPMPP2MSampler',
        'TiledRestoreEDMSampler',
      ]),
      sampler_tile_size: maybe(whole(1024, 64, 4096, 32)),
      sampler_tile_stride: maybe(whole(512, 32, 2048, 32)),
    },
    outputs: ['LATENT'],
  }),
  wrapped('SUPIR_decode', {
    inputs: {
      SUPIR_VAE: link('SUPIRVAE'),
      latents: link('LATENT'),
      use_tiled_vae: yes(true),
      decoder_tile_size: tile(),
    },
    outputs: ['IMAGE'],
  }),
];
