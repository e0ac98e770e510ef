import { choice, decimal, link, maybe, node, text, whole, type NodeDefinition } from './definition';

/** Largest side that nodes take. */
const LARGEST = 16384;
const LARGEST_SEED = 2 ** 64;

const SAMPLERS = ['euler', 'euler_ancestral', 'heun', 'dpm_2', 'dpmpp_2m', 'dpmpp_2m_sde', 'ddim'];
const SCHEDULERS = ['simple', 'sgm_uniform', 'karras', 'exponential', 'normal', 'beta'];
const RESIZERS = ['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos'];

const extras = (name: string, parts: Parameters<typeof node>[1]): NodeDefinition =>
  node(name, { module: 'comfy_extras.emulated', newShape: true, ...parts });

const LOADERS = [
  node('CheckpointLoaderSimple', {
    category: 'loaders',
    inputs: {
      ckpt_name: choice({ folder: 'checkpoints' }, { tooltip: 'The checkpoint to load.' }),
    },
    outputs: ['MODEL', 'CLIP', 'VAE'],
  }),
  node('ModelPatchLoader', {
    category: 'advanced/loaders',
    inputs: { name: choice({ folder: 'model_patches' }) },
    outputs: ['MODEL_PATCH'],
  }),
  node('LoadImage', {
    category: 'image',
    inputs: { image: choice({ files: 'input' }, { image_upload: true }) },
    outputs: ['IMAGE', 'MASK'],
  }),
];

const TEXTS = [
  node('CLIPTextEncode', {
    inputs: { text: text(), clip: link('CLIP') },
    outputs: ['CONDITIONING'],
  }),
  extras('CLIPTextEncodeSDXL', {
    inputs: {
      clip: link('CLIP'),
      width: whole(1024, 0, LARGEST),
      height: whole(1024, 0, LARGEST),
      crop_w: whole(0, 0, LARGEST),
      crop_h: whole(0, 0, LARGEST),
      target_width: whole(1024, 0, LARGEST),
      target_height: whole(1024, 0, LARGEST),
      text_g: text(),
      text_l: text(),
    },
    outputs: ['CONDITIONING'],
  }),
];

const SAMPLING = [
  node('EmptyLatentImage', {
    category: 'latent',
    inputs: {
      width: whole(512, 16, LARGEST, 8),
      height: whole(512, 16, LARGEST, 8),
      batch_size: whole(1, 1, 4096),
    },
    outputs: ['LATENT'],
  }),
  extras('RandomNoise', {
    inputs: { noise_seed: whole(0, 0, LARGEST_SEED) },
    outputs: ['NOISE'],
  }),
  extras('CFGGuider', {
    inputs: {
      model: link('MODEL'),
      positive: link('CONDITIONING'),
      negative: link('CONDITIONING'),
      cfg: decimal(8, 0, 100, 0.1),
    },
    outputs: ['GUIDER'],
  }),
  extras('KSamplerSelect', {
    inputs: { sampler_name: choice(SAMPLERS) },
    outputs: ['SAMPLER'],
  }),
  extras('SamplerDPMPP_2M_SDE', {
    inputs: {
      solver_type: choice(['midpoint', 'heun']),
      eta: decimal(1, 0, 100),
      s_noise: decimal(1, 0, 100),
      noise_device: choice(['gpu', 'cpu']),
    },
    outputs: ['SAMPLER'],
  }),
  extras('ManualSigmas', { inputs: { sigmas: text('1, 0.5') }, outputs: ['SIGMAS'] }),
  extras('SamplerCustomAdvanced', {
    inputs: {
      noise: link('NOISE'),
      guider: link('GUIDER'),
      sampler: link('SAMPLER'),
      sigmas: link('SIGMAS'),
      latent_image: link('LATENT'),
    },
    outputs: ['LATENT', 'LATENT'],
  }),
  node('KSampler', {
    category: 'sampling',
    inputs: {
      model: link('MODEL'),
      seed: whole(0, 0, LARGEST_SEED),
      steps: whole(20, 1, 10000),
      cfg: decimal(8, 0, 100, 0.1),
      sampler_name: choice(SAMPLERS),
      scheduler: choice(SCHEDULERS),
      positive: link('CONDITIONING'),
      negative: link('CONDITIONING'),
      latent_image: link('LATENT'),
      denoise: decimal(1, 0, 1),
    },
    outputs: ['LATENT'],
  }),
];

const SUPIR = [
  extras('SUPIRApply', {
    inputs: {
      model: link('MODEL'),
      model_patch: link('MODEL_PATCH'),
      vae: link('VAE'),
      image: link('IMAGE'),
      strength_start: decimal(1, 0, 10),
      strength_end: decimal(1, 0, 10),
      restore_cfg: decimal(4, 0, 20),
      restore_cfg_s_tmin: decimal(0.05, 0, 1),
    },
    outputs: ['MODEL'],
  }),
  extras('CFGOverride', {
    inputs: {
      model: link('MODEL'),
      cfg: decimal(1, 0, 100, 0.1),
      start_percent: decimal(0, 0, 1, 0.001),
      end_percent: decimal(1, 0, 1, 0.001),
    },
    outputs: ['MODEL'],
  }),
];

const PICTURES = [
  node('VAEDecode', {
    category: 'latent',
    inputs: { samples: link('LATENT'), vae: link('VAE') },
    outputs: ['IMAGE'],
  }),
  node('VAEDecodeTiled', {
    category: '_for_testing',
    inputs: {
      samples: link('LATENT'),
      vae: link('VAE'),
      tile_size: whole(512, 64, 4096, 32),
      overlap: whole(64, 0, 4096, 32),
      temporal_size: whole(64, 8, 4096, 4),
      temporal_overlap: whole(8, 4, 4096, 4),
    },
    outputs: ['IMAGE'],
  }),
  node('ImageInvert', {
    category: 'image',
    inputs: { image: link('IMAGE') },
    outputs: ['IMAGE'],
  }),
  node('ImageScale', {
    category: 'image/upscaling',
    inputs: {
      image: link('IMAGE'),
      upscale_method: choice(RESIZERS),
      width: whole(512, 0, LARGEST),
      height: whole(512, 0, LARGEST),
      crop: choice(['disabled', 'center']),
    },
    outputs: ['IMAGE'],
  }),
  node('PreviewImage', {
    category: 'image',
    inputs: { images: link('IMAGE') },
    outputs: [],
    output: true,
  }),
  node('SaveImage', {
    category: 'image',
    inputs: { images: link('IMAGE'), filename_prefix: maybe(text('ComfyUI')) },
    outputs: [],
    output: true,
  }),
  node('SaveImageWebsocket', {
    category: 'api/image',
    module: 'custom_nodes.websocket_image_save',
    inputs: { images: link('IMAGE') },
    outputs: [],
    output: true,
  }),
];

/** For prompts of others that take their time without a model. */
const WAITING = [
  node('EmulatedWork', {
    module: 'custom_nodes.emulated',
    inputs: { steps: whole(1, 0, 10000), ms: whole(0, 0, 600_000) },
    outputs: ['IMAGE'],
  }),
];

export const CORE_NODES: readonly NodeDefinition[] = [
  ...LOADERS,
  ...TEXTS,
  ...SAMPLING,
  ...SUPIR,
  ...PICTURES,
  ...WAITING,
];
