import { DeviceError, type DocumentError } from '../../core/errors';
import type { DeviceKind } from '../../core/events';
import { type Size, area } from '../../core/geometry';
import type { WeightPolicy } from '../../networks/policy';
import type { VaeConfig } from '../../networks/vae/vae-config';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { CardKnowledge } from '../card-knowledge';
import type { SupirRestorer } from '../request';
import type { SupirConfig } from '../supir-config';
import { cardMemory } from './card-memory';
import type { SupirPlan } from './plan';
import { isGuided } from './plan-work';
import { roomOnCard } from './card-room';
import { samplerTilesFor, smallerTilesThan } from '../sampler-tiles';
import { selectionTooLarge } from '../selection-too-large';
import { vaeMemory, type VaeHalf } from './vae-memory';
import { DECODER_TILING, ENCODER_TILING, evenTiling, type VaeTiling } from './vae-tiles';
import { vaeRoom } from './vae-room';
import { waitingBytes } from './waiting-bytes';
import { weightBytes, type NetworkFloats } from './weight-bytes';
import { workingSize } from './working-size';

/** A device's limits, as far as a plan depends on them. */
export interface DeviceLimits {
  readonly kind: DeviceKind;
  /** Largest buffer, bytes; null: no limit known. */
  readonly maxBufferBytes: number | null;
  readonly shaderF16: boolean;
  /** Memory of the computer, bytes; null: not known. */
  readonly hostMemoryBytes: number | null;
}

export interface SupirPlanInput {
  readonly restorer: SupirRestorer;
  readonly context: Size;
  readonly scale: number;
  readonly limits: DeviceLimits;
  readonly memory: CardKnowledge;
  readonly config: SupirConfig;
  readonly floats: NetworkFloats;
}

/** Pixels of the largest working picture. */
const MAX_WORKING_PIXELS = 3072 * 3072;

/** Share of the computer's memory that waiting tiles may fill. */
const WAITING_SHARE = 1 / 2;

/** Memory assumed where the browser does not say: most computers for SUPIR have it. */
const USUAL_MEMORY_BYTES = 16 * 2 ** 30;

/**
 * Plans a run.
 * @throws DocumentError `selection-too-large`
 * @throws DeviceError `no-half-floats`, `network-too-large`
 */
export function planSupir(input: SupirPlanInput): SupirPlan {
  const { restorer, context, scale, limits, config } = input;
  const { working } = workingSize(context, scale, restorer.minSize);
  if (area(working) > MAX_WORKING_PIXELS) {
    throw selectionTooLarge(working, { limit: MAX_WORKING_PIXELS });
  }
  const weights = chooseWeights(input);
  const policy = policyFor(weights, limits);
  const cardBytes = roomOnCard(input.memory).bytes;
  const kept = weightBytes(input.floats, weights, policy.floats);
  const vaeTiling = chooseVaeTiling(restorer.vaeTiles, working, config.vae, {
    ...limits,
    freeBytes: limits.kind === 'wasm' ? null : cardBytes - kept.step - kept.autoencoder,
  });
  const waiting =
    limits.kind === 'wasm'
      ? waitingBytes(vaeTiling, working, config.vae)
      : vaeRoom({ working, vaeTiling, cardBytes }, config.vae, kept).onHost;
  if (!mayWait(waiting, limits)) throw waitsTooLarge(working, waiting, limits);
  const samplerTiles = chooseSamplerTiles(restorer.samplerTiles, working, config.vae);
  const plan = {
    working,
    weights,
    policy,
    vaeTiling,
    samplerTiles,
    cardBytes,
  };
  return { ...plan, promptsTogether: choosePrompts(plan, input) };
}

/** The processor's memory is the computer's, where a batch of two is no matter. */
function choosePrompts(
  plan: Omit<SupirPlan, 'promptsTogether'>,
  { restorer, limits, config, floats }: SupirPlanInput,
): boolean {
  if (restorer.promptBatch !== 'auto') return restorer.promptBatch === 'together';
  if (limits.kind === 'wasm') return true;
  const together = { ...plan, promptsTogether: true };
  const question = { config, floats, guided: isGuided(restorer.settings), heldBytes: 0 };
  return cardMemory(together, question).phases.step <= plan.cardBytes;
}

/** Least saving that is worth a worse picture, bytes. */
const WORTH_QUANTISING_BYTES = 2 ** 30;

/** Largest weights on wasm, bytes: its heap ends at 4 GiB, and the activations are in it too. */
const WASM_WEIGHT_BYTES = 3 * 2 ** 30;

function chooseWeights({ restorer, limits, floats }: SupirPlanInput): SupirPlan['weights'] {
  const whole = limits.shaderF16 ? 'f16' : 'f32';
  const wanted = restorer.weights;
  const fits =
    weightBytes(floats, whole, policyFor(whole, limits).floats).step <= WORTH_QUANTISING_BYTES;
  const weights = wanted !== 'auto' ? wanted : fits ? whole : 'q8';
  if (weights === 'f16' && !limits.shaderF16) throw noHalfFloats(limits.kind);
  // No 16-bit floats there, so what is not quantised has 32.
  const inHeap = weightBytes(floats, weights, 'full').step;
  if (limits.kind === 'wasm' && inHeap > WASM_WEIGHT_BYTES) throw networkTooLarge(inHeap);
  return weights;
}

function policyFor(weights: SupirPlan['weights'], { shaderF16 }: DeviceLimits): WeightPolicy {
  return {
    floats: shaderF16 && weights !== 'f32' ? 'mixed' : 'full',
    linear: weights === 'q8' || weights === 'q4' ? weights : 'float',
  };
}

/** Largest single buffer of an autoencoder that is run without asking for free memory. */
const VAE_BUFFER_BYTES: Readonly<Record<DeviceKind, number>> = {
  wasm: 256 * 2 ** 20,
  webgpu: 512 * 2 ** 20,
};

const FLOAT_BYTES = 4;

/**
 * Tiles of the autoencoder: none where the largest buffer fits. In tiles the statistics of the
 * norms are pooled, which moves the picture a little (docs/supir.md, section 11).
 */
function chooseVaeTiling(
  wanted: SupirRestorer['vaeTiles'],
  working: Size,
  config: VaeConfig,
  limits: VaeLimits,
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
  const cells = [working.height / cell, working.width / cell];
  const tilingFor = (side: number): NonNullable<SupirPlan['vaeTiling']> => {
    const { encoder, decoder } = vaeTilingOf(side, side, cell);
    return { encoder, decoder: evenTiling(cells, decoder) };
  };
  const tilingOf = (half: VaeHalf): VaeTiling => {
    const fits = (side: number): boolean =>
      vaeMemory(half, tilingFor(side)[half], working, config).computing <=
      (limits.freeBytes ?? Infinity);
    // Where none fits beside the step's weights, these have to go (`roomForTiles`).
    return tilingFor(sidesUpTo(tile).find(fits) ?? tile)[half];
  };
  return { encoder: tilingOf('encoder'), decoder: tilingOf('decoder') };
}

interface VaeLimits extends Pick<DeviceLimits, 'kind' | 'maxBufferBytes'> {
  /** Of the graphics card beside all weights, bytes, negative where these do not fit; null: no matter. */
  readonly freeBytes: number | null;
}

/** Pixels; memory halves no tile that is as small. */
export const SMALLEST_VAE_TILE = 128;

/** Least side of a tile that memory makes smaller: below it most of a tile is its surroundings. */
const SMALLEST_WORTHWHILE_TILE = 256;

const TILE_STEP = 64;

/** Sides of tiles to try, the largest first. */
function sidesUpTo(largest: number): readonly number[] {
  const count = Math.max(0, Math.floor((largest - SMALLEST_WORTHWHILE_TILE) / TILE_STEP)) + 1;
  return Array.from({ length: count }, (_, i) => largest - i * TILE_STEP);
}

function vaeTilingOf(
  encoder: number,
  decoder: number,
  cell: number,
): NonNullable<SupirPlan['vaeTiling']> {
  return {
    encoder: { ...ENCODER_TILING, tile: encoder },
    decoder: { ...DECODER_TILING, tile: Math.max(1, Math.round(decoder / cell)) },
  };
}

/** Bytes of the middle's attention scores, or the decoder's second level at full size. */
function largestVaeBuffer(picture: Size, config: VaeConfig): number {
  const cell = vaeDownscale(config);
  const cells = area(picture) / (cell * cell);
  const channels = config.channels * (config.channelMult[1] ?? 1);
  return FLOAT_BYTES * Math.max(cells * cells, channels * area(picture));
}

/** Whether tiles that wait between two norms, so many bytes of them, fit into the computer's memory. */
function mayWait(bytes: number, limits: DeviceLimits): boolean {
  return bytes <= mostWaitingBytes(limits);
}

function mostWaitingBytes({ hostMemoryBytes }: DeviceLimits): number {
  return WAITING_SHARE * (hostMemoryBytes ?? USUAL_MEMORY_BYTES);
}

function chooseSamplerTiles(
  wanted: SupirRestorer['samplerTiles'],
  working: Size,
  config: VaeConfig,
): SupirPlan['samplerTiles'] {
  return inCells(samplerTilesFor(wanted, working), config);
}

function inCells(pixels: SupirPlan['samplerTiles'], config: VaeConfig): SupirPlan['samplerTiles'] {
  const cell = vaeDownscale(config);
  return pixels && { tile: pixels.tile / cell, stride: pixels.stride / cell };
}

/**
 * The next smaller plan, after the device ran out of memory; null: there is none. Settings that the
 * user fixed stay.
 */
export function smallerPlan(
  plan: SupirPlan,
  question: Pick<SupirPlanInput, 'restorer' | 'config' | 'limits'>,
): SupirPlan | null {
  const vaeTiling = smallerVaeTiling(plan, question);
  const samplerTiles = smallerSamplerTiles(plan, question);
  const isOnCard = question.limits.kind === 'webgpu';
  const { promptBatch, settings } = question.restorer;
  const isBatch = plan.promptsTogether && isGuided(settings);
  const isLarge = isOnCard && isBatch && promptBatch === 'auto';
  const mayWaitElsewhere = isOnCard && plan.vaeTiling !== null && plan.cardBytes > 0;
  const isSmaller = vaeTiling !== null || samplerTiles !== null || isLarge || mayWaitElsewhere;
  if (!isSmaller) return null;
  return {
    ...plan,
    vaeTiling: vaeTiling ?? plan.vaeTiling,
    samplerTiles: samplerTiles ?? plan.samplerTiles,
    // How much is free was guessed too high: tiles wait in host memory from now on.
    ...(isOnCard && { cardBytes: 0 }),
    ...(isLarge && { promptsTogether: false }),
  };
}

type SmallerQuestion = Parameters<typeof smallerPlan>[1];

/** Smaller tiles of the autoencoder; they overlap more, so that more waits. */
function smallerVaeTiling(plan: SupirPlan, question: SmallerQuestion): SupirPlan['vaeTiling'] {
  const tile = plan.vaeTiling?.encoder.tile ?? 2 * ENCODER_TILING.tile;
  if (question.restorer.vaeTiles !== 'auto' || tile <= SMALLEST_VAE_TILE) return null;
  const tiling = vaeTilingOf(tile / 2, tile / 2, vaeDownscale(question.config.vae));
  // Nothing waits on the card from now on.
  const waiting = waitingBytes(tiling, plan.working, question.config.vae);
  return mayWait(waiting, question.limits) ? tiling : null;
}

function smallerSamplerTiles(
  { working, samplerTiles }: SupirPlan,
  { restorer, config }: SmallerQuestion,
): SupirPlan['samplerTiles'] {
  if (restorer.samplerTiles !== 'auto') return null;
  const now = samplerTiles && samplerTiles.tile * vaeDownscale(config.vae);
  return inCells(smallerTilesThan(now, working), config.vae);
}

/** `limit`: what waits goes with the area, as good as. */
function waitsTooLarge(working: Size, waitingBytes: number, limits: DeviceLimits): DocumentError {
  const limit = Math.floor((area(working) * mostWaitingBytes(limits)) / waitingBytes);
  return selectionTooLarge(working, { limit, waitingBytes: Math.round(waitingBytes) });
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
