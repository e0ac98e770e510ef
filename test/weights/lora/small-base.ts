import { normalsFrom } from '../../support/random';
import { storeFloats, type FloatName, type Part } from '../encode-file';
import { openParts, type TestLayer } from './lora-bytes';
import type { Pairing } from './merge-beforehand';

const normal = normalsFrom(11);
/** A weight of small numbers. */
export function weight(name: string, shape: readonly number[], dtype: FloatName = 'F16'): Part {
  const count = shape.reduce((a, b) => a * b, 1);
  const values = Float32Array.from({ length: count }, () => 0.3 * normal());
  return { name, dtype, shape, bytes: storeFloats(values, dtype).bytes };
}

export const UNET = 'model.diffusion_model.';
const TE1 = 'conditioner.embedders.0.transformer.text_model.encoder.layers.0.';
export const TE2 = 'conditioner.embedders.1.model.';
export const BLOCK = 'input_blocks.4.1.transformer_blocks.0.';
const PARTS: readonly Part[] = [
  weight(`${UNET}${BLOCK}attn1.to_q.weight`, [9, 7]),
  weight(`${UNET}${BLOCK}attn1.to_k.weight`, [9, 7], 'F32'),
  weight(`${UNET}${BLOCK}attn1.to_v.weight`, [9, 7], 'BF16'),
  weight(`${UNET}input_blocks.4.0.in_layers.2.weight`, [6, 5, 3, 3]),
  weight(`${UNET}input_blocks.4.0.skip_connection.weight`, [6, 5, 1, 1]),
  weight(`${UNET}input_blocks.3.0.op.weight`, [4, 4, 3, 3]),
  weight(`${UNET}out.2.bias`, [4]),
  weight(`${TE1}self_attn.q_proj.weight`, [6, 6]),
  weight(`${TE2}transformer.resblocks.0.attn.in_proj_weight`, [18, 6]),
  weight(`${TE2}text_projection`, [6, 4]),
];
/** A file with some weights of an SDXL checkpoint, at other sizes. */
export const BASE = openParts(PARTS, 'base.safetensors');

interface Case {
  readonly layer: TestLayer;
  readonly pairing: Omit<Pairing, 'layer'>;
}
/** Layers of low-rank files, and what each is for. */
export const CASES: Readonly<Record<string, Case>> = {
  'a matrix': {
    layer: {
      name: 'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q',
      down: [4, 7],
      up: [9, 4],
      alpha: 2,
    },
    pairing: { weight: `${UNET}${BLOCK}attn1.to_q.weight` },
  },
  'a matrix without alpha, in halves': {
    layer: {
      name: 'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q',
      down: [4, 7],
      up: [9, 4],
      type: 'F16',
    },
    pairing: { weight: `${UNET}${BLOCK}attn1.to_q.weight` },
  },
  'a matrix as a layer of 1 × 1': {
    layer: {
      name: 'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q',
      down: [4, 7, 1, 1],
      up: [9, 4, 1, 1],
    },
    pairing: { weight: `${UNET}${BLOCK}attn1.to_q.weight` },
  },
  'a weight of 32 bits': {
    layer: {
      name: 'lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_k',
      down: [1, 7],
      up: [9, 1],
    },
    pairing: { weight: `${UNET}${BLOCK}attn1.to_k.weight` },
  },
  'a weight in brain floats': {
    layer: {
      name: 'lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_v',
      down: [3, 7],
      up: [9, 3],
      type: 'BF16',
    },
    pairing: { weight: `${UNET}${BLOCK}attn1.to_v.weight` },
  },
  'kernels of 3 × 3': {
    layer: {
      name: 'lora_unet_input_blocks_4_0_in_layers_2',
      down: [2, 5, 3, 3],
      up: [6, 2, 1, 1],
      alpha: 1,
    },
    pairing: { weight: `${UNET}input_blocks.4.0.in_layers.2.weight` },
  },
  'kernels of 1 × 1': {
    layer: {
      name: 'lora_unet_down_blocks_1_resnets_0_conv_shortcut',
      down: [2, 5, 1, 1],
      up: [6, 2, 1, 1],
    },
    pairing: { weight: `${UNET}input_blocks.4.0.skip_connection.weight` },
  },
  'a halving layer': {
    layer: {
      name: 'lora_unet_down_blocks_0_downsamplers_0_conv',
      down: [2, 4, 3, 3],
      up: [4, 2, 1, 1],
    },
    pairing: { weight: `${UNET}input_blocks.3.0.op.weight` },
  },
  'CLIP-L': {
    layer: {
      name: 'lora_te1_text_model_encoder_layers_0_self_attn_q_proj',
      down: [2, 6],
      up: [6, 2],
      alpha: 16,
    },
    pairing: { weight: `${TE1}self_attn.q_proj.weight` },
  },
  'a third of bigG’s rows': {
    layer: {
      name: 'lora_te2_text_model_encoder_layers_0_self_attn_k_proj',
      down: [2, 6],
      up: [6, 2],
      alpha: 1,
    },
    pairing: { weight: `${TE2}transformer.resblocks.0.attn.in_proj_weight`, firstRow: 6 },
  },
  'bigG’s projection, which lies turned': {
    layer: { name: 'lora_te2_text_projection', down: [2, 6], up: [4, 2] },
    pairing: { weight: `${TE2}text_projection`, turned: true },
  },
};
