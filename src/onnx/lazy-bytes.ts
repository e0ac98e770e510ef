import { discard } from '../core/discard';
import { byteLength } from './dtype';
import type { Parameter } from './graph';

export interface LazyBytes {
  readonly bytes: Uint8Array;
  /** The error of `read`, which the runtime swallows: it only reports that loading failed. */
  readonly failure: () => unknown;
}

/** Memory that the ranges of all external data go through, one at a time. */
export interface Room {
  /** Aligned to 8. What was taken before is gone. */
  take(byteLength: number): Uint8Array;
  empty(): void;
}

/** Memory that grows to the largest range and is used again for every other one. */
export function growingRoom(): Room {
  let buffer = new Uint8Array(0);
  const empty = (): void => {
    discard(buffer);
    buffer = new Uint8Array(0);
  };
  return {
    take(length) {
      if (buffer.byteLength < length) {
        empty();
        buffer = new Uint8Array(length);
      }
      return buffer.subarray(0, length);
    },
    empty,
  };
}

/**
 * External data as the runtime accepts it: an object that is a `Uint8Array`, of which it uses
 * `byteLength` for a bounds check and `subarray` once for each initializer, synchronously. Both are
 * replaced, so the bytes exist only between two calls of the runtime: it has copied them to its heap
 * when it asks for the next ones.
 */
export function lazyBytes(parameter: Parameter, room: Room): LazyBytes {
  let failure: unknown;
  const subarray = (begin: number, end: number): Uint8Array => {
    try {
      return parameter.read(begin, end - begin, room.take(end - begin));
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  const bytes = Object.defineProperties(new Uint8Array(0), {
    byteLength: { value: byteLength(parameter) },
    subarray: { value: subarray },
  });
  return { bytes, failure: () => failure };
}
