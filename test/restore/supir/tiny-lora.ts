import { loraParts, openParts, type TestLayer } from '../../weights/lora/lora-bytes';
import type { Pairing } from '../../weights/lora/merge-beforehand';
import { encodeFile } from '../../weights/encode-file';
import { TINY_FILES } from './tiny-supir';

export const TINY_SDXL = TINY_FILES['sdxl.f16.safetensors']!;

const UNET = 'model.diffusion_model.';
const TE1 = 'conditioner.embedders.0.transformer.text_model.encoder.layers.1.';
const TE2 = 'conditioner.embedders.1.model.transformer.resblocks.1.';

/** Layers of the tiny base model, by names of all families, and the weights that they are for. */
const LAYERS: readonly (readonly [layer: string, weight: string, third?: number])[] = [
  [
    'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q',
    `${UNET}input_blocks.4.1.transformer_blocks.0.attn1.to_q.weight`,
  ],
  [
    'lora_unet_mid_block_attentions_0_transformer_blocks_1_attn2_to_k',
    `${UNET}middle_block.1.transformer_blocks.1.attn2.to_k.weight`,
  ],
  [
    'unet.up_blocks.0.attentions.2.transformer_blocks.1.ff.net.0.proj',
    `${UNET}output_blocks.2.1.transformer_blocks.1.ff.net.0.proj.weight`,
  ],
  ['lora_unet_down_blocks_0_resnets_1_conv1', `${UNET}input_blocks.2.0.in_layers.2.weight`],
  [
    'lora_unet_output_blocks_8_0_skip_connection',
    `${UNET}output_blocks.8.0.skip_connection.weight`,
  ],
  ['lora_unet_time_embed_2', `${UNET}time_embed.2.weight`],
  ['lora_te1_text_model_encoder_layers_1_self_attn_v_proj', `${TE1}self_attn.v_proj.weight`],
  ['lora_te1_text_model_encoder_layers_1_mlp_fc2', `${TE1}mlp.fc2.weight`],
  ['lora_te2_text_model_encoder_layers_1_self_attn_q_proj', `${TE2}attn.in_proj_weight`, 0],
  ['text_encoder_2.text_model.encoder.layers.1.self_attn.v_proj', `${TE2}attn.in_proj_weight`, 2],
  ['lora_te2_text_model_encoder_layers_1_mlp_fc1', `${TE2}mlp.c_fc.weight`],
];

const shapeOf = (weight: string): readonly number[] => TINY_SDXL.tensors.get(weight)!.shape;

export const TINY_PAIRINGS: readonly Pairing[] = LAYERS.map(([layer, weight, third]) => ({
  layer,
  weight,
  ...(third !== undefined && { firstRow: (third * shapeOf(weight)[0]!) / 3 }),
}));

const RANK = 4;

const TINY_LAYERS: readonly TestLayer[] = LAYERS.map(([name, weight, third], index) => {
  const [rows = 0, ...inputs] = shapeOf(weight);
  const outputs = third === undefined ? rows : rows / 3;
  const ones = inputs.slice(1).map(() => 1);
  // Every other layer lacks an alpha.
  const alpha = index % 2 === 0 ? { alpha: 2 + index } : {};
  return { name, down: [RANK, ...inputs], up: [outputs, RANK, ...ones], ...alpha };
});

const PARTS = TINY_LAYERS.flatMap((layer) =>
  loraParts([layer], layer.name.startsWith('lora_') ? 'kohya' : 'peft'),
);

/** A low-rank file for the tiny base model. */
export const TINY_LORA = openParts(PARTS);
export const TINY_LORA_BYTES = encodeFile(PARTS);
