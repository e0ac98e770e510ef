/** Layers at the ends of the UNet, by the checkpoint's names. */
const ENDS: Readonly<Record<string, string>> = {
  'time_embed.0': 'time_embedding.linear_1',
  'time_embed.2': 'time_embedding.linear_2',
  'label_emb.0.0': 'add_embedding.linear_1',
  'label_emb.0.2': 'add_embedding.linear_2',
  'input_blocks.0.0': 'conv_in',
  'out.2': 'conv_out',
};

/** Layers of a residual block. */
const RESNET: Readonly<Record<string, string>> = {
  'in_layers.0': 'norm1',
  'in_layers.2': 'conv1',
  'emb_layers.1': 'time_emb_proj',
  'out_layers.0': 'norm2',
  'out_layers.3': 'conv2',
  skip_connection: 'conv_shortcut',
};

const MIDDLE = ['resnets.0', 'attentions.0', 'resnets.1'];

/**
 * The path that diffusers has for a layer of the UNet; null for one that it has not.
 * @param path as the checkpoint has it, `input_blocks.4.1.proj_in`
 * @param blocks blocks of each level of the encoder half, the halving one included
 */
export function diffusersPath(path: string, blocks: number): string | null {
  const end = ENDS[path];
  if (end !== undefined) return end;
  const [, half, number, rest = ''] =
    /^(input_blocks|middle_block|output_blocks)\.(\d+)\.(.+)$/.exec(path) ?? [];
  const index = Number(number);
  if (half === 'middle_block') return below(`mid_block.${MIDDLE[index]}`, rest);
  const [, part, layer = ''] = /^(\d+)\.(.+)$/.exec(rest) ?? [];
  if (half === 'input_blocks') {
    if (layer === 'op') return `down_blocks.${index / blocks - 1}.downsamplers.0.conv`;
    const level = Math.floor((index - 1) / blocks);
    const kind = part === '0' ? 'resnets' : 'attentions';
    return below(`down_blocks.${level}.${kind}.${(index - 1) % blocks}`, layer);
  }
  if (half !== 'output_blocks') return null;
  const level = Math.floor(index / blocks);
  if (layer === 'conv') return `up_blocks.${level}.upsamplers.0.conv`;
  const kind = part === '0' ? 'resnets' : 'attentions';
  return below(`up_blocks.${level}.${kind}.${index % blocks}`, layer);
}

function below(block: string, layer: string): string {
  return `${block}.${RESNET[layer] ?? layer}`;
}
