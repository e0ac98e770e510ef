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

/** A tensor whose bytes (row-major, little-endian) are produced when they are read. */
export interface LazyTensor {
  readonly name: string;
  readonly type: StoredType;
  readonly shape: readonly number[];
  readonly byteLength: number;
  readonly read: ReadBytes;
}

export function lazyTensor(
  name: string,
  type: StoredType,
  shape: readonly number[],
  read: ReadBytes,
): LazyTensor {
  return { name, type, shape, byteLength: elementCount(shape) * STORED_TYPES[type], read };
}
