import type { ErrorDetails } from '../core/errors';
import { checkpointListing } from '../weights/checkpoint/listing';
import { isZip } from '../weights/checkpoint/open-checkpoint';
import { readLater } from '../weights/checkpoint/reading';
import {
  headerLength,
  LENGTH_BYTES,
  readSafetensorsHeader,
  type Header,
} from '../weights/safetensors-header';
import type { ModelFile } from '../weights/model-file';
import { isPublished } from './completeness';
import { describeLora } from './describe-lora';
import type { ModelDescription } from './description';
import { otherFormat, refuseOtherFormats, SNIFFED_BYTES } from './file-format';
import { listTensors, type Listing } from './listed-tensors';
import { familyOf, latentChannels, missingPart } from './model-family';
import { isFewSteps, predictionHint, variantOf } from './name-hints';
import { weightTypes } from './precision';
import { unknownPrediction } from './prediction';
import { publishedSdxl, publishedSupir } from './published-tensors';
import { readRange } from './read-range';
import { refuse, type Refusal } from './refusals';

/** Largest header, bytes: a checkpoint's has 0.4 MB, with a long history a few more. */
const MAX_HEADER_BYTES = 8 * 2 ** 20;

/**
 * Identifies a model file by its header alone; also on a page, where nothing may block. The two files
 * together are checked by `checkPair`.
 *
 * @throws the signal's reason, or ModelError:
 *
 * - the file: `model-file-truncated`, `model-file-unreadable`, `model-header-invalid`,
 *   `model-checkpoint-invalid`, `model-checkpoint-unsafe`, `model-names-collide`
 * - its format: `model-is-pickle`, `model-is-archive`, `model-is-gguf`, `model-is-onnx`,
 *   `model-is-web-page`
 * - its model: `model-is-sd1`, `model-is-sd2`, `model-is-sd3`, `model-is-flux`,
 *   `model-is-sdxl-refiner`, `model-is-inpainting`, `model-is-controlnet`,
 *   `model-is-diffusers`, `model-is-vae`, `model-is-text-encoder`, `model-is-embedding`,
 *   `model-is-unet-only`, `model-is-upscaler`, `model-unknown`
 * - what it predicts, if not the noise: `model-is-v-prediction`, `model-is-v-prediction-zero-snr`,
 *   `model-is-zero-snr`, `model-is-edm-v-prediction`, `model-is-edm`, `model-predicts-picture`,
 *   `model-prediction-unknown`
 * - its weights: `model-is-quantised`, `model-incomplete`, `model-tensor-shape`
 * - a low-rank file: what `describeLora` throws
 */
export async function inspectModelFile(
  file: ModelFile,
  signal: AbortSignal,
): Promise<ModelDescription> {
  const { name } = file;
  const byteLength = file.blob.size;
  const start = await readRange(file, 0, Math.min(SNIFFED_BYTES, byteLength), signal);
  refuseOtherFormats(name, start);
  const header = await (isZip(start) ? checkpointHeader : safetensorsHeader)(file, start, signal);
  return describe(listTensors(header, name), byteLength);
}

async function safetensorsHeader(
  file: ModelFile,
  start: Uint8Array,
  signal: AbortSignal,
): Promise<Header> {
  const known = { name: file.name, byteLength: file.blob.size };
  const length = headerLength(start.subarray(0, LENGTH_BYTES), known, MAX_HEADER_BYTES);
  const json = await readRange(file, LENGTH_BYTES, length, signal);
  return readSafetensorsHeader(json, known);
}

async function checkpointHeader(
  file: ModelFile,
  _start: Uint8Array,
  signal: AbortSignal,
): Promise<Header> {
  const known = { name: file.name, byteLength: file.blob.size };
  const entries = await readLater(checkpointListing(known), (offset, length) =>
    readRange(file, offset, length, signal),
  );
  if (entries === null) throw otherFormat('archive', file.name);
  return { metadata: {}, entries };
}

function describe(listing: Listing, byteLength: number): ModelDescription {
  const { file: name, metadata } = listing;
  const family = familyOf(listing);
  if (family === 'lora') return describeLora(listing, byteLength);
  if (family === 'supir') {
    const weights = weightsOf(listing, publishedSupir(), SUPIR_WEIGHTS);
    return { role: 'supir', name, byteLength, ...weights, variant: variantOf(name) };
  }
  if (family === 'sdxl') {
    const weights = weightsOf(listing, publishedSdxl(), SDXL_WEIGHTS);
    return {
      role: 'sdxl',
      name,
      byteLength,
      ...weights,
      isLightning: isFewSteps(name, metadata),
      predictionHint: predictionHint(name, metadata),
    };
  }
  throw refuse(family, name, detailsOf(family, listing));
}

const SUPIR_WEIGHTS = /\.(weight|bias)$/;
const SDXL_WEIGHTS =
  /\.(weight|bias|in_proj_weight|in_proj_bias|positional_embedding|text_projection)$/;

function weightsOf(
  listing: Listing,
  published: ReadonlyMap<string, readonly number[]>,
  weights: RegExp,
) {
  // A quantised file has other shapes and names; it is to be called that.
  const types = weightTypes(listing, (name) => published.has(name) || weights.test(name));
  return { types, isPublishedSize: isPublished(listing, published) };
}

function detailsOf(refusal: Refusal, listing: Listing): ErrorDetails {
  if (refusal === 'model-is-inpainting') return { channels: latentChannels(listing) ?? 0 };
  if (refusal === 'model-is-unet-only')
    return { part: missingPart(listing) ?? 'model.diffusion_model' };
  if (refusal === 'model-prediction-unknown') {
    return { prediction: unknownPrediction(listing) ?? '' };
  }
  if (refusal !== 'model-unknown') return {};
  return { tensor: [...listing.tensors.keys()][0]?.slice(0, 100) ?? '' };
}
