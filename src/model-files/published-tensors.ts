/**
 * Names and shapes of all weights of the published checkpoints, by the parts that repeat
 * (docs/supir.md, sections 4 to 7). Left out are the two kinds of tensors that nothing reads and
 * that some checkpoints lack: `position_ids` and `logit_scale`.
 */
export type PublishedTensors = ReadonlyMap<string, readonly number[]>;

type Shapes = [name: string, shape: readonly number[]][];

const CHANNELS = 320;
const EMBEDDING = 1280;
const CONTEXT = 2048;
const VECTOR = 2816;
const SFT_HIDDEN = 128;

export function publishedSdxl(): PublishedTensors {
  return new Map([
    ...under('model.diffusion_model.', [
      ...encoderHalf(),
      ...OUTPUT_BLOCKS.flatMap(outputBlock),
      ...norm('out.0', CHANNELS),
      ...conv('out.2', CHANNELS, 4, 3),
    ]),
    ...under('first_stage_model.', [
      ...under('encoder.', vaeEncoder()),
      ...under('decoder.', vaeDecoder()),
      ...conv('quant_conv', 8, 8, 1),
      ...conv('post_quant_conv', 4, 4, 1),
    ]),
    ...under('conditioner.embedders.0.transformer.text_model.', clipL()),
    ...under('conditioner.embedders.1.model.', clipG()),
  ]);
}

export function publishedSupir(): PublishedTensors {
  return new Map([
    ...under('model.control_model.', [
      ...encoderHalf(),
      ...conv('input_hint_block.0', 4, CHANNELS, 3),
    ]),
    ...under('model.diffusion_model.project_modules.', ADAPTERS.flatMap(adapter)),
    ...under('first_stage_model.denoise_encoder.', vaeEncoder()),
  ]);
}

function under(prefix: string, shapes: Shapes): Shapes {
  return shapes.map(([name, shape]) => [prefix + name, shape]);
}

function norm(name: string, channels: number): Shapes {
  return [
    [`${name}.weight`, [channels]],
    [`${name}.bias`, [channels]],
  ];
}

function linear(name: string, inputs: number, outputs: number): Shapes {
  return [
    [`${name}.weight`, [outputs, inputs]],
    [`${name}.bias`, [outputs]],
  ];
}

function conv(name: string, inputs: number, outputs: number, side: number): Shapes {
  return [
    [`${name}.weight`, [outputs, inputs, side, side]],
    [`${name}.bias`, [outputs]],
  ];
}

function resBlock(inputs: number, outputs: number): Shapes {
  return [
    ...norm('in_layers.0', inputs),
    ...conv('in_layers.2', inputs, outputs, 3),
    ...linear('emb_layers.1', EMBEDDING, outputs),
    ...norm('out_layers.0', outputs),
    ...conv('out_layers.3', outputs, outputs, 3),
    ...(inputs === outputs ? [] : conv('skip_connection', inputs, outputs, 1)),
  ];
}

function attention(name: string, channels: number, context: number): Shapes {
  return [
    [`${name}.to_q.weight`, [channels, channels]],
    [`${name}.to_k.weight`, [channels, context]],
    [`${name}.to_v.weight`, [channels, context]],
    ...linear(`${name}.to_out.0`, channels, channels),
  ];
}

function transformer(channels: number, depth: number): Shapes {
  const block = [
    ...attention('attn1', channels, channels),
    ...attention('attn2', channels, CONTEXT),
    ...linear('ff.net.0.proj', channels, 8 * channels),
    ...linear('ff.net.2', 4 * channels, channels),
    ...norm('norm1', channels),
    ...norm('norm2', channels),
    ...norm('norm3', channels),
  ];
  return [
    ...norm('norm', channels),
    ...linear('proj_in', channels, channels),
    ...linear('proj_out', channels, channels),
    ...times(depth, (i) => under(`transformer_blocks.${i}.`, block)),
  ];
}

function times(count: number, make: (i: number) => Shapes): Shapes {
  return Array.from({ length: count }, (_, i) => make(i)).flat();
}

/** Blocks of the encoder half: input block, channels in and out, transformer depth. */
const INPUT_BLOCKS = [
  [1, 320, 320, 0],
  [2, 320, 320, 0],
  [4, 320, 640, 2],
  [5, 640, 640, 2],
  [7, 640, 1280, 10],
  [8, 1280, 1280, 10],
] as const;

function encoderHalf(): Shapes {
  return [
    ...linear('time_embed.0', CHANNELS, EMBEDDING),
    ...linear('time_embed.2', EMBEDDING, EMBEDDING),
    ...linear('label_emb.0.0', VECTOR, EMBEDDING),
    ...linear('label_emb.0.2', EMBEDDING, EMBEDDING),
    ...conv('input_blocks.0.0', 4, CHANNELS, 3),
    ...conv('input_blocks.3.0.op', 320, 320, 3),
    ...conv('input_blocks.6.0.op', 640, 640, 3),
    ...INPUT_BLOCKS.flatMap(([index, inputs, outputs, depth]) => [
      ...under(`input_blocks.${index}.0.`, resBlock(inputs, outputs)),
      ...(depth > 0 ? under(`input_blocks.${index}.1.`, transformer(outputs, depth)) : []),
    ]),
    ...under('middle_block.0.', resBlock(1280, 1280)),
    ...under('middle_block.1.', transformer(1280, 10)),
    ...under('middle_block.2.', resBlock(1280, 1280)),
  ];
}

interface OutputBlock {
  readonly trunk: number;
  readonly skip: number;
  readonly outputs: number;
  readonly depth: number;
}

const OUTPUT_BLOCKS: readonly OutputBlock[] = [
  { trunk: 1280, skip: 1280, outputs: 1280, depth: 10 },
  { trunk: 1280, skip: 1280, outputs: 1280, depth: 10 },
  { trunk: 1280, skip: 640, outputs: 1280, depth: 10 },
  { trunk: 1280, skip: 640, outputs: 640, depth: 2 },
  { trunk: 640, skip: 640, outputs: 640, depth: 2 },
  { trunk: 640, skip: 320, outputs: 640, depth: 2 },
  { trunk: 640, skip: 320, outputs: 320, depth: 0 },
  { trunk: 320, skip: 320, outputs: 320, depth: 0 },
  { trunk: 320, skip: 320, outputs: 320, depth: 0 },
];

function outputBlock({ trunk, skip, outputs, depth }: OutputBlock, index: number): Shapes {
  const upsamples = index === 2 || index === 5;
  return under(`output_blocks.${index}.`, [
    ...under('0.', resBlock(trunk + skip, outputs)),
    ...(depth > 0 ? under('1.', transformer(outputs, depth)) : []),
    ...(upsamples ? conv('2.conv', outputs, outputs, 3) : []),
  ]);
}

/** Module, channels of the control tensor and of the trunk; the cross-attention has no skip. */
const ADAPTERS: readonly (readonly [number, number, number | 'cross'])[] = [
  [0, 320, 320],
  [1, 320, 320],
  [2, 320, 640],
  [3, 320, 'cross'],
  [4, 320, 640],
  [5, 640, 640],
  [6, 640, 1280],
  [7, 640, 'cross'],
  [8, 640, 1280],
  [9, 1280, 1280],
  [10, 1280, 1280],
  [11, 1280, 0],
];

function adapter([index, control, trunk]: (typeof ADAPTERS)[number]): Shapes {
  const prefix = `${index}.`;
  if (trunk === 'cross') {
    return under(prefix, [
      ...norm('norm1', 2 * control),
      ...norm('norm2', control),
      ...attention('attn', 2 * control, control),
    ]);
  }
  const all = control + trunk;
  return under(prefix, [
    ...conv('zero_conv', control, control, 1),
    ...conv('mlp_shared.0', control, SFT_HIDDEN, 3),
    ...norm('param_free_norm', all),
    ...conv('zero_mul', SFT_HIDDEN, all, 3),
    ...conv('zero_add', SFT_HIDDEN, all, 3),
  ]);
}

const VAE_CHANNELS = [128, 256, 512, 512] as const;

function vaeBlock(inputs: number, outputs: number): Shapes {
  return [
    ...norm('norm1', inputs),
    ...conv('conv1', inputs, outputs, 3),
    ...norm('norm2', outputs),
    ...conv('conv2', outputs, outputs, 3),
    ...(inputs === outputs ? [] : conv('nin_shortcut', inputs, outputs, 1)),
  ];
}

function vaeMiddle(): Shapes {
  return under('mid.', [
    ...under('block_1.', vaeBlock(512, 512)),
    ...norm('attn_1.norm', 512),
    ...['q', 'k', 'v', 'proj_out'].flatMap((name) => conv(`attn_1.${name}`, 512, 512, 1)),
    ...under('block_2.', vaeBlock(512, 512)),
  ]);
}

function vaeEncoder(): Shapes {
  return [
    ...conv('conv_in', 3, 128, 3),
    ...VAE_CHANNELS.flatMap((outputs, level) => [
      ...under(`down.${level}.block.0.`, vaeBlock(VAE_CHANNELS[level - 1] ?? 128, outputs)),
      ...under(`down.${level}.block.1.`, vaeBlock(outputs, outputs)),
      ...(level < 3 ? conv(`down.${level}.downsample.conv`, outputs, outputs, 3) : []),
    ]),
    ...vaeMiddle(),
    ...norm('norm_out', 512),
    ...conv('conv_out', 512, 8, 3),
  ];
}

function vaeDecoder(): Shapes {
  return [
    ...conv('conv_in', 4, 512, 3),
    ...vaeMiddle(),
    ...VAE_CHANNELS.flatMap((outputs, level) => [
      ...under(`up.${level}.block.0.`, vaeBlock(VAE_CHANNELS[level + 1] ?? 512, outputs)),
      ...under(`up.${level}.block.1.`, vaeBlock(outputs, outputs)),
      ...under(`up.${level}.block.2.`, vaeBlock(outputs, outputs)),
      ...(level > 0 ? conv(`up.${level}.upsample.conv`, outputs, outputs, 3) : []),
    ]),
    ...norm('norm_out', 128),
    ...conv('conv_out', 128, 3, 3),
  ];
}

function clipL(): Shapes {
  const layer = [
    ...norm('layer_norm1', 768),
    ...['q', 'k', 'v', 'out'].flatMap((name) => linear(`self_attn.${name}_proj`, 768, 768)),
    ...norm('layer_norm2', 768),
    ...linear('mlp.fc1', 768, 3072),
    ...linear('mlp.fc2', 3072, 768),
  ];
  return [
    ['embeddings.token_embedding.weight', [49408, 768]],
    ['embeddings.position_embedding.weight', [77, 768]],
    ...times(12, (i) => under(`encoder.layers.${i}.`, layer)),
    ...norm('final_layer_norm', 768),
  ];
}

function clipG(): Shapes {
  const layer: Shapes = [
    ...norm('ln_1', 1280),
    ['attn.in_proj_weight', [3840, 1280]],
    ['attn.in_proj_bias', [3840]],
    ...linear('attn.out_proj', 1280, 1280),
    ...norm('ln_2', 1280),
    ...linear('mlp.c_fc', 1280, 5120),
    ...linear('mlp.c_proj', 5120, 1280),
  ];
  return [
    ['token_embedding.weight', [49408, 1280]],
    ['positional_embedding', [77, 1280]],
    ['text_projection', [1280, 1280]],
    ...times(32, (i) => under(`transformer.resblocks.${i}.`, layer)),
    ...norm('ln_final', 1280),
  ];
}
