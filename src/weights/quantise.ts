import { discard } from '../core/discard';
import { BLOCK, blockScales, packBlocks } from './blocks';
import { castTensor, floatType, toSingles, type FloatType } from './cast';
import { halfToSingle, singleToHalf } from './half';
import { readSlices, roomFor } from './slices';
import { lazyTensor, STORED_TYPES, type LazyTensor, type ReadBytes } from './tensor';

export interface QuantisedWeight {
  /** [outputs, blocks, 32 · bits / 8], U8: two 4-bit numbers a byte, the first one low. */
  readonly packed: LazyTensor;
  /** [outputs · blocks] */
  readonly scales: LazyTensor;
}

/**
 * A weight [outputs, inputs] in whole numbers of 8 or 4 bits, offset by 128 or 8, with one scale
 * for every 32 inputs: what the runtime's `MatMulNBits` takes. Rows are read when they are asked
 * for. Scales that were found on the way to all packed numbers are kept until they are asked for,
 * so that the weight is not read again for them.
 */
export function quantise(weight: LazyTensor, bits: 8 | 4, scaleType: FloatType): QuantisedWeight {
  const [outputs = 0, inputs = 0] = weight.shape;
  const blocks = Math.ceil(inputs / BLOCK);
  const blockBytes = (BLOCK * bits) / 8;
  let kept: Uint8Array | null = null;

  const readPacked = wholeRows(blocks * blockBytes, (first, count, bytes) => {
    const scales = new Float32Array(count * blocks);
    forEachRows(weight, first, count, (rows, done) => {
      const own = scales.subarray(done * blocks, done * blocks + (rows.length / inputs) * blocks);
      blockScales(rows, inputs, bits, own);
      // The scale as the session will see it.
      const stored = scaleType === 'F16' ? halfToSingle(singleToHalf(own)) : own;
      packBlocks(rows, inputs, bits, stored, bytes.subarray(done * blocks * blockBytes));
    });
    if (count === outputs) kept = new Uint8Array(scales.buffer);
  });
  const readScales = wholeRows(blocks * SCALE_BYTES, (first, count, bytes) => {
    const scales = new Float32Array(bytes.buffer, bytes.byteOffset, count * blocks);
    forEachRows(weight, first, count, (rows, done) =>
      blockScales(rows, inputs, bits, scales.subarray(done * blocks)),
    );
  });

  const shape = [outputs, blocks, blockBytes];
  const packed = lazyTensor(`${weight.name}.q${bits}`, 'U8', shape, readPacked);
  const single = lazyTensor(
    `${weight.name}.scales`,
    'F32',
    [outputs * blocks],
    (offset, length, room) => {
      const found = kept?.subarray(offset, offset + length);
      if (offset + length === outputs * blocks * SCALE_BYTES) kept = null;
      return found ?? readScales(offset, length, room);
    },
  );
  return { packed, scales: castTensor(single, scaleType) };
}

const SCALE_BYTES = 4;

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

/** 32-bit floats at a time: they stay in the processor's cache from one loop over them to the next. */
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
  const rowsAtOnce = Math.max(1, Math.floor(ROWS_BYTES / (inputs * SCALE_BYTES)));
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
