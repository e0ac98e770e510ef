/** Sizes of SDXL's UNet and of the control branch that copies its encoder half. */
export interface UNetConfig {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly modelChannels: number;
  /** Channels of each level ÷ modelChannels. */
  readonly channelMult: readonly number[];
  readonly numResBlocks: number;
  /** Downsampling factors at which there is attention. */
  readonly attentionResolutions: readonly number[];
  /** Transformer blocks at each level; the middle has as many as the last level. */
  readonly transformerDepth: readonly number[];
  readonly numHeadChannels: number;
  /** Width of the text context. */
  readonly contextDim: number;
  /** Width of the vector condition. */
  readonly admInChannels: number;
}

export const SDXL_UNET: UNetConfig = {
  inChannels: 4,
  outChannels: 4,
  modelChannels: 320,
  channelMult: [1, 2, 4],
  numResBlocks: 2,
  attentionResolutions: [4, 2],
  transformerDepth: [1, 2, 10],
  numHeadChannels: 64,
  contextDim: 2048,
  admInChannels: 2816,
};

/** Work of a block of the encoder half. */
export type InputBlock =
  | { readonly kind: 'conv'; readonly channels: number }
  | { readonly kind: 'res'; readonly channels: number; readonly depth: number }
  | { readonly kind: 'down'; readonly channels: number };

/** A block of the decoder half; `depth` 0 is without attention. */
export interface OutputBlock {
  readonly channels: number;
  readonly depth: number;
  readonly upsample: boolean;
}

/** `input_blocks` in order (docs/supir.md, section 6). */
export function inputBlocks(config: UNetConfig): readonly InputBlock[] {
  const blocks: InputBlock[] = [{ kind: 'conv', channels: config.modelChannels }];
  config.channelMult.forEach((mult, level) => {
    const channels = mult * config.modelChannels;
    const depth = depthAt(config, level);
    for (let i = 0; i < config.numResBlocks; i++) blocks.push({ kind: 'res', channels, depth });
    if (level < config.channelMult.length - 1) blocks.push({ kind: 'down', channels });
  });
  return blocks;
}

/** `output_blocks` in order. */
export function outputBlocks(config: UNetConfig): readonly OutputBlock[] {
  return config.channelMult
    .map((mult, level) => ({ channels: mult * config.modelChannels, level }))
    .reverse()
    .flatMap(({ channels, level }) =>
      Array.from({ length: config.numResBlocks + 1 }, (_, i) => ({
        channels,
        depth: depthAt(config, level),
        upsample: level > 0 && i === config.numResBlocks,
      })),
    );
}

export function middleDepth(config: UNetConfig): number {
  return config.transformerDepth.at(-1) ?? 0;
}

function depthAt(config: UNetConfig, level: number): number {
  const attends = config.attentionResolutions.includes(2 ** level);
  return attends ? (config.transformerDepth[level] ?? 0) : 0;
}
