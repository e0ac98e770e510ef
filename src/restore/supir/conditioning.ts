import type { SessionSource } from '../../onnx/session';
import type { InputTensor, Runtime, Tensor } from '../../onnx/session';
import { sessionSource } from '../../onnx/serialise';
import { CLIP_L_NETWORK, clipGraph, clipTokens } from '../../networks/clip/clip-l';
import {
  OPEN_CLIP_G_NETWORK,
  openClipGraph,
  openClipTokens,
} from '../../networks/clip/open-clip-g';
import type { WeightPolicy } from '../../networks/policy';
import { sinusoidalPair } from '../../sampling/sinusoidal';
import type { SafetensorsFile } from '../../weights/safetensors';
import type { SupirConfig } from '../supir-config';

/** Token ids of several texts, [texts][77], one list for each tower: they pad differently. */
export interface TokenIds {
  readonly clipL: readonly (readonly number[])[];
  readonly clipG: readonly (readonly number[])[];
}

/** The text for the UNet; constant over the whole sampling. */
export interface Conditioning {
  /** Token embeddings, [texts, 77, contextDim]. */
  readonly crossattn: Tensor;
  /** Pooled text and sizes, [texts, admInChannels]. */
  readonly vector: Tensor;
}

/** Original size, crop and target size that the UNet gets, whatever the picture's. */
const SIZES = [
  [1024, 1024],
  [0, 0],
  [1024, 1024],
] as const;

const TOWERS = 2;

/** Whether a network of this name is one of the two. */
export function isTextTower(network: string): boolean {
  return network === CLIP_L_NETWORK || network === OPEN_CLIP_G_NETWORK;
}

/**
 * Runs both text towers, one after the other (docs/supir.md, section 4). Borrows
 * the runtime; nothing of it is kept. Their weights stay floats whatever the policy says: they run
 * once, and prompts suffer from 8 bits more than pictures do.
 */
export async function encodeTexts(
  runtime: Runtime,
  sdxl: SafetensorsFile,
  config: SupirConfig,
  ids: TokenIds,
  policy: WeightPolicy,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Conditioning> {
  onProgress(0, TOWERS);
  const texts = ids.clipL.length;
  const floats: WeightPolicy = { ...policy, linear: 'float' };
  const clipL = clipGraph(sdxl, config.clipL, texts, floats);
  const { hidden } = await once(runtime, sessionSource(clipL), {
    tokens: clipTokens(sdxl, config.clipL, ids.clipL),
  });
  onProgress(1, TOWERS);
  signal.throwIfAborted();
  const clipG = openClipGraph(sdxl, config.clipG, texts, floats);
  const { penultimate, pooled } = await once(runtime, sessionSource(clipG), {
    tokens: openClipTokens(sdxl, config.clipG, ids.clipG),
    end_rows: endRows(ids.clipG),
  });
  onProgress(TOWERS, TOWERS);
  signal.throwIfAborted();
  if (!hidden || !penultimate || !pooled) throw new TypeError('a text tower gave no output');
  return {
    crossattn: joinLast(hidden, penultimate),
    vector: vectorOf(pooled, config.sizeEmbedDim),
  };
}

/** The vector of the texts: pooled [texts, width] beside the embeddings of the three sizes. */
function vectorOf(pooled: Tensor, sizeEmbedDim: number): Tensor {
  const sizes = SIZES.flatMap((pair) => [...sinusoidalPair(pair, sizeEmbedDim)]);
  const [texts = 0] = pooled.dims;
  const data = Float32Array.from(Array.from({ length: texts }, () => sizes).flat());
  return joinLast(pooled, { dims: [texts, sizes.length], data });
}

/** Rows of the end tokens: the largest id, at its first occurrence in each text. */
export function endRows(ids: readonly (readonly number[])[]): InputTensor {
  const rows = ids.map((text, n) => n * text.length + text.indexOf(Math.max(...text)));
  return { dims: [ids.length], data: BigInt64Array.from(rows, BigInt) };
}

/** Joins two tensors on the last axis; all other axes are equal. */
function joinLast(a: Tensor, b: Tensor): Tensor {
  const widthA = a.dims.at(-1) ?? 0;
  const widthB = b.dims.at(-1) ?? 0;
  const rows = a.data.length / widthA;
  const width = widthA + widthB;
  const data = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    data.set(a.data.subarray(row * widthA, (row + 1) * widthA), row * width);
    data.set(b.data.subarray(row * widthB, (row + 1) * widthB), row * width + widthA);
  }
  return { dims: [...a.dims.slice(0, -1), width], data };
}

/** Runs a network one time: creates its session, uses and frees it. */
export async function once(
  runtime: Runtime,
  source: SessionSource,
  inputs: Readonly<Record<string, InputTensor>>,
): Promise<Readonly<Record<string, Tensor>>> {
  const session = await runtime.createSession(source);
  try {
    return await session.run(inputs);
  } finally {
    await session.dispose();
  }
}
