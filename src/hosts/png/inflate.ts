import { Unzlib } from 'fflate';

/** One piece becomes 64 MB at most: deflate cannot shrink further than 1 : 1032. */
const PIECE_BYTES = 1 << 16;
/** A stream that goes on gives something for every two pieces. */
const MAX_BARREN_PIECES = 3;

/**
 * Inflates a zlib stream that lies in `parts` and hands it out as it comes. Ends where the stream does, or
 * where `take` says that it has enough; what is behind it and the checksum do not matter. Throws what
 * fflate throws where the stream is damaged; a stream that is cut off just ends.
 */
export function inflateParts(
  parts: Iterable<Uint8Array>,
  take: (inflated: Uint8Array) => 'more' | 'enough',
): void {
  const stream = { enough: false, barren: 0 };
  const inflater = new Unzlib((inflated) => {
    if (inflated.length > 0) stream.barren = 0;
    if (!stream.enough) stream.enough = take(inflated) === 'enough';
  });
  for (const piece of pieces(parts)) {
    // fflate keeps what lies behind the end of a stream, and copies it with every piece.
    if (++stream.barren > MAX_BARREN_PIECES) return;
    inflater.push(piece);
    if (stream.enough) return;
  }
}

/** The same bytes in pieces of one size: tiny parts cost as much as large ones. */
function* pieces(parts: Iterable<Uint8Array>): Generator<Uint8Array> {
  let piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length;) {
      const count = Math.min(part.length - at, PIECE_BYTES - filled);
      piece.set(part.subarray(at, at + count), filled);
      at += count;
      filled += count;
      if (filled < PIECE_BYTES) continue;
      yield piece;
      piece = new Uint8Array(PIECE_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

/** What a stream holds, as far as it goes; null where it is damaged or longer than `limit`. */
export function inflateWhole(packed: Uint8Array, limit: number): Uint8Array<ArrayBuffer> | null {
  const found: Uint8Array[] = [];
  let total = 0;
  try {
    inflateParts([packed], (part) => {
      found.push(part);
      total += part.length;
      return total > limit ? 'enough' : 'more';
    });
  } catch {
    return null;
  }
  if (total === 0 || total > limit) return null;
  const out = new Uint8Array(total);
  let at = 0;
  for (const part of found) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
