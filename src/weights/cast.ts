import { discard } from '../core/discard';
import { ModelError } from '../core/errors';
import { e4m3ToSingle, e5m2ToSingle } from './eight-bit-float';
import { brainToSingle, halfToSingle, singleToHalf } from './half';
import { readSlices, roomFor } from './slices';
import { lazyTensor, STORED_TYPES, type LazyTensor } from './lazy-tensor';
import { elementCount } from '../core/tensor';

/** The types in which a session can hold weights. */
export type FloatType = 'F32' | 'F16';

const STORED_FLOATS = ['F64', 'F32', 'F16', 'BF16', 'F8_E4M3', 'F8_E5M2'] as const;
export type StoredFloat = (typeof STORED_FLOATS)[number];

/**
 * The tensor in another float type; converted range by range when it is read, so that nothing but
 * the range itself is ever in memory.
 *
 * @throws ModelError `model-weight-overflow`, when the tensor is read, for a number that F16 cannot
 *   hold
 */
export function castTensor(tensor: LazyTensor, to: FloatType): LazyTensor {
  if (tensor.type === to) return tensor;
  const type = floatType(tensor);
  const from = STORED_TYPES[type];
  const size = STORED_TYPES[to];
  return lazyTensor(tensor.name, to, tensor.shape, (offset, length, room) => {
    const first = Math.floor(offset / size);
    const count = Math.ceil((offset + length) / size) - first;
    const bytes = roomFor(count * size, room);
    readSlices(tensor, first * from, count * from, from, (stored, done) => {
      const at = bytes.byteOffset + (done / from) * size;
      const elements = stored.byteLength / from;
      if (to === 'F32') toSingles(type, stored, new Float32Array(bytes.buffer, at, elements));
      else toHalves(tensor, type, stored, new Uint16Array(bytes.buffer, at, elements));
    });
    const skip = offset - first * size;
    return bytes.subarray(skip, skip + length);
  });
}

/** All values of a float tensor; for the few tensors that the host computes with. */
export function readFloats(tensor: LazyTensor): Float32Array {
  const stored = tensor.read(0, tensor.byteLength);
  return toSingles(floatType(tensor), stored, new Float32Array(elementCount(tensor.shape)));
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

/** Converts stored floats to 32 bits, into `into`. */
export function toSingles(type: StoredFloat, bytes: Uint8Array, into: Float32Array): Float32Array {
  const { buffer, byteOffset } = aligned(bytes, STORED_TYPES[type]);
  switch (type) {
    case 'F16':
      return halfToSingle(new Uint16Array(buffer, byteOffset, into.length), into);
    case 'BF16':
      return brainToSingle(new Uint16Array(buffer, byteOffset, into.length), into);
    case 'F8_E4M3':
      return e4m3ToSingle(bytes, into);
    case 'F8_E5M2':
      return e5m2ToSingle(bytes, into);
    case 'F64':
      into.set(new Float64Array(buffer, byteOffset, into.length));
      return into;
    case 'F32':
      into.set(new Float32Array(buffer, byteOffset, into.length));
      return into;
  }
}

function toHalves(
  tensor: LazyTensor,
  type: StoredFloat,
  bytes: Uint8Array,
  halves: Uint16Array,
): void {
  const singles = toSingles(type, bytes, new Float32Array(halves.length));
  roundToHalves(tensor, singles, halves);
  discard(singles);
}

/**
 * Rounds numbers of a tensor to 16 bits.
 * @throws ModelError `model-weight-overflow`
 */
export function roundToHalves(
  tensor: LazyTensor,
  singles: Float32Array,
  halves: Uint16Array,
): void {
  singleToHalf(singles, halves);
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
}

export function floatType({ name, type }: LazyTensor): StoredFloat {
  const float = STORED_FLOATS.find((known) => known === type);
  if (float !== undefined) return float;
  throw new ModelError({
    code: 'model-tensor-type',
    message: `"${name}" holds ${type} where float numbers are needed.`,
    hint: 'Choose a model file with float weights, of 16 bits for example.',
    details: { tensor: name, type },
  });
}

/** The bytes at an aligned place: ranges of a file start anywhere. */
function aligned(bytes: Uint8Array, size: number): Uint8Array {
  return bytes.byteOffset % size === 0 ? bytes : bytes.slice();
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
