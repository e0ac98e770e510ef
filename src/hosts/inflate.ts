import { Unzlib } from 'fflate';

/** A piece inflates to about a thousand times its size at most. */
const PIECE_BYTES = 4096;

/**
 * What a zlib stream holds; null where it is damaged, incomplete, or longer than `limit`. Goes piece
 * by piece, so that a small stream that inflates without end is given up early.
 */
export function inflateAtMost(packed: Uint8Array, limit: number): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  const read = { length: 0, ended: false };
  const inflater = new Unzlib((piece, final) => {
    read.length += piece.length;
    read.ended = final;
    if (read.length <= limit) pieces.push(piece);
  });
  try {
    for (let at = 0; at < packed.length && read.length <= limit; at += PIECE_BYTES) {
      const next = at + PIECE_BYTES;
      inflater.push(packed.subarray(at, next), next >= packed.length);
    }
  } catch {
    return null;
  }
  if (!read.ended || read.length > limit) return null;
  const out = new Uint8Array(read.length);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}
