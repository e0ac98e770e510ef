/**
 * The float buffers of one run, lent, returned and lent again, so that a run over many equal tiles
 * needs the memory of one. All of them are counted, free ones included.
 */
export interface Buffers {
  /** Lends `length` floats of any content. */
  take(length: number): Float32Array<ArrayBuffer>;
  /** Returns an array from `take`; its owner must not touch it any more. */
  give(array: Float32Array): void;
  /** Counts memory that somebody else allocated, until the returned function is called. */
  hold(bytes: number): () => void;
  /** Drops the free buffers. */
  clear(): void;
  /** Bytes that are lent, and bytes held. Zero after a run. */
  readonly usedBytes: number;
  /** Largest number of bytes at any time, free buffers included. */
  readonly peakBytes: number;
}

/** Least share of a free buffer that has to be filled for it to be used again. */
const WORTH_REUSING = 0.5;

export function createBuffers(): Buffers {
  const free: ArrayBuffer[] = [];
  let used = 0;
  let idle = 0;
  let peak = 0;

  const use = (bytes: number): void => {
    used += bytes;
    peak = Math.max(peak, used + idle);
  };

  return {
    take(length) {
      const bytes = length * Float32Array.BYTES_PER_ELEMENT;
      const index = bestFit(free, bytes);
      const buffer = index < 0 ? new ArrayBuffer(bytes) : free.splice(index, 1)[0];
      if (buffer === undefined) throw new Error('unreachable');
      if (index >= 0) idle -= buffer.byteLength;
      use(buffer.byteLength);
      return new Float32Array(buffer, 0, length);
    },
    give(array) {
      const { buffer } = array;
      if (!(buffer instanceof ArrayBuffer)) throw new TypeError('not one of these buffers');
      used -= buffer.byteLength;
      idle += buffer.byteLength;
      free.push(buffer);
    },
    hold(bytes) {
      use(bytes);
      let held = true;
      return () => {
        if (held) used -= bytes;
        held = false;
      };
    },
    clear() {
      free.length = 0;
      idle = 0;
    },
    get usedBytes() {
      return used;
    },
    get peakBytes() {
      return peak;
    },
  };
}

function bestFit(free: readonly ArrayBuffer[], bytes: number): number {
  let best = -1;
  let bestSize = Infinity;
  free.forEach((buffer, index) => {
    const size = buffer.byteLength;
    if (size >= bytes && size < bestSize && bytes >= size * WORTH_REUSING) {
      best = index;
      bestSize = size;
    }
  });
  return best;
}
