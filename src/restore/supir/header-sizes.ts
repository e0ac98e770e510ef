import type { ModelError } from '../../core/errors';
import type { TextTowerConfig } from '../../networks/clip/clip-l';
import type { UNetConfig } from '../../networks/unet/unet-config';
import type { VaeConfig } from '../../networks/vae/vae-config';
import { tensorMissing, tensorShape } from '../../weights/errors';
import type { SafetensorsFile } from '../../weights/safetensors';

/** Sizes of the encoder half of a UNet, or of the control branch, that its shapes show. */
export type EncoderHalfSizes = Omit<UNetConfig, 'outChannels' | 'numHeadChannels'>;

/** Sizes by the shapes of `input_blocks`, `middle_block` and `label_emb` under `prefix`. */
export function unetSizes(file: SafetensorsFile, prefix: string): EncoderHalfSizes {
  const header = headerOf(file);
  const [modelChannels, inChannels] = header.shape(`${prefix}input_blocks.0.0.weight`, 4);
  const levels: { channels: number; depth: number; blocks: number }[] = [];
  let next = true;
  for (let i = 1; i < header.count(`${prefix}input_blocks.`); i++) {
    const block = `${prefix}input_blocks.${i}.`;
    if (header.has(`${block}0.op.weight`)) {
      next = true;
      continue;
    }
    const [channels] = header.shape(`${block}0.in_layers.2.weight`, 4);
    const depth = header.count(`${block}1.transformer_blocks.`);
    if (next) levels.push({ channels, depth, blocks: 0 });
    next = false;
    const level = levels.at(-1);
    if (level === undefined || level.channels !== channels || level.depth !== depth) {
      throw uneven(file, `${block}0.in_layers.2.weight`);
    }
    level.blocks++;
  }
  const numResBlocks = levels[0]?.blocks ?? 0;
  const depth = header.count(`${prefix}middle_block.1.transformer_blocks.`);
  const attending = levels.findIndex((level) => level.depth > 0);
  if (levels.some(({ blocks }) => blocks !== numResBlocks) || levels.at(-1)?.depth !== depth) {
    throw uneven(file, `${prefix}middle_block.1.proj_in.weight`);
  }
  const block = levels.length === 0 || attending < 0 ? 0 : 1 + attending * (numResBlocks + 1);
  const toKey = `${prefix}input_blocks.${block}.1.transformer_blocks.0.attn2.to_k.weight`;
  return {
    inChannels,
    modelChannels,
    channelMult: levels.map(({ channels }) => channels / modelChannels),
    numResBlocks,
    attentionResolutions: levels
      .map((level, i) => (level.depth > 0 ? 2 ** i : 0))
      .filter((factor) => factor > 0)
      .reverse(),
    // A level without attention has no depth to see; nothing is built from the number.
    transformerDepth: levels.map((level) => Math.max(1, level.depth)),
    contextDim: header.shape(toKey, 2)[1],
    admInChannels: header.shape(`${prefix}label_emb.0.0.weight`, 2)[1],
  };
}

/** Sizes by the shapes of an autoencoder's encoder under `prefix`. */
export function vaeSizes(file: SafetensorsFile, prefix: string): Omit<VaeConfig, 'outChannels'> {
  const header = headerOf(file);
  const [channels, inChannels] = header.shape(`${prefix}conv_in.weight`, 4);
  const levels = Array.from({ length: header.count(`${prefix}down.`) }, (_, i) => ({
    mult: header.shape(`${prefix}down.${i}.block.0.conv1.weight`, 4)[0] / channels,
    blocks: header.count(`${prefix}down.${i}.block.`),
  }));
  const numResBlocks = levels[0]?.blocks ?? 0;
  if (levels.some(({ blocks }) => blocks !== numResBlocks)) {
    throw uneven(file, `${prefix}conv_out.weight`);
  }
  return {
    inChannels,
    channels,
    channelMult: levels.map(({ mult }) => mult),
    numResBlocks,
    zChannels: header.shape(`${prefix}conv_out.weight`, 4)[0] / 2,
  };
}

/** Sizes of both text towers of an SDXL checkpoint. */
export function textTowerSizes(file: SafetensorsFile): {
  readonly clipL: Omit<TextTowerConfig, 'heads'>;
  readonly clipG: Omit<TextTowerConfig, 'heads'>;
} {
  const header = headerOf(file);
  const l = 'conditioner.embedders.0.transformer.text_model.';
  const g = 'conditioner.embedders.1.model.';
  const tower = (table: string, positions: string, layers: string, mlp: string) => {
    const [vocabSize, width] = header.shape(table, 2);
    return {
      vocabSize,
      contextLength: header.shape(positions, 2)[0],
      width,
      layers: header.count(layers),
      mlp: header.shape(`${layers}0.mlp.${mlp}.weight`, 2)[0],
    };
  };
  return {
    clipL: tower(
      `${l}embeddings.token_embedding.weight`,
      `${l}embeddings.position_embedding.weight`,
      `${l}encoder.layers.`,
      'fc1',
    ),
    clipG: tower(
      `${g}token_embedding.weight`,
      `${g}positional_embedding`,
      `${g}transformer.resblocks.`,
      'c_fc',
    ),
  };
}

interface HeaderReader {
  has(name: string): boolean;
  /**
   * The first two of `rank` sizes of a tensor.
   * @throws ModelError `model-tensor-missing` or `model-tensor-shape`
   */
  shape(name: string, rank: number): readonly [number, number];
  /** One more than the largest N of the names `${list}N.…`; 0 when there is none. */
  count(list: string): number;
}

export function headerOf(file: SafetensorsFile): HeaderReader {
  return {
    has: (name) => file.tensors.has(name),
    shape(name, rank) {
      const tensor = file.tensors.get(name);
      if (tensor === undefined) throw tensorMissing(file.name, name);
      const [first = 0, second = 0] = tensor.shape;
      if (tensor.shape.length !== rank || first === 0 || second === 0) throw uneven(file, name);
      return [first, second];
    },
    count(list) {
      let count = 0;
      for (const name of file.tensors.keys()) {
        if (!name.startsWith(list)) continue;
        const index = /^\d{1,4}(?=\.)/.exec(name.slice(list.length))?.[0];
        if (index !== undefined) count = Math.max(count, Number(index) + 1);
      }
      return count;
    },
  };
}

function uneven({ name, tensors }: SafetensorsFile, tensor: string): ModelError {
  const shape = tensors.get(tensor)?.shape ?? [];
  return tensorShape(name, tensor, shape, 'which does not go with the others');
}
