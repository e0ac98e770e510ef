import { discard } from '../core/discard';
import type { ExternalData } from './session';

export interface LazyBytes {
  readonly bytes: Uint8Array;
  /** What `read` threw: the runtime swallows it and only says that loading failed. */
  readonly failure: () => unknown;
}

/** Memory that the ranges of all external data of one session go through, one at a time. */
export type Room = (byteLength: number) => Uint8Array;

/** Grows to the largest range and is used again for every other one. */
export function growingRoom(): Room {
  let buffer = new Uint8Array(0);
  return (byteLength) => {
    if (buffer.byteLength < byteLength) {
      discard(buffer);
      buffer = new Uint8Array(byteLength);
    }
    return buffer.subarray(0, byteLength);
  };
}

/**
 * External data as the runtime accepts it: something that is a `Uint8Array`, of which it uses
 * `byteLength` for a bounds check and `subarray` once for each initializer, synchronously. Both are
 * replaced, so the bytes exist only between two calls of the runtime: it has copied them (to its
 * heap, or to a buffer that the GPU reads) when it asks for the next ones.
 */
export function lazyBytes(data: ExternalData, room: Room): LazyBytes {
  let failure: unknown;
  const subarray = (begin: number, end: number): Uint8Array => {
    try {
      return data.read(begin, end - begin, room(end - begin));
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
