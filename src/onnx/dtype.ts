import { elementCount } from '../core/tensor';

/** Element types of graph values, with ONNX's code (`TensorProto.DataType`) and bytes per element. */
export const DTYPES = {
  float32: { code: 1, bytes: 4 },
  uint8: { code: 2, bytes: 1 },
  int8: { code: 3, bytes: 1 },
  int32: { code: 6, bytes: 4 },
  int64: { code: 7, bytes: 8 },
  bool: { code: 9, bytes: 1 },
  float16: { code: 10, bytes: 2 },
} as const;

export type DType = keyof typeof DTYPES;

/** Sizes of all axes, outermost first; every graph is built for the exact shapes of its job. */
export type Shape = readonly number[];

export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

export function byteLength({ dtype, shape }: TensorType): number {
  return elementCount(shape) * DTYPES[dtype].bytes;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

export function formatType({ dtype, shape }: TensorType): string {
  return `${dtype}[${shape.join(', ')}]`;
}
