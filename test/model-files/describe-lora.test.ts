import { inspectModelFile } from '../../src/model-files/inspect';
import { TINY_LORA_BYTES } from '../restore/supir/tiny-lora';
import { bytesFile, modelFile, named, type Tensors } from './model-bytes';
import { refusal } from './refusal';

const SIGNAL = new AbortController().signal;
const Q = 'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q';
const TEXT = 'lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k';

/** One layer of a low-rank file. */
function layer(
  name: string,
  inputs: readonly number[],
  outputs: number,
  rank = 64,
  ends: readonly [string, string] = ['.lora_down.weight', '.lora_up.weight'],
): Tensors {
  const ones = inputs.slice(1).map(() => 1);
  return {
    [name + ends[0]]: { dtype: 'F16', shape: [rank, ...inputs] },
    [name + ends[1]]: { dtype: 'F16', shape: [outputs, rank, ...ones] },
  };
}
const alpha = (name: string): Tensors => ({ [`${name}.alpha`]: { dtype: 'F32', shape: [] } });
const PLAIN = { ...layer(Q, [640], 640), ...alpha(Q), ...layer(TEXT, [2048], 640) };

test.each<[string, Tensors]>([
  ['kohya’s', PLAIN],
  [
    'kohya’s with diffusers’ names',
    layer('lora_unet_down_blocks_1_attentions_0_proj_in', [640], 640),
  ],
  [
    'PEFT’s',
    layer('unet.mid_block.attentions.0.proj_out', [1280], 1280, 4, [
      '.lora_A.weight',
      '.lora_B.weight',
    ]),
  ],
  [
    'older diffusers’',
    layer('unet.mid_block.attentions.0.proj_out', [1280], 1280, 4, [
      '.lora.down.weight',
      '.lora.up.weight',
    ]),
  ],
  ['one of convolutions', layer('lora_unet_input_blocks_1_0_in_layers_2', [320, 3, 3], 320)],
  [
    'one of the towers',
    {
      ...layer('lora_te1_text_model_encoder_layers_0_mlp_fc1', [768], 3072),
      ...layer('lora_te2_text_model_encoder_layers_0_self_attn_q_proj', [1280], 1280),
    },
  ],
])('a low-rank file for SDXL, %s, is known by its header', async (_, tensors) => {
  expect(await inspectModelFile(modelFile('film.safetensors', tensors), SIGNAL)).toMatchObject({
    role: 'lora',
    name: 'film.safetensors',
    types: ['F16'],
    isPublishedSize: true,
    isLightning: false,
  });
});

test.each([
  ['sdxl_lightning_8step_lora.safetensors', {}, true],
  ['sdxl_lightning_4step_lora.safetensors', {}, true],
  ['Hyper-SDXL-8steps-lora.safetensors', {}, true],
  ['dmd2_sdxl_4step_lora_fp16.safetensors', {}, true],
  ['lcm-lora-sdxl.safetensors', {}, true],
  ['a.safetensors', { 'modelspec.title': 'SDXL Lightning' }, true],
  ['film-grain.safetensors', {}, false],
])('%s with %j is for few steps: %p', async (name, metadata, isLightning) => {
  const description = await inspectModelFile(modelFile(name, PLAIN, metadata), SIGNAL);
  expect(description).toMatchObject({ role: 'lora', isLightning });
});

test('one for a base model of another size is told apart', async () => {
  const description = await inspectModelFile(
    bytesFile('tiny.safetensors', TINY_LORA_BYTES),
    SIGNAL,
  );
  expect(description).toMatchObject({ role: 'lora', isPublishedSize: false, types: ['F32'] });
});

test.each<[string, Tensors, string, Readonly<Record<string, unknown>>]>([
  [
    'for Stable Diffusion 1',
    layer(TEXT, [768], 320),
    'model-lora-other-base',
    { base: 'Stable Diffusion 1' },
  ],
  [
    'for Stable Diffusion 1, diffusers',
    layer('unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k', [768], 320, 4, [
      '.lora_A.weight',
      '.lora_B.weight',
    ]),
    'model-lora-other-base',
    { base: 'Stable Diffusion 1' },
  ],
  [
    'for its tower',
    layer('lora_te_text_model_encoder_layers_0_mlp_fc1', [768], 3072),
    'model-lora-other-base',
    { base: 'Stable Diffusion 1' },
  ],
  [
    'for Stable Diffusion 2',
    layer(TEXT, [1024], 320),
    'model-lora-other-base',
    { base: 'Stable Diffusion 2' },
  ],
  [
    'for Stable Diffusion 3',
    layer('transformer.transformer_blocks.0.attn.to_q', [1536], 1536, 4, [
      '.lora_A.weight',
      '.lora_B.weight',
    ]),
    'model-lora-other-base',
    { base: 'Stable Diffusion 3' },
  ],
  [
    'for Flux',
    layer('lora_unet_double_blocks_0_img_attn_qkv', [3072], 9216),
    'model-lora-other-base',
    { base: 'Flux' },
  ],
  [
    'that is a DoRA',
    { ...PLAIN, ...named([`${Q}.dora_scale`], [640, 1]) },
    'model-lora-kind',
    { kind: 'DoRA' },
  ],
  [
    'that is a LoHa',
    named([`${Q}.hada_w1_a`, `${Q}.hada_w1_b`]),
    'model-lora-kind',
    { kind: 'LoHa' },
  ],
  ['that is a LoKr', named([`${Q}.lokr_w1`]), 'model-lora-kind', { kind: 'LoKr' }],
  [
    'with differences',
    { ...PLAIN, ...named([`${Q}.diff`]) },
    'model-lora-kind',
    { kind: 'full difference' },
  ],
  [
    'with a stranger',
    { ...PLAIN, ...layer('lora_unet_nowhere', [4], 4) },
    'model-lora-unfit',
    { count: 1, total: 3, layer: 'lora_unet_nowhere.lora_down.weight' },
  ],
  [
    'with one other size',
    { ...PLAIN, ...layer('lora_unet_input_blocks_4_1_proj_in', [4], 4) },
    'model-lora-unfit',
    { count: 1, total: 3 },
  ],
  [
    'of half a layer',
    {
      ...PLAIN,
      [`lora_unet_input_blocks_4_1_proj_in.lora_up.weight`]: { dtype: 'F16', shape: [640, 4] },
    },
    'model-lora-damaged',
    {},
  ],
  [
    'in whole numbers',
    {
      ...PLAIN,
      ...Object.fromEntries(
        Object.entries(layer('lora_unet_input_blocks_4_1_proj_in', [640], 640)).map(
          ([name, entry]) => [name, { ...entry, dtype: 'I8' as const }],
        ),
      ),
    },
    'model-is-quantised',
    {},
  ],
])('one %s is refused', async (_, tensors, code, details) => {
  const error = await refusal(modelFile('chosen.safetensors', tensors));
  expect(error.code).toBe(code);
  expect(error.details).toMatchObject({ file: 'chosen.safetensors', ...details });
});
