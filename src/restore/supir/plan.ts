import { DeviceError, DocumentError } from '../../core/errors';
import type { DeviceKind } from '../../core/events';
import { area, type Size } from '../../core/geometry';
import type { WeightPolicy } from '../../networks/policy';
import type { VaeConfig } from '../../networks/vae/config';
import { vaeDownscale } from '../../networks/vae/config';
import type { SupirReport, SupirRequest } from '../request';
import type { Autoencoder } from './autoencoder';
import type { SupirConfig } from './config';
import type { SupirSettings } from './settings';
import { DECODER_TILING, ENCODER_TILING } from './vae-tiles';
import { workingSize } from './working-size';

/** What a device can do, as far as a plan depends on it. */
export interface DeviceLimits {
  readonly kind: DeviceKind;
  /** Of one buffer; null: no limit known. */
  readonly maxBufferBytes: number | null;
  readonly shaderF16: boolean;
}

export interface SupirPlanInput {
  readonly restorer: SupirRequest;
  readonly context: Size;
  readonly scale: number;
  readonly limits: DeviceLimits;
  readonly config: SupirConfig;
  /** Bytes of UNet, adapters and control branch as 32-bit floats. */
  readonly stepFloatBytes: number;
}

/** What a SUPIR run will do, known before anything runs. */
export interface SupirPlan {
  readonly working: Size;
  readonly weights: SupirReport['weights'];
  readonly policy: WeightPolicy;
  readonly vaeTiling: Autoencoder['tiling'];
  readonly samplerTiles: SupirSettings['samplerTiles'];
}

/**
 * Pixels of the largest working picture. Between two norms the autoencoder's tiles wait in host
 * memory, one kilobyte for each pixel.
 */
const MAX_WORKING_PIXELS = 3072 * 3072;

/**
 * @throws DocumentError `selection-too-large`
 * @throws DeviceError `no-half-floats`, `network-too-large`
 */
export function planSupir(input: SupirPlanInput): SupirPlan {
  const { restorer, context, scale, limits, config } = input;
  const { working } = workingSize(context, scale, restorer.minSize);
  if (area(working) > MAX_WORKING_PIXELS) throw selectionTooLarge(working);
  const weights = chooseWeights(input);
  return {
    working,
    weights,
    policy: policyFor(weights, limits),
    vaeTiling: chooseVaeTiling(restorer.vaeTiles, working, config.vae, limits),
    samplerTiles: chooseSamplerTiles(restorer.samplerTiles, working, config.vae),
  };
}

/** Below this nothing is gained that would be worth a worse picture. */
const WORTH_QUANTISING_BYTES = 2 ** 30;

/** The wasm heap ends at 4 GiB, and the activations live there too. */
const WASM_WEIGHT_BYTES = 3 * 2 ** 30;

/** Bytes of a weight beside its bytes as a 32-bit float. */
const SHARE_OF_FLOATS = { f32: 1, f16: 1 / 2, q8: 9 / 32, q4: 5 / 32 } as const;

function chooseWeights({ restorer, limits, stepFloatBytes }: SupirPlanInput): SupirPlan['weights'] {
  const floats = limits.shaderF16 ? 'f16' : 'f32';
  const wanted = restorer.weights;
  const fits = stepFloatBytes * SHARE_OF_FLOATS[floats] <= WORTH_QUANTISING_BYTES;
  const weights = wanted !== 'auto' ? wanted : fits ? floats : 'q8';
  if (weights === 'f16' && !limits.shaderF16) throw noHalfFloats(limits.kind);
  if (limits.kind === 'wasm' && stepFloatBytes * SHARE_OF_FLOATS[weights] > WASM_WEIGHT_BYTES) {
    throw networkTooLarge(stepFloatBytes * SHARE_OF_FLOATS[weights]);
  }
  return weights;
}

function policyFor(weights: SupirPlan['weights'], { shaderF16 }: DeviceLimits): WeightPolicy {
  return {
    floats: shaderF16 && weights !== 'f32' ? 'mixed' : 'full',
    linear: weights === 'q8' || weights === 'q4' ? weights : 'float',
  };
}

/** Largest single buffer of an autoencoder that is run without asking what is free. */
const VAE_BUFFER_BYTES: Readonly<Record<DeviceKind, number>> = {
  wasm: 256 * 2 ** 20,
  webgpu: 512 * 2 ** 20,
};

const FLOAT_BYTES = 4;

/**
 * Whole where the largest buffer fits, else tiles: the statistics of the norms are then pooled,
 * which moves the picture a little (reference/supir-architecture.md, section 11).
 */
function chooseVaeTiling(
  wanted: SupirRequest['vaeTiles'],
  working: Size,
  config: VaeConfig,
  limits: DeviceLimits,
): SupirPlan['vaeTiling'] {
  if (wanted === null) return null;
  const cell = vaeDownscale(config);
  if (wanted !== 'auto') return vaeTilingOf(wanted.encoder, wanted.decoder, cell);
  const budget = Math.min(VAE_BUFFER_BYTES[limits.kind], limits.maxBufferBytes ?? Infinity);
  if (largestVaeBuffer(working, config) <= budget) return null;
  let tile = ENCODER_TILING.tile;
  const padded = (): Size => {
    const side = tile + 2 * DECODER_TILING.padding * cell;
    return { width: side, height: side };
  };
  while (largestVaeBuffer(padded(), config) > budget && tile > SMALLEST_VAE_TILE) tile /= 2;
  return vaeTilingOf(tile, tile, cell);
}

const SMALLEST_VAE_TILE = 128;

function vaeTilingOf(encoder: number, decoder: number, cell: number): SupirPlan['vaeTiling'] {
  return {
    encoder: { ...ENCODER_TILING, tile: encoder },
    decoder: { ...DECODER_TILING, tile: Math.max(1, Math.round(decoder / cell)) },
  };
}

/** The scores of the middle's attention, or the decoder's second level at full size; bytes. */
function largestVaeBuffer(picture: Size, config: VaeConfig): number {
  const cell = vaeDownscale(config);
  const cells = area(picture) / (cell * cell);
  const channels = config.channels * (config.channelMult[1] ?? 1);
  return FLOAT_BYTES * Math.max(cells * cells, channels * area(picture));
}

/** Up to this the sampler takes the picture whole: one and a half times the size SDXL knows. */
const MAX_WHOLE_PIXELS = 1536 * 1536;

/** Pixels; the official tiled samplers' (reference/supir-architecture.md, section 13). */
const SAMPLER_TILES = { tile: 1024, stride: 512 };

function chooseSamplerTiles(
  wanted: SupirRequest['samplerTiles'],
  working: Size,
  config: VaeConfig,
): SupirPlan['samplerTiles'] {
  if (wanted === null || (wanted === 'auto' && area(working) <= MAX_WHOLE_PIXELS)) return null;
  const { tile, stride } = wanted === 'auto' ? SAMPLER_TILES : wanted;
  const cell = vaeDownscale(config);
  return { tile: tile / cell, stride: stride / cell };
}

const SMALLEST_SAMPLER_TILE = 512;

/**
 * The next smaller plan, after the device ran out of memory; null: there is none. What the user
 * fixed stays.
 */
export function smallerPlan(
  plan: SupirPlan,
  { restorer, config }: Pick<SupirPlanInput, 'restorer' | 'config'>,
): SupirPlan | null {
  const cell = vaeDownscale(config.vae);
  const vaeTile = plan.vaeTiling?.encoder.tile ?? 2 * ENCODER_TILING.tile;
  const tile = (plan.samplerTiles?.tile ?? (2 * SAMPLER_TILES.tile) / cell) / 2;
  const vaeTiling =
    restorer.vaeTiles === 'auto' && vaeTile > SMALLEST_VAE_TILE
      ? vaeTilingOf(vaeTile / 2, vaeTile / 2, cell)
      : plan.vaeTiling;
  const samplerTiles =
    restorer.samplerTiles === 'auto' && tile >= SMALLEST_SAMPLER_TILE / cell
      ? { tile, stride: tile / 2 }
      : plan.samplerTiles;
  if (vaeTiling === plan.vaeTiling && samplerTiles === plan.samplerTiles) return null;
  return { ...plan, vaeTiling, samplerTiles };
}

function selectionTooLarge({ width, height }: Size): DocumentError {
  return new DocumentError({
    code: 'selection-too-large',
    message: `SUPIR would have to work on ${width} × ${height} pixels at once.`,
    hint: 'Select a smaller part, or choose a smaller scale.',
    details: { width, height, limit: MAX_WORKING_PIXELS },
  });
}

function noHalfFloats(device: DeviceKind): DeviceError {
  return new DeviceError({
    code: 'no-half-floats',
    message: 'This device cannot calculate with 16-bit floats.',
    hint: 'Choose 8-bit weights, or leave the choice to the panel.',
    details: { device },
  });
}

function networkTooLarge(bytes: number): DeviceError {
  return new DeviceError({
    code: 'network-too-large',
    message: 'SUPIR is too large for the processor (wasm).',
    hint: 'Use WebGPU: a browser and a graphics driver that support it. The fast engine runs here too.',
    details: { bytes: Math.round(bytes), limit: WASM_WEIGHT_BYTES },
  });
}
