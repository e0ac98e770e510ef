import type { Numbers } from '../record/networks';
import type { Fill, PlacedTensor } from '../record/published-files';
import { seededNoise } from '../../src/sampling/noise';
import { singleToHalf } from '../../src/weights/half';
import { elementCount } from '../../src/core/tensor';
import {} from '../../src/weights/lazy-tensor';

/** Numbers of a table: no multiple of any row, so that no two rows are alike. */
const TABLE = 2 ** 20 - 3;

/**
 * Weights of noise, as large as a network's are that passes on what it gets: zeros would run faster
 * (13 % on a software adapter) and hide what 16 bits cost.
 */
export function noiseOf(tensors: readonly PlacedTensor[]): Fill {
  return (bytes, offset) => {
    const end = offset + bytes.byteLength;
    for (let i = firstReaching(tensors, offset); i < tensors.length; i++) {
      const tensor = tensors[i];
      if (tensor === undefined || tensor.begin >= end) return;
      const from = Math.max(tensor.begin, offset);
      const part = bytes.subarray(from - offset, Math.min(tensor.end, end) - offset);
      repeat(part, tableOf(exponentOf(tensor)), from - tensor.begin);
    }
  };
}

/** What goes into networks and operators: unit normal, the same for the same shape. */
export const noiseTensor: Numbers = (dims) => {
  const data = new Float32Array(elementCount(dims));
  const table = unitTable();
  for (let done = 0; done < data.length; done += table.length) {
    data.set(table.subarray(0, data.length - done), done);
  }
  return { dims, data };
};

/** Index of the first tensor that ends after `offset`. */
function firstReaching(tensors: readonly PlacedTensor[], offset: number): number {
  let low = 0;
  let high = tensors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tensors[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

const BIAS_EXPONENT = 3;

/** The deviation is 2 to the minus this: about one ÷ √inputs, so that sums of products stay at one. */
function exponentOf({ name, shape }: PlacedTensor): number {
  if (shape.length > 1) return Math.round(Math.log2(elementCount(shape.slice(1))) / 2);
  return name.endsWith('.bias') ? BIAS_EXPONENT : 0;
}

const tables = new Map<number, Uint8Array>();
let unit: Float32Array | null = null;

function tableOf(exponent: number): Uint8Array {
  const known = tables.get(exponent);
  if (known !== undefined) return known;
  const halves = singleToHalf(unitTable().map((value) => value * 2 ** -exponent));
  const table = new Uint8Array(halves.buffer);
  tables.set(exponent, table);
  return table;
}

/** Made once: every operator alone would wait seconds for numbers of its own. */
function unitTable(): Float32Array {
  return (unit ??= seededNoise(1).next([1, 1, 1, TABLE]).data);
}

function repeat(bytes: Uint8Array, table: Uint8Array, from: number): void {
  let at = from % table.byteLength;
  for (let done = 0; done < bytes.byteLength; at = 0) {
    const part = table.subarray(at, at + bytes.byteLength - done);
    bytes.set(part, done);
    done += part.byteLength;
  }
}
