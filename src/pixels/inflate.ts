import { Unzlib } from 'fflate';
import type { Breathe } from '../core/breathe';
import { atOnce, inTurns, type Steps } from '../core/steps';
import { joined } from './joined';

/** Bytes inflated at a time, to 64 MB at most: deflate cannot shrink beyond 1 : 1032. */
const PIECE_BYTES = 1 << 16;
/** Bytes at a time of a stream that should be small when it is inflated. */
const SMALL_PIECE_BYTES = 1 << 12;
/** Pieces in a row that may give nothing; a stream that goes on gives something every two. */
const MAX_BARREN_PIECES = 3;

/** Takes a piece of what was inflated. */
type Take = (inflated: Uint8Array) => 'more' | 'enough';

/**
 * Inflates the zlib stream in `parts` and hands out each piece. Ends where the stream does, or
 * where `take` has enough; bytes behind it and the checksum do not matter. A stream that is cut off
 * just ends.
 *
 * @throws what fflate throws for a damaged stream
 */
export function inflateParts(parts: Iterable<Uint8Array>, take: Take): void {
  atOnce(inflating(parts, take));
}

/** The same with pauses between the pieces. */
export function inflatePartsInTurns(
  parts: Iterable<Uint8Array>,
  take: Take,
  breathe: Breathe,
): Promise<void> {
  return inTurns(inflating(parts, take), breathe);
}

function* inflating(parts: Iterable<Uint8Array>, take: Take): Steps<void> {
  const stream = { enough: false, barren: 0 };
  const inflater = new Unzlib((inflated) => {
    if (inflated.length > 0) stream.barren = 0;
    if (!stream.enough) stream.enough = take(inflated) === 'enough';
  });
  for (const piece of pieces(parts)) {
    // fflate keeps the bytes behind the end of a stream, and copies it with every piece.
    if (++stream.barren > MAX_BARREN_PIECES) return;
    inflater.push(piece);
    if (stream.enough) return;
    yield;
  }
}

/**
 * Inflates by the platform, with pauses between the pieces. false: it cannot, or does not take all of
 * this stream; pieces may have been handed out then.
 *
 * @throws what `take` and `breathe` throw
 */
export async function inflatePartsByPlatform(
  parts: Iterable<Uint8Array>,
  take: Take,
  breathe: Breathe,
): Promise<boolean> {
  if (typeof DecompressionStream !== 'function') return false;
  const { readable, writable } = new DecompressionStream('deflate');
  void writeAll(writable.getWriter(), parts).catch(() => undefined);
  const reader = readable.getReader();
  const next = () => reader.read().catch(() => null);
  // Left alone when there is enough, it waits and is collected. Cancelled while it works, Node's throws
  // where nobody can catch it.
  for (let part = await next(); part?.done !== true; part = await next()) {
    if (part === null) return false;
    await breathe();
    if (take(part.value) === 'enough') return true;
  }
  return true;
}

async function writeAll(
  writer: WritableStreamDefaultWriter<BufferSource>,
  parts: Iterable<Uint8Array>,
): Promise<void> {
  for (const piece of pieces(parts)) {
    await writer.ready;
    await writer.write(piece);
  }
  await writer.close();
}

/** Cuts the bytes into pieces of one size: tiny parts cost as much as large ones. */
function* pieces(parts: Iterable<Uint8Array>): Generator<Uint8Array<ArrayBuffer>> {
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

/**
 * Content of a zlib stream; null where it is damaged, incomplete, or longer than `limit`. Goes
 * piece by piece, so that a small stream that inflates without end is given up early.
 */
export function inflateAtMost(packed: Uint8Array, limit: number): Uint8Array<ArrayBuffer> | null {
  const found: Uint8Array[] = [];
  const stream = { length: 0, barren: 0 };
  const inflater = new Unzlib((inflated) => {
    if (inflated.length > 0) stream.barren = 0;
    stream.length += inflated.length;
    if (stream.length <= limit) found.push(inflated);
  });
  try {
    for (let at = 0; at < packed.length; at += SMALL_PIECE_BYTES) {
      if (stream.length > limit || ++stream.barren > MAX_BARREN_PIECES) break;
      const next = at + SMALL_PIECE_BYTES;
      // Only a finished stream has a last piece.
      inflater.push(packed.subarray(at, next), next >= packed.length);
    }
  } catch {
    return null;
  }
  if (stream.length === 0 || stream.length > limit) return null;
  return joined(found);
}
