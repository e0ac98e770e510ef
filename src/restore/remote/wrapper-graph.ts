import { fileInput, type Graph, type GraphNode, type InputValue } from '../../comfyui/graph';
import type { RemoteRestorer } from '../request';
import { changedNumber, omission, type Omission } from './omissions';
import { within, type GraphInput, type GraphMaker } from './remote-graph';

const VAE_TILE = 512;
/** Tiles of samplers in tiles, which this graph does not use. */
const UNUSED_TILES = { sampler_tile_size: 1024, sampler_tile_stride: 512 };

/** SUPIR by the nodes of the ComfyUI-SUPIR extension, for servers without nodes of their own. */
export const WRAPPER: GraphMaker = {
  kind: 'wrapper',
  mark: 'SUPIR_model_loader_v2',
  lists: {
    supir: ['SUPIR_model_loader_v2', 'supir_model'],
    sdxl: ['CheckpointLoaderSimple', 'ckpt_name'],
  },
  make: wrapperGraph,
  omissions: wrapperOmissions,
  parts: { '6': 'text', '4': 'stage1-encode', '5': 'stage1-encode', '7': 'sample', '8': 'decode' },
  picture: '16',
  style: '17',
};

/** The settings as these nodes take them: within their limits. */
function taken({ settings, vaeTiles }: RemoteRestorer) {
  const tiles = vaeTiles === null || vaeTiles === 'auto' ? null : vaeTiles;
  return {
    steps: Math.max(3, settings.steps),
    churn: within(Math.round(settings.churn), 0, 40),
    noiseScale: within(settings.noiseScale, 1, 1.1),
    eta: within(settings.eta, 0, 10),
    restoreCfg: settings.sampler === 'dpmpp' ? -1 : settings.restoreCfg,
    encoderTile: within(tiles?.encoder ?? VAE_TILE, 64, 8192, 64),
    decoderTile: within(tiles?.decoder ?? VAE_TILE, 64, 8192, 64),
  };
}

function wrapperGraph({ restorer, picture, seed }: GraphInput): Graph {
  const { files, settings, weights, prompt, qualityPrompt, negativePrompt, vaeTiles } = restorer;
  const used = taken(restorer);
  const encoder = {
    use_tiled_vae: vaeTiles !== null,
    encoder_tile_size: used.encoderTile,
    encoder_dtype: 'auto',
  };
  const decoder = { decoder_tile_size: used.decoderTile };
  return {
    '1': node('CheckpointLoaderSimple', { ckpt_name: files.sdxl }),
    '2': node('SUPIR_model_loader_v2', {
      model: ['1', 0],
      clip: ['1', 1],
      vae: ['1', 2],
      supir_model: files.supir,
      fp8_unet: isEightBit(weights),
      diffusion_dtype: 'auto',
      high_vram: false,
    }),
    '3': node('LoadImage', { image: fileInput(picture) }),
    '4': node('SUPIR_first_stage', {
      SUPIR_VAE: ['2', 1],
      image: ['3', 0],
      ...encoder,
      ...decoder,
    }),
    '5': node('SUPIR_encode', { SUPIR_VAE: ['4', 0], image: ['4', 1], ...encoder }),
    '6': node('SUPIR_conditioner', {
      SUPIR_model: ['2', 0],
      latents: ['4', 2],
      positive_prompt: prompt + qualityPrompt,
      negative_prompt: negativePrompt,
    }),
    '7': node('SUPIR_sample', {
      SUPIR_model: ['2', 0],
      latents: ['5', 0],
      positive: ['6', 0],
      negative: ['6', 1],
      seed,
      steps: used.steps,
      cfg_scale_start: settings.cfgStart,
      cfg_scale_end: settings.cfgEnd,
      EDM_s_churn: used.churn,
      s_noise: used.noiseScale,
      DPMPP_eta: used.eta,
      control_scale_start: settings.controlStart,
      control_scale_end: settings.controlEnd,
      restore_cfg: used.restoreCfg,
      keep_model_loaded: true,
      sampler: settings.sampler === 'edm' ? 'RestoreEDMSampler' : 'RestoreDPMPP2MSampler',
      ...UNUSED_TILES,
    }),
    '8': node('SUPIR_decode', {
      SUPIR_VAE: ['2', 1],
      latents: ['7', 0],
      use_tiled_vae: vaeTiles !== null,
      ...decoder,
    }),
    '16': node('PreviewImage', { images: ['8', 0] }),
    '17': node('PreviewImage', { images: ['4', 1] }),
  };
}

function node(class_type: string, inputs: Readonly<Record<string, InputValue>>): GraphNode {
  return { class_type, inputs };
}

function isEightBit(weights: RemoteRestorer['weights']): boolean {
  return weights === 'q8' || weights === 'q4';
}

function wrapperOmissions({ restorer }: Pick<GraphInput, 'restorer'>): readonly Omission[] {
  const { settings, vaeTiles, weights } = restorer;
  const used = taken(restorer);
  const isEdm = settings.sampler === 'edm';
  const found: Omission[] = [
    ...changedNumber('steps', settings.steps, used.steps),
    ...(isEdm ? changedNumber('churn', settings.churn, used.churn) : []),
    ...changedNumber('noise-scale', settings.noiseScale, used.noiseScale),
    ...(isEdm ? [] : changedNumber('eta', settings.eta, used.eta)),
  ];
  if (!isEdm && settings.restoreCfg > 0) {
    found.push(omission('restore-guidance', settings.restoreCfg, null));
  }
  if (weights === 'q4') found.push(omission('weights', weights, 'fp8'));
  else if (weights !== 'auto' && weights !== 'q8') found.push(omission('weights', weights, null));
  if (vaeTiles !== null && vaeTiles !== 'auto') {
    found.push(
      ...changedNumber('encoder-tiles', vaeTiles.encoder, used.encoderTile),
      ...changedNumber('decoder-tiles', vaeTiles.decoder, used.decoderTile),
    );
  }
  return found;
}
