import type { Breathe } from '../../core/breathe';
import type { PngRows } from './png-rows';

const STREAM_HEAD = [0x78, 0x01] as const;
/** A block's first byte, its length and that length's complement. */
const BLOCK_HEAD = 5;
const LARGEST_BLOCK = 65535;
const CHECKSUM = 4;
/** Rows are filtered by nothing. */
const NO_FILTER = 0;

/**
 * A picture's rows as a zlib stream that is not compressed (RFC 1950, and 3.2.4 of RFC 1951), in
 * one array from the start.
 */
export async function storedRows(
  { height, rowBytes, pack }: PngRows,
  breathe: Breathe,
): Promise<Uint8Array<ArrayBuffer>> {
  const length = height * (1 + rowBytes);
  const blocks = Math.ceil(length / LARGEST_BLOCK);
  const out = new Uint8Array(STREAM_HEAD.length + blocks * BLOCK_HEAD + length + CHECKSUM);
  out.set(STREAM_HEAD);
  const view = new DataView(out.buffer);
  const row = new Uint8Array(1 + rowBytes);
  row[0] = NO_FILTER;
  const sums: AdlerSums = { low: 1, high: 0 };
  let left = length;
  let inBlock = 0;
  let to: number = STREAM_HEAD.length;
  for (let y = 0; y < height; y++) {
    await breathe();
    pack(y, row.subarray(1));
    addToSums(sums, row);
    for (let from = 0; from < row.length;) {
      if (inBlock === 0) {
        inBlock = Math.min(left, LARGEST_BLOCK);
        left -= inBlock;
        out[to] = left === 0 ? 1 : 0;
        view.setUint16(to + 1, inBlock, true);
        view.setUint16(to + 3, ~inBlock & LARGEST_BLOCK, true);
        to += BLOCK_HEAD;
      }
      const part = row.subarray(from, from + inBlock);
      out.set(part, to);
      to += part.length;
      from += part.length;
      inBlock -= part.length;
    }
  }
  view.setUint16(to, sums.high);
  view.setUint16(to + 2, sums.low);
  return out;
}

/** Of all bytes so far, modulo `ADLER`. */
interface AdlerSums {
  low: number;
  high: number;
}

/** Largest prime below 2¹⁶. */
const ADLER = 65521;
/** Bytes after which the sums are still small integers. */
const BYTES_AT_ONCE = 2048;

function addToSums(sums: AdlerSums, bytes: Uint8Array): void {
  let { low, high } = sums;
  for (let i = 0; i < bytes.length;) {
    const end = Math.min(bytes.length, i + BYTES_AT_ONCE);
    for (; i < end; i++) {
      low += bytes[i] as number;
      high += low;
    }
    low %= ADLER;
    high %= ADLER;
  }
  sums.low = low;
  sums.high = high;
}
