import { castTensor, readFloats, type FloatType } from './cast';
import { singleToHalf, halfToSingle } from './half';
import { lazyTensor, type LazyTensor } from './tensor';

/** Inputs that share one scale. */
const BLOCK = 32;

export interface QuantisedWeight {
  /** [outputs, blocks, 32 · bits / 8], U8: two 4-bit numbers a byte, the first one low. */
  readonly packed: LazyTensor;
  /** [outputs · blocks] */
  readonly scales: LazyTensor;
}

/**
 * A weight [outputs, inputs] in whole numbers of 8 or 4 bits, offset by 128 or 8, with one scale
 * for every 32 inputs: what the runtime's `MatMulNBits` takes. Rows are read when they are asked
 * for; a last block that is not full is filled with zeros.
 */
export function quantise(weight: LazyTensor, bits: 8 | 4, scaleType: FloatType): QuantisedWeight {
  const [outputs = 0, inputs = 0] = weight.shape;
  const blocks = Math.ceil(inputs / BLOCK);
  const blockBytes = (BLOCK * bits) / 8;
  const rowBytes = blocks * blockBytes;
  const packed = lazyTensor(
    `${weight.name}.q${bits}`,
    'U8',
    [outputs, blocks, blockBytes],
    (offset, length) => {
      const first = Math.floor(offset / rowBytes);
      const rows = readRows(weight, first, Math.ceil((offset + length) / rowBytes));
      const out = new Uint8Array((rows.length / inputs) * rowBytes);
      forEachBlock(rows, inputs, (block, index) => {
        const scale = storedScale(scaleOf(block, bits), scaleType);
        packBlock(block, scale, bits, out.subarray(index * blockBytes, (index + 1) * blockBytes));
      });
      const skip = offset - first * rowBytes;
      return out.subarray(skip, skip + length);
    },
  );
  const single = lazyTensor(
    `${weight.name}.scales`,
    'F32',
    [outputs * blocks],
    (offset, length) => {
      const perRow = blocks * Float32Array.BYTES_PER_ELEMENT;
      const first = Math.floor(offset / perRow);
      const rows = readRows(weight, first, Math.ceil((offset + length) / perRow));
      const out = new Float32Array((rows.length / inputs) * blocks);
      forEachBlock(rows, inputs, (block, index) => (out[index] = scaleOf(block, bits)));
      const skip = offset - first * perRow;
      return new Uint8Array(out.buffer, skip, length);
    },
  );
  return { packed, scales: castTensor(single, scaleType) };
}

function readRows(weight: LazyTensor, from: number, to: number): Float32Array {
  const inputs = weight.shape[1] ?? 0;
  const rowBytes = weight.byteLength / (weight.shape[0] ?? 1);
  const rows = lazyTensor(weight.name, weight.type, [to - from, inputs], (offset, length) =>
    weight.read(from * rowBytes + offset, length),
  );
  return readFloats(rows);
}

function forEachBlock(
  rows: Float32Array,
  inputs: number,
  visit: (block: Float32Array, index: number) => void,
): void {
  const blocks = Math.ceil(inputs / BLOCK);
  for (let row = 0; row * inputs < rows.length; row++) {
    for (let block = 0; block < blocks; block++) {
      const from = row * inputs + block * BLOCK;
      const to = Math.min(from + BLOCK, (row + 1) * inputs);
      visit(rows.subarray(from, to), row * blocks + block);
    }
  }
}

/**
 * The number of the largest magnitude lands exactly on the end of the range that has one more
 * step (−128 or −8), whichever its sign.
 */
function scaleOf(block: Float32Array, bits: 8 | 4): number {
  let extreme = 0;
  for (const value of block) if (Math.abs(value) > Math.abs(extreme)) extreme = value;
  return -extreme / 2 ** (bits - 1);
}

/** The scale as the session will see it. */
function storedScale(scale: number, type: FloatType): number {
  if (type === 'F32') return scale;
  return halfToSingle(singleToHalf(Float32Array.of(scale)))[0] ?? 0;
}

function packBlock(block: Float32Array, scale: number, bits: 8 | 4, out: Uint8Array): void {
  const zero = 2 ** (bits - 1);
  const max = 2 * zero - 1;
  const code = (i: number): number => {
    const value = i < block.length ? (block[i] ?? 0) : 0;
    const steps = scale === 0 ? 0 : Math.round(value / scale);
    return Math.min(max, Math.max(0, steps + zero));
  };
  for (let i = 0; i < BLOCK; i++) {
    if (bits === 8) out[i] = code(i);
    else if (i % 2 === 0) out[i / 2] = code(i) | (code(i + 1) << 4);
  }
}
