import { discard } from '../core/discard';
import { ModelError } from '../core/errors';
import { e4m3ToSingle, e5m2ToSingle } from './eight-bit-float';
import { brainToSingle, halfToSingle, singleToHalf } from './half';
import { readSlices, roomFor } from './slices';
import { elementCount, type ReadBytes } from '../core/tensor';
import { lazyTensor, STORED_TYPES, type LazyTensor, type ReadBytesAsync } from './lazy-tensor';

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
  const rangeOf = (offset: number, length: number) => {
    const first = Math.floor(offset / size);
    const count = Math.ceil((offset + length) / size) - first;
    return { first, count, skip: offset - first * size };
  };
  /** Converts stored numbers to bytes that begin with number `index`. */
  const convert = (stored: Uint8Array, bytes: Uint8Array, index: number): void => {
    const at = bytes.byteOffset + index * size;
    const elements = stored.byteLength / from;
    if (to === 'F32') toSingles(type, stored, new Float32Array(bytes.buffer, at, elements));
    else toHalves(tensor, type, stored, new Uint16Array(bytes.buffer, at, elements));
  };
  const read: ReadBytes = (offset, length, room) => {
    const { first, count, skip } = rangeOf(offset, length);
    const bytes = roomFor(count * size, room);
    readSlices(tensor, first * from, count * from, from, (stored, done) =>
      convert(stored, bytes, done / from),
    );
    return bytes.subarray(skip, skip + length);
  };
  const readAsync: ReadBytesAsync = async (offset, length) => {
    const { first, count, skip } = rangeOf(offset, length);
    const bytes = new Uint8Array(count * size);
    const stored = await tensor.readAsync(first * from, count * from);
    convert(stored, bytes, 0);
    discard(stored);
    return bytes.subarray(skip, skip + length);
  };
  const key = `${tensor.key} as ${to}`;
  return lazyTensor(tensor.name, to, tensor.shape, read, { key, readAsync });
}

/** All values of a float tensor; for the few tensors that the host computes with. */
export function readFloats(tensor: LazyTensor): Float32Array {
  const stored = tensor.read(0, tensor.byteLength);
  return toSingles(floatType(tensor), stored, new Float32Array(elementCount(tensor.shape)));
}

/**
 * A tensor whose values are computed, in 32 bits, when they are asked for. `key` is equal for two
 * tensors of equal values.
 */
export function computedTensor(
  name: string,
  shape: readonly number[],
  key: string,
  compute: () => Float32Array,
): LazyTensor {
  const read: ReadBytes = (offset, length) => {
    const values = compute();
    if (values.length !== elementCount(shape)) throw new Error(`${name}: wrong number of values`);
    return bytesOf(values).subarray(offset, offset + length);
  };
  return lazyTensor(name, 'F32', shape, read, { key });
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
      throw weightOverflow(tensor);
    }
  }
}

/** `ModelError` `model-weight-overflow`, or what the tensor has in its place. */
export function weightOverflow({ name, overflow }: LazyTensor): ModelError {
  if (overflow !== undefined) return overflow();
  return new ModelError({
    code: 'model-weight-overflow',
    message: `"${name}" holds numbers that 16-bit floats cannot.`,
    hint: 'Run this model with 32-bit weights.',
    details: { tensor: name },
  });
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
