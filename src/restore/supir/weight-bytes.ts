import type { FloatPrecision } from '../../networks/policy';
import { QUANT_BLOCK } from '../../onnx/upload';
import { elementCount } from '../../core/tensor';
import type { SafetensorsFile } from '../../weights/safetensors';
import type { SupirReport } from '../request';

/** Bytes of the networks' weights as 32-bit floats, by what becomes of them on a device. */
export interface NetworkFloats {
  /** UNet, adapters and control branch. */
  readonly step: StepFloats;
  /** Both encoders and the decoder. */
  readonly autoencoder: number;
  /** The text towers without their tables of tokens, of which a run takes the rows that it needs. */
  readonly texts: number;
}

export interface StepFloats {
  /** Bytes of the transformers' matrices, which may be kept in blocks of fewer bits. */
  readonly matrices: number;
  readonly others: number;
}

/** Bytes of the networks' weights on a device. */
export interface WeightBytes {
  readonly step: number;
  readonly autoencoder: number;
  readonly texts: number;
}

/** What the headers of the user's two files say of their weights. */
export function floatsOf(sdxl: SafetensorsFile, supir: SafetensorsFile): NetworkFloats {
  const shared = sumFloats(sdxl);
  const own = sumFloats(supir);
  return {
    step: {
      matrices: shared.step.matrices + own.step.matrices,
      others: shared.step.others + own.step.others,
    },
    autoencoder: shared.autoencoder + own.autoencoder,
    texts: shared.texts,
  };
}

const STEP = 'model.';
const AUTOENCODER = 'first_stage_model.';
const TEXTS = 'conditioner.';
const BLOCKS = '.transformer_blocks.';
const TOKENS = 'token_embedding.';

function sumFloats({ tensors }: SafetensorsFile): NetworkFloats {
  let [matrices, others, autoencoder, texts] = [0, 0, 0, 0];
  for (const { name, shape } of tensors.values()) {
    const bytes = Float32Array.BYTES_PER_ELEMENT * elementCount(shape);
    if (name.startsWith(AUTOENCODER)) autoencoder += bytes;
    else if (name.startsWith(TEXTS)) texts += name.includes(TOKENS) ? 0 : bytes;
    else if (!name.startsWith(STEP)) continue;
    else if (shape.length === 2 && name.includes(BLOCKS)) matrices += bytes;
    else others += bytes;
  }
  return { step: { matrices, others }, autoencoder, texts };
}

/** Bytes on a device, as it keeps them. The autoencoder has 32-bit floats always. */
export function weightBytes(
  { step, autoencoder, texts }: NetworkFloats,
  weights: SupirReport['weights'],
  floats: FloatPrecision,
): WeightBytes {
  const share = floatShare(floats);
  return {
    step: step.matrices * matrixShare(weights, floats) + step.others * share,
    autoencoder,
    texts: texts * share,
  };
}

/** Bytes of a number as a share of those of a 32-bit float: `mixed` keeps 16 bits. */
export function floatShare(floats: FloatPrecision): number {
  return floats === 'mixed' ? 1 / 2 : 1;
}

/** The same for the numbers of a matrix; blocks of them share a scale, which is a float. */
function matrixShare(weights: SupirReport['weights'], floats: FloatPrecision): number {
  if (weights === 'f16' || weights === 'f32') return floatShare(floats);
  const bits = weights === 'q8' ? 8 : 4;
  const float = 8 * Float32Array.BYTES_PER_ELEMENT;
  return bits / float + floatShare(floats) / QUANT_BLOCK;
}
