import { byteLength } from '../../src/onnx/dtype';
import type { Parameter } from '../../src/onnx/graph';

let made = 0;

/** A weight whose bytes are in memory, or computed: by both ways the same ones. */
export function memoryParameter(given: Omit<Parameter, 'upload'>): Parameter {
  const dtype = given.dtype === 'float16' ? 'float16' : 'float32';
  const readAsync = (offset: number, length: number) =>
    Promise.resolve(Uint8Array.from(given.read(offset, length)));
  const from = {
    key: `memory ${made++}`,
    dtype,
    byteLength: byteLength(given),
    readAsync,
  } as const;
  return { ...given, upload: { by: 'copy', from } };
}
