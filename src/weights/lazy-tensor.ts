import type { ModelError } from '../core/errors';
import { elementCount, type ReadBytes } from '../core/tensor';

/** Element types a .safetensors file may hold, by the format's own names, with bytes per element. */
export const STORED_TYPES = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  BOOL: 1,
} as const;

export type StoredType = keyof typeof STORED_TYPES;

/** As `ReadBytes`, while the thread does other things; the bytes belong to the caller. */
export type ReadBytesAsync = (offset: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;

/** A tensor whose bytes (row-major, little-endian) are produced when they are read. */
export interface LazyTensor {
  readonly name: string;
  readonly type: StoredType;
  readonly shape: readonly number[];
  readonly byteLength: number;
  readonly read: ReadBytes;
  readonly readAsync: ReadBytesAsync;
  /** Equal for two tensors that hold the same bytes: the file, the stored name, the conversion. */
  readonly key: string;
  /** Error for numbers that F16 cannot hold, where the reason is not the file itself. */
  readonly overflow?: () => ModelError;
}

/** How a tensor is known, and read without holding up its thread. */
export type TensorOrigin = Pick<LazyTensor, 'key' | 'readAsync'>;

let unnamed = 0;

/** `origin`: where left out, the tensor equals no other one, and is read as `read` does. */
export function lazyTensor(
  name: string,
  type: StoredType,
  shape: readonly number[],
  read: ReadBytes,
  origin: Partial<TensorOrigin> = {},
): LazyTensor {
  return {
    name,
    type,
    shape,
    byteLength: elementCount(shape) * STORED_TYPES[type],
    read,
    readAsync: origin.readAsync ?? asyncRead(read),
    key: origin.key ?? `unnamed ${unnamed++}`,
  };
}

/** A synchronous reader as an asynchronous one, for bytes that are in memory or computed. */
export function asyncRead(read: ReadBytes): ReadBytesAsync {
  // An async function turns what `read` throws into a rejection.
  return async (offset, length) => await Promise.resolve(Uint8Array.from(read(offset, length)));
}
