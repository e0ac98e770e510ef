import {
  fileInput,
  type Graph,
  type GraphNode,
  type InputValue,
  type Link,
} from '../../comfyui/graph';
import { area } from '../../core/geometry';
import { escapeText } from './escape-text';
import { guidanceNodes } from './guidance-nodes';
import { changedNumber, omission, type Omission } from './omissions';
import { within, type GraphInput, type GraphMaker } from './remote-graph';
import { sigmasOf, sigmasText } from './schedule-text';

const OVERRIDE = 'CFGOverride';
/** Size that SDXL is told for every picture, as here (docs/supir.md, section 4). */
const TOLD_SIZE = 1024;
/** Level below which restoration guidance is off, as here. */
const GUIDED_ABOVE = 0.05;
/** Largest picture that the server's decoder is given whole, unless told otherwise. */
const MAX_WHOLE_PIXELS = 1536 * 1536;
const DECODER_TILE = 512;

/** SUPIR by the nodes of ComfyUI itself, since 0.20.0. */
export const NATIVE: GraphMaker = {
  kind: 'native',
  mark: 'SUPIRApply',
  lists: { supir: ['ModelPatchLoader', 'name'], sdxl: ['CheckpointLoaderSimple', 'ckpt_name'] },
  make: nativeGraph,
  omissions: nativeOmissions,
  parts: { '4': 'text', '5': 'text', '6': 'stage1-encode', '12': 'sample', '13': 'decode' },
  picture: '16',
  style: null,
};

function nativeGraph(input: GraphInput): Graph {
  const { restorer, picture, size, seed } = input;
  const { files, settings, prompt, qualityPrompt, negativePrompt } = restorer;
  const sigmas = sigmasOf(settings);
  const guidance = guidanceOf(input, sigmas);
  return {
    '1': node('CheckpointLoaderSimple', { ckpt_name: files.sdxl }),
    '2': node('ModelPatchLoader', { name: files.supir }),
    '3': node('LoadImage', { image: fileInput(picture) }),
    '4': textNode(prompt + qualityPrompt),
    '5': textNode(negativePrompt),
    '6': node('SUPIRApply', {
      model: ['1', 0],
      model_patch: ['2', 0],
      vae: ['1', 2],
      image: ['3', 0],
      strength_start: settings.controlStart,
      strength_end: settings.controlEnd,
      restore_cfg: Math.max(0, settings.restoreCfg),
      restore_cfg_s_tmin: GUIDED_ABOVE,
    }),
    '7': node('EmptyLatentImage', { width: size.width, height: size.height, batch_size: 1 }),
    '8': node('RandomNoise', { noise_seed: seed }),
    '9': node('CFGGuider', {
      model: guidance.model,
      positive: ['4', 0],
      negative: ['5', 0],
      cfg: settings.cfgEnd,
    }),
    '10': samplerNode(settings),
    '11': node('ManualSigmas', { sigmas: sigmasText(sigmas) }),
    '12': node('SamplerCustomAdvanced', {
      noise: ['8', 0],
      guider: ['9', 0],
      sampler: ['10', 0],
      sigmas: ['11', 0],
      latent_image: ['7', 0],
    }),
    '13': decoderNode(input),
    '16': node('PreviewImage', { images: ['13', 0] }),
    ...guidance.nodes,
  };
}

function node(class_type: string, inputs: Readonly<Record<string, InputValue>>): GraphNode {
  return { class_type, inputs };
}

function textNode(text: string): GraphNode {
  const escaped = escapeText(text);
  return node('CLIPTextEncodeSDXL', {
    clip: ['1', 1],
    width: TOLD_SIZE,
    height: TOLD_SIZE,
    crop_w: 0,
    crop_h: 0,
    target_width: TOLD_SIZE,
    target_height: TOLD_SIZE,
    text_g: escaped,
    text_l: escaped,
  });
}

function samplerNode({ sampler, eta, noiseScale }: GraphInput['restorer']['settings']): GraphNode {
  if (sampler === 'edm') return node('KSamplerSelect', { sampler_name: 'euler' });
  return node('SamplerDPMPP_2M_SDE', {
    solver_type: 'midpoint',
    eta,
    s_noise: noiseScale,
    noise_device: 'cpu',
  });
}

function guidanceOf(
  { restorer, has }: GraphInput,
  sigmas: Float32Array,
): { readonly nodes: Graph; readonly model: Link } {
  const { cfgStart, cfgEnd } = restorer.settings;
  if (cfgStart === cfgEnd || !has(OVERRIDE)) return { nodes: {}, model: ['6', 0] };
  return guidanceNodes(['6', 0], sigmas, cfgStart, cfgEnd);
}

function decoderNode({ restorer, size }: GraphInput): GraphNode {
  const tile = decoderTile(restorer.vaeTiles);
  const isWhole = tile === 'auto' ? area(size) <= MAX_WHOLE_PIXELS : tile === null;
  const inputs = { samples: ['12', 0], vae: ['1', 2] } as const;
  if (isWhole) return node('VAEDecode', inputs);
  return node('VAEDecodeTiled', {
    ...inputs,
    tile_size: typeof tile === 'number' ? tile : DECODER_TILE,
    overlap: 64,
    temporal_size: 64,
    temporal_overlap: 8,
  });
}

function decoderTile(tiles: GraphInput['restorer']['vaeTiles']): number | 'auto' | null {
  if (tiles === null || tiles === 'auto') return tiles;
  return within(tiles.decoder, 64, 4096, 32);
}

function nativeOmissions({
  restorer,
  has,
}: Pick<GraphInput, 'restorer' | 'has'>): readonly Omission[] {
  const { settings, vaeTiles, weights } = restorer;
  const { sampler, churn, cfgStart, cfgEnd, colorFix } = settings;
  const found: Omission[] = [];
  if (sampler === 'edm' && churn > 0) found.push(omission('churn', churn, 0));
  if (cfgStart !== cfgEnd && !has(OVERRIDE)) {
    found.push(omission('guidance-line', `${cfgStart} → ${cfgEnd}`, cfgEnd));
  }
  if (colorFix === 'adain') found.push(omission('color-style', colorFix, null));
  if (weights !== 'auto') found.push(omission('weights', weights, null));
  if (vaeTiles !== null && vaeTiles !== 'auto') {
    const used = decoderTile(vaeTiles);
    if (typeof used === 'number')
      found.push(...changedNumber('decoder-tiles', vaeTiles.decoder, used));
    found.push(omission('encoder-tiles', vaeTiles.encoder, null));
  }
  return found;
}
