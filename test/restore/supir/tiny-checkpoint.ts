import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bytesSource } from '../../../src/weights/byte-source';
import { readFloats } from '../../../src/weights/cast';
import { openSafetensors } from '../../../src/weights/safetensors';
import { encodeCheckpoint, float, tensors } from '../../weights/encode-checkpoint';

const WEIGHTS = resolve(__dirname, '../../fixtures/supir-tiny/weights');

/** A file of the tiny set as PyTorch would write it, in the types that it has. */
export function tinyCheckpoint(name: string): Uint8Array {
  const file = openSafetensors(
    bytesSource(name, Uint8Array.from(readFileSync(resolve(WEIGHTS, name)))),
  );
  const state = [...file.tensors].map(([key, tensor]) => {
    const type = tensor.type === 'F16' ? 'F16' : 'F32';
    return [key, float(type, tensor.shape, readFloats(tensor))] as const;
  });
  return encodeCheckpoint(tensors(Object.fromEntries(state)));
}
