import { ModelError } from '../core/errors';
import { brainToSingle, halfToSingle, singleToHalf } from './half';
import { elementCount, lazyTensor, STORED_TYPES, type LazyTensor } from './tensor';

/** The types in which a session can hold weights. */
export type FloatType = 'F32' | 'F16';

const STORED_FLOATS = ['F64', 'F32', 'F16', 'BF16'] as const;
type StoredFloat = (typeof STORED_FLOATS)[number];

/**
 * The same tensor in another float type; converted range by range when it is read, so that nothing
 * but the range itself is ever in memory. Reading throws `ModelError` `model-weight-overflow` for a
 * number that F16 cannot hold.
 */
export function castTensor(tensor: LazyTensor, to: FloatType): LazyTensor {
  if (tensor.type === to) return tensor;
  const type = floatType(tensor);
  const from = STORED_TYPES[type];
  const size = STORED_TYPES[to];
  return lazyTensor(tensor.name, to, tensor.shape, (offset, length) => {
    const first = Math.floor(offset / size);
    const end = Math.ceil((offset + length) / size);
    const stored = tensor.read(first * from, (end - first) * from);
    const singles = toSingles(type, stored);
    const bytes = to === 'F32' ? bytesOf(singles) : bytesOf(toHalves(tensor, singles));
    const skip = offset - first * size;
    return bytes.subarray(skip, skip + length);
  });
}

/** All values of a float tensor; for the few that are computed with on the host. */
export function readFloats(tensor: LazyTensor): Float32Array {
  return toSingles(floatType(tensor), tensor.read(0, tensor.byteLength));
}

/** A tensor whose values are computed, in 32 bits, when they are asked for. */
export function computedTensor(
  name: string,
  shape: readonly number[],
  compute: () => Float32Array,
): LazyTensor {
  return lazyTensor(name, 'F32', shape, (offset, length) => {
    const values = compute();
    if (values.length !== elementCount(shape)) throw new Error(`${name}: wrong number of values`);
    return bytesOf(values).subarray(offset, offset + length);
  });
}

function toSingles(type: StoredFloat, bytes: Uint8Array): Float32Array {
  switch (type) {
    case 'F16':
      return halfToSingle(new Uint16Array(aligned(bytes)));
    case 'BF16':
      return brainToSingle(new Uint16Array(aligned(bytes)));
    case 'F64':
      return Float32Array.from(new Float64Array(aligned(bytes)));
    case 'F32':
      return new Float32Array(aligned(bytes));
  }
}

function toHalves(tensor: LazyTensor, singles: Float32Array): Uint16Array {
  const halves = singleToHalf(singles);
  for (let i = 0; i < halves.length; i++) {
    if (((halves[i] ?? 0) & 0x7fff) === 0x7c00 && Number.isFinite(singles[i])) {
      throw new ModelError({
        code: 'model-weight-overflow',
        message: `"${tensor.name}" holds numbers that 16-bit floats cannot.`,
        hint: 'Run this model with 32-bit weights.',
        details: { tensor: tensor.name },
      });
    }
  }
  return halves;
}

function floatType({ name, type }: LazyTensor): StoredFloat {
  const float = STORED_FLOATS.find((known) => known === type);
  if (float !== undefined) return float;
  throw new ModelError({
    code: 'model-tensor-type',
    message: `"${name}" holds ${type} where float numbers are needed.`,
    hint: 'Choose a model file with 16-bit or 32-bit float weights.',
    details: { tensor: name, type },
  });
}

/** Ranges of a file start anywhere; typed arrays need their own alignment. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

function bytesOf(values: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
