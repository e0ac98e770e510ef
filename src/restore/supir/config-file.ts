import { ModelError } from '../../core/errors';
import type { SupirConfig } from '../supir-config';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the sizes of networks that are not SUPIR's published ones from their `config.json`
 * (test/fixtures/supir-tiny/README.md).
 *
 * @throws ModelError `model-config-invalid`
 */
export function parseConfig(text: string): SupirConfig {
  const root = object(parseJson(text), 'config.json');
  const unet = member(root, 'unet');
  const adapters = member(root, 'adapters');
  const vae = member(root, 'vae');
  const clipL = member(root, 'clip_l');
  const clipG = member(root, 'clip_g');
  const tower = (json: Json) => ({
    vocabSize: size(json, 'vocab_size'),
    contextLength: size(json, 'context_length'),
    width: size(json, 'width'),
    layers: size(json, 'layers'),
    heads: size(json, 'heads'),
    mlp: size(json, 'mlp'),
  });
  return {
    step: {
      unet: {
        inChannels: size(unet, 'in_channels'),
        outChannels: size(unet, 'out_channels'),
        modelChannels: size(unet, 'model_channels'),
        channelMult: sizes(unet, 'channel_mult'),
        numResBlocks: size(unet, 'num_res_blocks'),
        attentionResolutions: sizes(unet, 'attention_resolutions'),
        transformerDepth: sizes(unet, 'transformer_depth'),
        numHeadChannels: size(unet, 'num_head_channels'),
        contextDim: size(unet, 'context_dim'),
        admInChannels: size(unet, 'adm_in_channels'),
      },
      adapters: {
        sftHidden: size(adapters, 'sft_hidden'),
        crossAttnHeadDim: size(adapters, 'cross_attn_head_dim'),
      },
      contextLength: size(clipL, 'context_length'),
    },
    vae: {
      inChannels: size(vae, 'in_channels'),
      outChannels: size(vae, 'out_ch'),
      channels: size(vae, 'ch'),
      channelMult: sizes(vae, 'ch_mult'),
      numResBlocks: size(vae, 'num_res_blocks'),
      zChannels: size(vae, 'z_channels'),
    },
    clipL: { ...tower(clipL), layerIdx: size(clipL, 'layer_idx') },
    clipG: { ...tower(clipG), projectionDim: size(clipG, 'projection_dim') },
    sizeEmbedDim: size(root, 'size_embed_dim'),
    scaleFactor: number(root, 'scale_factor'),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('it is not JSON', cause);
  }
}

function object(value: unknown, name: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw invalid(`${name} is not an object`);
}

function member(json: Json, name: string): Json {
  return object(json[name], name);
}

function number(json: Json, name: string): number {
  const value = json[name];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalid(`${name} is not a number`);
}

/** Above any size of any network here; keeps a wrong file from being built at all. */
const MAX_SIZE = 1 << 20;

function size(json: Json, name: string): number {
  return wholeNumber(json[name], name);
}

function sizes(json: Json, name: string): readonly number[] {
  const value = json[name];
  if (!Array.isArray(value) || value.length === 0) throw invalid(`${name} is not a list`);
  return value.map((item) => wholeNumber(item, name));
}

function wholeNumber(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_SIZE) {
    return value;
  }
  throw invalid(`${name} is not a whole number from 1 to ${MAX_SIZE}`);
}

function invalid(reason: string, cause?: unknown): ModelError {
  return new ModelError({
    code: 'model-config-invalid',
    message: `The description of the networks cannot be used: ${reason}.`,
    hint: 'Leave it out for the published models, or correct the file.',
    details: { reason },
    cause,
  });
}
