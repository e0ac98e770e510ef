import { sessionSource } from '../../onnx/serialise';
import { Graph } from '../../onnx/graph';
import type { Runtime, Tensor } from '../../onnx/session';
import { conv1 } from '../../networks/layers/conv';
import { STEP_NETWORK } from '../../networks/restoration-step';
import { membersOf } from '../../networks/members';
import { FULL_PRECISION } from '../../networks/policy';
import { vaeDownscale } from '../../networks/vae/vae-config';
import { decoderGraph, encoderGraph, type EncoderName } from '../../networks/vae/graphs';
import { decoderSegments, encoderSegments } from '../../networks/vae/segments';
import { mapLatent, type Latent } from '../../sampling/latent';
import type { SafetensorsFile } from '../../weights/safetensors';
import type { SupirConfig } from '../supir-config';
import { once } from './conditioning';
import { runTiled } from './tiled-network';
import {
  isStepInTheWay,
  roomForStates,
  tiledMemory,
  vaeMemory,
  type VaeHalf,
  type VaeMemory,
} from './vae-memory';
import { tilesOf, type VaeTile, type VaeTiling } from './vae-tiles';

export interface Autoencoder {
  readonly runtime: Runtime;
  readonly sdxl: SafetensorsFile;
  readonly supir: SafetensorsFile;
  readonly config: SupirConfig;
  /** Tiles, pixels for the encoders and latent cells for the decoder; null: never in tiles. */
  readonly tiling: { readonly encoder: VaeTiling; readonly decoder: VaeTiling } | null;
  /** Bytes of the graphics card that are free but for weights; left out: as many as it takes. */
  readonly cardBytes?: number;
  readonly signal: AbortSignal;
  /** Counts host memory of tiles that wait, until the returned function is called. */
  readonly hold?: (bytes: number) => () => void;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Means and log variances of an encoder's posterior, [n, 2 · zChannels, h/8, w/8], not scaled
 * (docs/supir.md, section 5).
 */
export async function encodeMoments(
  vae: Autoencoder,
  name: EncoderName,
  image: Tensor,
): Promise<Tensor> {
  const [batch = 0, , height = 0, width = 0] = image.dims;
  const { runtime, sdxl, supir, config, tiling, signal } = vae;
  const { multiplyAddsAtOnce } = runtime;
  const encoder = { file: name === 'encoder' ? sdxl : supir, name };
  const factor = vaeDownscale(config.vae);
  const tiles = tilesOf(height, width, tiling?.encoder ?? null, 1 / factor);
  if (tiles === null) {
    signal.throwIfAborted();
    await makeWay(vae, vaeMemory('encoder', null, { width, height }, config.vae));
    const shape = { batch, height, width, multiplyAddsAtOnce };
    const graph = encoderGraph(encoder, sdxl, config.vae, shape, runtime.features);
    const { moments } = await once(runtime, sessionSource(graph), { image });
    vae.onProgress(1, 1);
    return expectTensor(moments);
  }
  const run = {
    ...vae,
    tiles,
    deviceBytes: await roomForTiles(vae, 'encoder', tiles),
    segmentsFor: (h: number, w: number) =>
      encoderSegments(encoder, config.vae, { batch: 1, height: h, width: w, multiplyAddsAtOnce }),
  };
  const size = { height: height / factor, width: width / factor };
  return quantConv(vae, await runTiled(run, image, size));
}

async function quantConv({ runtime, sdxl }: Autoencoder, features: Tensor): Promise<Tensor> {
  const graph = new Graph('vae-quant-conv');
  const x = graph.input('features', { dtype: 'float32', shape: features.dims });
  const layer = membersOf(graph, sdxl, FULL_PRECISION).at('first_stage_model').at('quant_conv');
  graph.output('moments', conv1(layer, x, features.dims[1] ?? 0));
  const { moments } = await once(runtime, sessionSource(graph), { features });
  return expectTensor(moments);
}

/**
 * scaled latent [n, 4, h, w] → picture [n, 3, 8h, 8w], about −1…1, not clamped (docs/supir.md,
 * section 5).
 */
export async function decodeLatent(vae: Autoencoder, scaled: Latent): Promise<Tensor> {
  const { runtime, sdxl, config, tiling, signal } = vae;
  const { multiplyAddsAtOnce } = runtime;
  const [batch, , height, width] = scaled.dims;
  const latent = mapLatent(scaled, (i) => (scaled.data[i] ?? 0) / config.scaleFactor);
  const factor = vaeDownscale(config.vae);
  const tiles = tilesOf(height, width, tiling?.decoder ?? null, factor);
  if (tiles === null) {
    signal.throwIfAborted();
    const size = { width: width * factor, height: height * factor };
    await makeWay(vae, vaeMemory('decoder', null, size, config.vae));
    const shape = { batch, height, width, multiplyAddsAtOnce };
    const graph = decoderGraph(sdxl, config.vae, shape, runtime.features);
    const { image } = await once(runtime, sessionSource(graph), { latent });
    vae.onProgress(1, 1);
    return expectTensor(image);
  }
  const run = {
    ...vae,
    tiles,
    deviceBytes: await roomForTiles(vae, 'decoder', tiles),
    segmentsFor: (h: number, w: number) =>
      decoderSegments(sdxl, config.vae, { batch: 1, height: h, width: w, multiplyAddsAtOnce }),
  };
  return runTiled(run, latent, { height: height * factor, width: width * factor });
}

/**
 * Makes room on the card for a half, and tells the bytes that are free there. The step's weights leave it
 * where they are more in the way than it takes to read them again (docs/webgpu-performance.md, section 7).
 */
async function makeWay(
  { runtime, cardBytes = Infinity }: Autoencoder,
  memory: VaeMemory,
): Promise<number> {
  const free = (): number => cardBytes - runtime.keptWeightBytes;
  if (isStepInTheWay(memory, free(), runtime.keptWeightBytes)) {
    await runtime.releaseWeights((network) => network === STEP_NETWORK);
  }
  return free();
}

/** Bytes on the card for tiles that wait while one of them is computed. */
async function roomForTiles(
  vae: Autoencoder,
  half: VaeHalf,
  tiles: readonly VaeTile[],
): Promise<number> {
  const memory = tiledMemory(half, tiles, vae.config.vae);
  return roomForStates(memory, await makeWay(vae, memory));
}

/** The most likely latent, scaled. */
export function posteriorMode(moments: Tensor, { scaleFactor }: SupirConfig): Latent {
  return latentFrom(moments, (mean) => mean * scaleFactor);
}

const LOG_VARIANCE_MIN = -30;
const LOG_VARIANCE_MAX = 20;

/**
 * mean + std · noise, scaled; `noise` is unit normal of the latent's shape (docs/supir.md, section
 * 2, step 3).
 */
export function posteriorSample(
  moments: Tensor,
  noise: Latent,
  { scaleFactor }: SupirConfig,
): Latent {
  return latentFrom(moments, (mean, logVariance, i) => {
    const clamped = Math.min(LOG_VARIANCE_MAX, Math.max(LOG_VARIANCE_MIN, logVariance));
    return (mean + Math.exp(clamped / 2) * (noise.data[i] ?? 0)) * scaleFactor;
  });
}

function latentFrom(
  { dims, data }: Tensor,
  value: (mean: number, logVariance: number, index: number) => number,
): Latent {
  const [n = 0, c = 0, height = 0, width = 0] = dims;
  const half = c / 2;
  const plane = half * height * width;
  const shape = { dims: [n, half, height, width] as const, data: new Float32Array(n * plane) };
  return mapLatent(shape, (i) => {
    const at = Math.floor(i / plane) * 2 * plane + (i % plane);
    return value(data[at] ?? 0, data[at + plane] ?? 0, i);
  });
}

function expectTensor(tensor: Tensor | undefined): Tensor {
  if (tensor === undefined) throw new TypeError('the autoencoder gave no output');
  return tensor;
}
