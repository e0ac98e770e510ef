const MAGNITUDE = 0x7fffffff;

/** Inputs that share one scale. */
export const BLOCK = 32;

/**
 * Computes the scale of every block of `rows` [n, inputs], into `scales` [n · ceil(inputs / 32)].
 * The number of the largest magnitude becomes exactly the end of the range that has one more step
 * (−128 or −8), whichever its sign.
 */
export function blockScales(
  rows: Float32Array,
  inputs: number,
  bits: 8 | 4,
  scales: Float32Array,
): void {
  const steps = 2 ** (bits - 1);
  // Whole numbers compare faster, and the magnitudes of floats in the same order.
  const bits32 = new Int32Array(rows.buffer, rows.byteOffset, rows.length);
  let index = 0;
  for (let row = 0; row < rows.length; row += inputs) {
    const rowEnd = row + inputs;
    for (let from = row; from < rowEnd; from += BLOCK) {
      const to = Math.min(from + BLOCK, rowEnd);
      // Without a branch, which the processor would guess wrongly several times a block.
      let largest = 0;
      for (let i = from; i < to; i++) {
        const more = ((bits32[i] ?? 0) & MAGNITUDE) - largest;
        largest += more & ~(more >> 31);
      }
      let at = from;
      while (((bits32[at] ?? 0) & MAGNITUDE) !== largest) at++;
      scales[index++] = -(rows[at] ?? 0) / steps;
    }
  }
}

/**
 * Packs the steps of every number of `rows` [n, inputs] under `scales`, offset by 128 or 8, into
 * `packed`: blocks of 32, of 8 bits, or two of 4 bits a byte with the first one low. The missing
 * numbers of a last block are zeros.
 */
export function packBlocks(
  rows: Float32Array,
  inputs: number,
  bits: 8 | 4,
  scales: Float32Array,
  packed: Uint8Array,
): void {
  const zero = 2 ** (bits - 1);
  const max = 2 * zero - 1;
  // Halves round up; numbers below the range, which are cut towards zero here, are limited anyway.
  const offset = zero + 0.5;
  const codes = bits === 8 ? packed : new Uint8Array(BLOCK);
  let index = 0;
  for (let row = 0; row < rows.length; row += inputs) {
    const rowEnd = row + inputs;
    for (let from = row; from < rowEnd; from += BLOCK) {
      const count = Math.min(BLOCK, rowEnd - from);
      const scale = scales[index] ?? 0;
      const at = bits === 8 ? index * BLOCK : 0;
      if (scale === 0 || count < BLOCK) codes.fill(zero, at, at + BLOCK);
      if (scale !== 0) {
        for (let i = 0; i < count; i++) {
          const code = ((rows[from + i] ?? 0) / scale + offset) | 0;
          codes[at + i] = code < 0 ? 0 : code > max ? max : code;
        }
      }
      if (bits === 4) packPairs(codes, packed, (index * BLOCK) / 2);
      index++;
    }
  }
}

function packPairs(codes: Uint8Array, packed: Uint8Array, at: number): void {
  for (let i = 0; i < BLOCK / 2; i++) {
    packed[at + i] = (codes[2 * i] ?? 0) | ((codes[2 * i + 1] ?? 0) << 4);
  }
}
