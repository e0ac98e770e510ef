import { layerKey, loraName } from '../../../src/weights/lora/layer-names';
import { loraTargets } from '../../../src/weights/lora/targets';
import { readManifest } from '../manifest-file';

const SHAPES = Object.entries(readManifest('sdxl-base.json')).map(
  ([name, { shape }]) => [name, shape] as const,
);
const TARGETS = loraTargets(SHAPES);
const UNET = 'model.diffusion_model.';

/** The weight that a tensor of a low-rank file is meant for. */
function weightOf(tensor: string): string | undefined {
  const name = loraName(tensor);
  return name === null ? undefined : TARGETS.get(name.layer)?.weight;
}

test.each([
  // kohya, the checkpoint's names
  [
    'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.lora_down.weight',
    'input_blocks.4.1.transformer_blocks.0.attn1.to_q',
  ],
  [
    'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.alpha',
    'input_blocks.4.1.transformer_blocks.0.attn1.to_q',
  ],
  [
    'lora_unet_output_blocks_8_0_skip_connection.lora_up.weight',
    'output_blocks.8.0.skip_connection',
  ],
  ['lora_unet_input_blocks_3_0_op.lora_down.weight', 'input_blocks.3.0.op'],
  ['lora_unet_time_embed_0.lora_down.weight', 'time_embed.0'],
  ['lora_unet_out_2.lora_down.weight', 'out.2'],
  // kohya, diffusers' names
  [
    'lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_q.lora_down.weight',
    'input_blocks.4.1.transformer_blocks.0.attn1.to_q',
  ],
  ['lora_unet_down_blocks_2_attentions_1_proj_in.lora_down.weight', 'input_blocks.8.1.proj_in'],
  ['lora_unet_down_blocks_0_resnets_1_conv2.lora_down.weight', 'input_blocks.2.0.out_layers.3'],
  [
    'lora_unet_down_blocks_1_resnets_0_conv_shortcut.lora_down.weight',
    'input_blocks.4.0.skip_connection',
  ],
  [
    'lora_unet_down_blocks_1_resnets_0_time_emb_proj.lora_down.weight',
    'input_blocks.4.0.emb_layers.1',
  ],
  ['lora_unet_down_blocks_0_downsamplers_0_conv.lora_down.weight', 'input_blocks.3.0.op'],
  ['lora_unet_down_blocks_1_downsamplers_0_conv.lora_down.weight', 'input_blocks.6.0.op'],
  ['lora_unet_mid_block_resnets_0_conv1.lora_down.weight', 'middle_block.0.in_layers.2'],
  [
    'lora_unet_mid_block_attentions_0_transformer_blocks_9_ff_net_0_proj.lora_down.weight',
    'middle_block.1.transformer_blocks.9.ff.net.0.proj',
  ],
  ['lora_unet_mid_block_resnets_1_conv2.lora_down.weight', 'middle_block.2.out_layers.3'],
  [
    'lora_unet_up_blocks_0_attentions_2_transformer_blocks_3_attn2_to_out_0.lora_down.weight',
    'output_blocks.2.1.transformer_blocks.3.attn2.to_out.0',
  ],
  ['lora_unet_up_blocks_1_resnets_2_conv1.lora_down.weight', 'output_blocks.5.0.in_layers.2'],
  ['lora_unet_up_blocks_0_upsamplers_0_conv.lora_down.weight', 'output_blocks.2.2.conv'],
  ['lora_unet_up_blocks_1_upsamplers_0_conv.lora_down.weight', 'output_blocks.5.2.conv'],
  [
    'lora_unet_up_blocks_2_resnets_0_conv_shortcut.lora_down.weight',
    'output_blocks.6.0.skip_connection',
  ],
  ['lora_unet_conv_in.lora_down.weight', 'input_blocks.0.0'],
  ['lora_unet_add_embedding_linear_2.lora_down.weight', 'label_emb.0.2'],
  // PEFT, and older diffusers
  [
    'unet.down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q.lora_A.weight',
    'input_blocks.4.1.transformer_blocks.0.attn1.to_q',
  ],
  [
    'unet.up_blocks.1.attentions.2.transformer_blocks.1.ff.net.2.lora_B.weight',
    'output_blocks.5.1.transformer_blocks.1.ff.net.2',
  ],
  ['unet.mid_block.attentions.0.proj_out.lora_A.default.weight', 'middle_block.1.proj_out'],
  [
    'unet.down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_out.0.lora.down.weight',
    'input_blocks.4.1.transformer_blocks.0.attn1.to_out.0',
  ],
  [
    'unet.down_blocks.2.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.up.weight',
    'input_blocks.7.1.transformer_blocks.0.attn1.to_q',
  ],
  [
    'unet.down_blocks.2.attentions.0.transformer_blocks.0.attn1.processor.to_out_lora.down.weight',
    'input_blocks.7.1.transformer_blocks.0.attn1.to_out.0',
  ],
  [
    'mid_block.attentions.0.transformer_blocks.3.attn2.processor.to_out_lora.up.weight',
    'middle_block.1.transformer_blocks.3.attn2.to_out.0',
  ],
  ['base_model.model.down_blocks.1.attentions.0.proj_in.lora_A.weight', 'input_blocks.4.1.proj_in'],
  ['down_blocks.1.attentions.0.proj_in.lora_A.weight', 'input_blocks.4.1.proj_in'],
  ['mid_block.resnets.0.conv1.lora.down.weight', 'middle_block.0.in_layers.2'],
  ['output_blocks.2.2.conv.lora_up.weight', 'output_blocks.2.2.conv'],
  ['diffusion_model.input_blocks.4.1.proj_in.lora_A.weight', 'input_blocks.4.1.proj_in'],
  ['model.diffusion_model.input_blocks.4.1.proj_in.lora_B.weight', 'input_blocks.4.1.proj_in'],
])('%s is for %s', (tensor, weight) => {
  expect(weightOf(tensor)).toBe(`${UNET}${weight}.weight`);
});

const CLIP_L = 'conditioner.embedders.0.transformer.text_model.encoder.layers.';
const CLIP_G = 'conditioner.embedders.1.model.transformer.resblocks.';
test.each([
  [
    'lora_te1_text_model_encoder_layers_10_self_attn_q_proj.lora_down.weight',
    `${CLIP_L}10.self_attn.q_proj.weight`,
  ],
  ['lora_te1_text_model_encoder_layers_0_mlp_fc1.lora_down.weight', `${CLIP_L}0.mlp.fc1.weight`],
  [
    'text_encoder.text_model.encoder.layers.3.self_attn.out_proj.lora_A.weight',
    `${CLIP_L}3.self_attn.out_proj.weight`,
  ],
  [
    'text_encoder.text_model.encoder.layers.3.self_attn.out_proj.lora_linear_layer.up.weight',
    `${CLIP_L}3.self_attn.out_proj.weight`,
  ],
  [
    'lora_te2_text_model_encoder_layers_31_mlp_fc2.lora_down.weight',
    `${CLIP_G}31.mlp.c_proj.weight`,
  ],
  [
    'text_encoder_2.text_model.encoder.layers.31.mlp.fc1.lora_B.weight',
    `${CLIP_G}31.mlp.c_fc.weight`,
  ],
  [
    'lora_te2_text_model_encoder_layers_4_self_attn_out_proj.lora_up.weight',
    `${CLIP_G}4.attn.out_proj.weight`,
  ],
  [
    'lora_te2_text_model_encoder_layers_4_self_attn_k_proj.lora_up.weight',
    `${CLIP_G}4.attn.in_proj_weight`,
  ],
  ['lora_te2_text_projection.lora_up.weight', 'conditioner.embedders.1.model.text_projection'],
])('%s is for the tower’s %s', (tensor, weight) => {
  expect(weightOf(tensor)).toBe(weight);
});

test('q, k and v of bigG are rows of one weight', () => {
  const rows = ['q', 'k', 'v'].map((name) =>
    TARGETS.get(layerKey('te2', `text_model.encoder.layers.0.self_attn.${name}_proj`)),
  );
  expect(rows.map((target) => [target?.firstRow, target?.shape])).toEqual([
    [0, [1280, 1280]],
    [1280, [1280, 1280]],
    [2560, [1280, 1280]],
  ]);
});

test('every matrix and every kernel of UNet and towers has both of its names', () => {
  const wanted = SHAPES.filter(
    ([name, shape]) =>
      shape.length >= 2 &&
      !name.startsWith('first_stage_model.') &&
      !/embeddings\.|token_embedding|positional_embedding/.test(name),
  );
  const found = new Map<string, number>();
  for (const { weight } of TARGETS.values()) found.set(weight, (found.get(weight) ?? 0) + 1);
  for (const [name] of wanted) {
    const names = name.startsWith(UNET) ? 2 : name.endsWith('in_proj_weight') ? 3 : 1;
    expect([name, found.get(name)]).toEqual([name, names]);
  }
});

test.each([
  'lora_unet_double_blocks_0_img_attn_qkv.lora_down.weight',
  'lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight',
  'lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight',
  'lora_unet_input_blocks_99_1_proj_in.lora_down.weight',
  'something.lora_down.weight',
])('%s is for nothing', (tensor) => {
  expect(weightOf(tensor)).toBeUndefined();
});
