import { elementCount } from '../../../src/core/tensor';
import { readFloats } from '../../../src/weights/cast';
import { singleToHalf } from '../../../src/weights/half';
import { lazyTensor, type LazyTensor } from '../../../src/weights/lazy-tensor';
import type { SafetensorsFile } from '../../../src/weights/safetensors';

/** One layer of a low-rank file and the weight that it is for, as a test names them. */
export interface Pairing {
  /** What stands before `.lora_down.weight` and so on. */
  readonly layer: string;
  readonly weight: string;
  readonly firstRow?: number;
  /** The weight lies with rows and columns exchanged. */
  readonly turned?: boolean;
}

/**
 * W + strength · (alpha ÷ rank) · up · down by its definition, of the whole weight at once; in the type of
 * the weight where that has 16 bits.
 */
export function mergeBeforehand(
  base: SafetensorsFile,
  lora: SafetensorsFile,
  pairings: readonly Pairing[],
  strength: number,
): SafetensorsFile {
  const tensors = new Map(base.tensors);
  for (const { layer, weight, firstRow = 0, turned = false } of pairings) {
    const stored = tensors.get(weight)!;
    const [down, up] = [
      matrix(lora, layer, ['lora_down', 'lora_A', 'lora.down']),
      matrix(lora, layer, ['lora_up', 'lora_B', 'lora.up']),
    ];
    const rank = down.shape[0]!;
    const alpha = lora.tensors.get(`${layer}.alpha`);
    const scale = (strength * (alpha === undefined ? rank : readFloats(alpha)[0]!)) / rank;
    const values = Float64Array.from(readFloats(stored));
    const inputs = elementCount(down.shape) / rank;
    const outputs = up.shape[0]!;
    const [d, u] = [readFloats(down), readFloats(up)];
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) {
        let sum = 0;
        for (let k = 0; k < rank; k++) sum += u[o * rank + k]! * d[k * inputs + i]!;
        values[turned ? i * outputs + o : (firstRow + o) * inputs + i]! += scale * sum;
      }
    }
    tensors.set(weight, tensorOf(stored, values));
  }
  return { ...base, key: `${base.key} merged`, tensors };
}

function matrix(file: SafetensorsFile, layer: string, endings: readonly string[]): LazyTensor {
  for (const [name, tensor] of file.tensors) {
    if (endings.some((ending) => name.startsWith(`${layer}.${ending}.`))) return tensor;
  }
  throw new Error(`no ${endings[0]} of ${layer}`);
}

function tensorOf({ name, type, shape }: LazyTensor, values: Float64Array): LazyTensor {
  const singles = Float32Array.from(values);
  const stored = type === 'F16' ? singleToHalf(singles) : singles;
  const bytes = new Uint8Array(stored.buffer);
  return lazyTensor(name, type === 'F16' ? 'F16' : 'F32', shape, (offset, length) =>
    bytes.subarray(offset, offset + length),
  );
}
