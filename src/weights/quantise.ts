import { discard } from '../core/discard';
import { BLOCK, blockScales, packBlocks } from './blocks';
import { floatType, roundToHalves, toSingles, weightOverflow, type FloatType } from './cast';
import { readSlices, roomFor } from './slices';
import { lazyTensor, STORED_TYPES, type LazyTensor } from './lazy-tensor';
import type { ReadBytes } from '../core/tensor';

export interface QuantisedWeight {
  /** [outputs, blocks, 32 · bits / 8], U8: two 4-bit numbers a byte, the first one low. */
  readonly packed: LazyTensor;
  /** Scales [outputs · blocks]. */
  readonly scales: LazyTensor;
}

/**
 * A weight [outputs, inputs] in whole numbers of 8 or 4 bits, offset by 128 or 8, with one scale
 * for every 32 inputs: the form of the runtime's `MatMulNBits`. Rows are read when they are asked
 * for. Scales that were found on the way to all packed numbers are kept until they are asked for,
 * so that the weight is not read again for them; scales that were asked for before are not.
 */
export function quantise(weight: LazyTensor, bits: 8 | 4, scaleType: FloatType): QuantisedWeight {
  const [outputs = 0, inputs = 0] = weight.shape;
  const blocks = Math.ceil(inputs / BLOCK);
  const blockBytes = (BLOCK * bits) / 8;
  const scaleBytes = STORED_TYPES[scaleType];
  const count = outputs * blocks;
  let kept: Uint8Array | null = null;
  let isGiven = false;

  /** The scales of these rows; into `into` in the type that the session gets. */
  const scalesOf = (rows: Float32Array, into: Uint8Array): Float32Array => {
    const scales = new Float32Array((rows.length / inputs) * blocks);
    blockScales(rows, inputs, bits, scales);
    if (scaleType === 'F32') into.set(new Uint8Array(scales.buffer));
    else
      roundToHalves(weight, scales, new Uint16Array(into.buffer, into.byteOffset, scales.length));
    return scales;
  };
  const readPacked = wholeRows(blocks * blockBytes, (first, rowCount, bytes) => {
    const stored = new Uint8Array(rowCount * blocks * scaleBytes);
    forEachRows(weight, first, rowCount, (rows, done) => {
      const own = stored.subarray(done * blocks * scaleBytes);
      const scales = scalesOf(rows, own);
      // The numbers belong to the scale that the session will see.
      toSingles(scaleType, own, scales);
      packBlocks(rows, inputs, bits, scales, bytes.subarray(done * blocks * blockBytes));
    });
    if (rowCount === outputs && !isGiven) kept = stored;
    else discard(stored);
  });
  const readScales = wholeRows(blocks * scaleBytes, (first, rowCount, bytes) => {
    forEachRows(weight, first, rowCount, (rows, done) => {
      scalesOf(rows, bytes.subarray(done * blocks * scaleBytes));
    });
  });

  const name = `${weight.name}.scales`;
  const scales = lazyTensor(name, scaleType, [count], (offset, length, room) => {
    const end = offset + length;
    const isLast = end === count * scaleBytes;
    if (isLast) isGiven = true;
    if (kept === null) return readScales(offset, length, room);
    const bytes = roomFor(length, room);
    bytes.set(kept.subarray(offset, end));
    if (isLast) {
      discard(kept);
      kept = null;
    }
    return bytes;
  });
  const shape = [outputs, blocks, blockBytes];
  return { packed: lazyTensor(`${weight.name}.q${bits}`, 'U8', shape, readPacked), scales };
}

/** What the runtime's 16-bit scale can hold. */
const MAX_HALF = 65504;

/**
 * The same tensor, F16 or F32, whose asynchronous reads look whether its scales fit into their type.
 * The processor's own way finds that when it makes them.
 *
 * @throws ModelError `model-weight-overflow`, when the tensor is read, for numbers whose scale F16
 *   cannot hold
 */
export function checkedScales(tensor: LazyTensor, bits: 8 | 4, scaleType: FloatType): LazyTensor {
  // 16-bit numbers have small scales.
  if (scaleType === 'F32' || tensor.type === 'F16') return tensor;
  const most = MAX_HALF * 2 ** (bits - 1);
  return {
    ...tensor,
    async readAsync(offset, length) {
      const bytes = await tensor.readAsync(offset, length);
      const values = new Float32Array(bytes.buffer, bytes.byteOffset, length / STORED_TYPES.F32);
      if (values.some((value) => Math.abs(value) > most)) throw weightOverflow(tensor);
      return bytes;
    },
  };
}

/** Ranges of bytes out of whole rows. `fill` writes rows `first` … `first + count` to `bytes`. */
function wholeRows(
  rowBytes: number,
  fill: (first: number, count: number, bytes: Uint8Array) => void,
): ReadBytes {
  return (offset, length, room) => {
    const first = Math.floor(offset / rowBytes);
    const count = Math.ceil((offset + length) / rowBytes) - first;
    const bytes = roomFor(count * rowBytes, room);
    fill(first, count, bytes);
    const skip = offset - first * rowBytes;
    return bytes.subarray(skip, skip + length);
  };
}

/** Bytes of 32-bit floats that stay in the processor's cache between two loops over them. */
const ROWS_BYTES = 2 ** 20;

function forEachRows(
  weight: LazyTensor,
  first: number,
  count: number,
  visit: (rows: Float32Array, done: number) => void,
): void {
  const type = floatType(weight);
  const inputs = weight.shape[1] ?? 0;
  const rowBytes = inputs * STORED_TYPES[type];
  const rowsAtOnce = Math.max(1, Math.floor(ROWS_BYTES / (inputs * STORED_TYPES.F32)));
  const singles = new Float32Array(Math.min(count, rowsAtOnce) * inputs);
  readSlices(weight, first * rowBytes, count * rowBytes, rowBytes, (bytes, before) => {
    const rows = bytes.byteLength / rowBytes;
    for (let row = 0; row < rows; row += rowsAtOnce) {
      const end = Math.min(rows, row + rowsAtOnce);
      const part = bytes.subarray(row * rowBytes, end * rowBytes);
      const floats = singles.subarray(0, (end - row) * inputs);
      visit(toSingles(type, part, floats), before / rowBytes + row);
    }
  });
  discard(singles);
}
