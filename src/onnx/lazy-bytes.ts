import { discard } from '../core/discard';
import type { ExternalData } from './session';

export interface LazyBytes {
  readonly bytes: Uint8Array;
  /** The error of `read`, which the runtime swallows: it only reports that loading failed. */
  readonly failure: () => unknown;
}

/** Memory that the ranges of all external data go through, one at a time. */
export interface Room {
  /** Memory for `byteLength` bytes; those taken before are no longer valid. */
  take(byteLength: number): Uint8Array;
  /**
   * Lends the memory that begins with the range taken last, once: for an upload of `size` bytes,
   * that range and zeros up to a multiple of 16. null: nothing of that size was taken.
   */
  lend(size: number): ArrayBuffer | null;
  empty(): void;
}

/** Memory that grows to the largest range and is used again for every other one. */
export function growingRoom(): Room {
  let buffer = new Uint8Array(0);
  let taken: number | null = null;
  const empty = (): void => {
    discard(buffer);
    buffer = new Uint8Array(0);
    taken = null;
  };
  return {
    take(byteLength) {
      const size = padded(byteLength);
      if (buffer.byteLength < size) {
        empty();
        buffer = new Uint8Array(size);
      }
      taken = byteLength;
      return buffer.subarray(0, byteLength);
    },
    lend(size) {
      if (taken === null || size !== padded(taken)) return null;
      buffer.fill(0, taken, size);
      taken = null;
      return buffer.buffer;
    },
    empty,
  };
}

/** The runtime uploads multiples of this many bytes. */
const ALIGNMENT = 16;

function padded(byteLength: number): number {
  return Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
}

/**
 * External data as the runtime accepts it: an object that is a `Uint8Array`, of which it uses
 * `byteLength` for a bounds check and `subarray` once for each initializer, synchronously. Both are
 * replaced, so the bytes exist only between two calls of the runtime: it has copied them (to its
 * heap, or to a buffer that the GPU reads) when it asks for the next ones.
 */
export function lazyBytes(data: ExternalData, room: Room): LazyBytes {
  let failure: unknown;
  const subarray = (begin: number, end: number): Uint8Array => {
    try {
      return data.read(begin, end - begin, room.take(end - begin));
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  const bytes = Object.defineProperties(new Uint8Array(0), {
    byteLength: { value: data.byteLength },
    subarray: { value: subarray },
  });
  return { bytes, failure: () => failure };
}
