import { area, type Size } from '../../core/geometry';
import { vaeDownscale, type VaeConfig } from '../../networks/vae/vae-config';
import { tilesOf, type VaeTile, type VaeTiling } from './vae-tiles';

/** The two halves of the autoencoder; both encoders are alike. */
export const VAE_HALVES = ['encoder', 'decoder'] as const;
export type VaeHalf = (typeof VAE_HALVES)[number];

/** Memory of the card that a half needs for a picture beside its weights, bytes. */
export interface VaeMemory {
  /** Of all tiles that wait for each other between two norms; 0 where the picture goes through whole. */
  readonly waiting: number;
  /** Of the largest tile among them. */
  readonly largest: number;
  /** Of the largest part that is computed at a time, its own state included. */
  readonly computing: number;
  /** The same where all others wait on the card as well: its own state is among them. */
  readonly computingBeside: number;
}

/**
 * What is alive at once, as multiples of the largest value: the second level's channels at full
 * size. The decoder in one piece has five to eight, by where the runtime's submits of 16 kernels
 * fall, since nothing is freed before one ends. In tiles every segment is short, and has its state,
 * its results and some values more; a state that waited on the host goes through one more buffer.
 */
const ALIVE = {
  encoder: { whole: 3.25, beside: 1.5, alone: 3 },
  decoder: { whole: 7.5, beside: 3.5, alone: 4.5 },
} as const;

/** null: never in tiles. `picture`: its size, pixels, also for the decoder. */
export function vaeMemory(
  half: VaeHalf,
  tiling: VaeTiling | null,
  { width, height }: Size,
  config: VaeConfig,
): VaeMemory {
  const cell = half === 'decoder' ? vaeDownscale(config) : 1;
  const [rows, columns] = [height / cell, width / cell];
  const tiles = tilesOf(rows, columns, tiling, 1);
  if (tiles === null) {
    const whole = ALIVE[half].whole * valueBytes(width * height, config);
    return { waiting: 0, largest: 0, computing: whole, computingBeside: whole };
  }
  return tiledMemory(half, tiles, config);
}

/** The same for tiles, of pixels or of latent cells. */
export function tiledMemory(
  half: VaeHalf,
  tiles: readonly VaeTile[],
  config: VaeConfig,
): VaeMemory {
  const unit = half === 'decoder' ? vaeDownscale(config) ** 2 : 1;
  const values = tiles.map(({ input }) => valueBytes(area(input) * unit, config));
  const largest = Math.max(...values);
  return {
    waiting: values.reduce((sum, bytes) => sum + bytes, 0),
    largest,
    computing: ALIVE[half].alone * largest,
    computingBeside: ALIVE[half].beside * largest,
  };
}

/** Bytes of `free` in which tiles may wait; the rest is for the one that is computed. */
export function roomForStates(memory: VaeMemory, free: number): number {
  const { computing, computingBeside } = memory;
  return allWaitOnCard(memory, free) ? free - computingBeside : Math.max(0, free - computing);
}

/** The most that a half takes of `free` bytes of the card, or more where it cannot do with them. */
export function vaeBytesOnCard(memory: VaeMemory, free: number): number {
  const { waiting, largest, computing, computingBeside } = memory;
  if (allWaitOnCard(memory, free)) return waiting + computingBeside;
  return Math.floor(roomForStates(memory, free) / largest) * largest + computing;
}

/** What of it waits in host memory, bytes. */
export function vaeBytesOnHost(memory: VaeMemory, free: number): number {
  if (allWaitOnCard(memory, free)) return 0;
  return memory.waiting - Math.floor(roomForStates(memory, free) / memory.largest) * memory.largest;
}

/**
 * Whether the step's weights, among `kept` bytes of weights on the card, are more in the way than it takes to
 * read them again: beside them a half finds no room at all, or more of it would wait on the host than
 * half of them. What waits there crosses to it and back after every norm, some fifteen times its size.
 */
export function isStepInTheWay(memory: VaeMemory, free: number, kept: number): boolean {
  return memory.computing > free || vaeBytesOnHost(memory, free) > kept / 2;
}

function allWaitOnCard({ waiting, computingBeside }: VaeMemory, free: number): boolean {
  return waiting === 0 || waiting + computingBeside <= free;
}

/**
 * The largest value: the decoder's second level after it was enlarged, as much as a residual
 * block's value and its shortcut on the first.
 */
function valueBytes(pixels: number, { channels, channelMult }: VaeConfig): number {
  const [first = 1, second = first] = channelMult;
  return pixels * channels * Math.max(second, 2 * first) * Float32Array.BYTES_PER_ELEMENT;
}
