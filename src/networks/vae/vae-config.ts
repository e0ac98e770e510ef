/** Sizes of the autoencoder; SDXL's, and SUPIR's denoising copy of its encoder. */
export interface VaeConfig {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly channels: number;
  readonly channelMult: readonly number[];
  readonly numResBlocks: number;
  readonly zChannels: number;
}

export const SDXL_VAE: VaeConfig = {
  inChannels: 3,
  outChannels: 3,
  channels: 128,
  channelMult: [1, 2, 4, 4],
  numResBlocks: 2,
  zChannels: 4,
};

/** Pixels along a side of one latent cell. */
export function vaeDownscale(config: VaeConfig): number {
  return 2 ** (config.channelMult.length - 1);
}
