/** Longest run or literal of one PackBits packet. */
const MAX_PACKET = 128;

/** The least number of bytes that `rowBytes` bytes can be packed into. */
export function leastPackedBytes(rowBytes: number): number {
  return 2 * Math.ceil(rowBytes / MAX_PACKET);
}

/** Largest number of bytes that `packRow` writes for `rowBytes` bytes. */
export function mostPackedBytes(rowBytes: number): number {
  return rowBytes + Math.ceil(rowBytes / MAX_PACKET);
}

/**
 * Unpacks `source[start … end)` into `target[at … at + rowBytes)`. False where the packets do not
 * give exactly `rowBytes` bytes; nothing outside is read or written.
 */
export function unpackRow(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  at: number,
  rowBytes: number,
): boolean {
  const stop = at + rowBytes;
  let from = start;
  let to = at;
  while (to < stop && from < end) {
    const header = source[from++] ?? 0;
    if (header === 128) continue;
    if (header < 128) {
      const count = header + 1;
      if (from + count > end || to + count > stop) return false;
      for (let i = 0; i < count; i++) target[to++] = source[from++] ?? 0;
    } else {
      const count = 257 - header;
      if (from >= end || to + count > stop) return false;
      target.fill(source[from++] ?? 0, to, to + count);
      to += count;
    }
  }
  return to === stop;
}

/** Packs `source[start … start + rowBytes)` into `target` from `at` on; returns the end. */
export function packRow(
  source: Uint8Array,
  start: number,
  rowBytes: number,
  target: Uint8Array,
  at: number,
): number {
  const end = start + rowBytes;
  let from = start;
  let to = at;
  while (from < end) {
    const run = runLength(source, from, Math.min(end, from + MAX_PACKET));
    if (run >= 2) {
      target[to++] = 257 - run;
      target[to++] = source[from] ?? 0;
      from += run;
      continue;
    }
    const limit = Math.min(end, from + MAX_PACKET);
    let next = from + 1;
    // A run of two inside a literal saves nothing.
    while (next < limit && runLength(source, next, Math.min(end, next + 3)) < 3) next++;
    target[to++] = next - from - 1;
    while (from < next) target[to++] = source[from++] ?? 0;
  }
  return to;
}

function runLength(source: Uint8Array, from: number, end: number): number {
  const value = source[from];
  let at = from + 1;
  while (at < end && source[at] === value) at++;
  return at - from;
}
