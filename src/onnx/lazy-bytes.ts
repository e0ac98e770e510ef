import type { ExternalData } from './session';

export interface LazyBytes {
  readonly bytes: Uint8Array;
  /** What `read` threw: the runtime swallows it and only says that loading failed. */
  readonly failure: () => unknown;
}

/**
 * External data as the runtime accepts it: something that is a `Uint8Array`, of which it uses
 * `byteLength` for a bounds check and `subarray` once for each initializer, synchronously. Both are
 * replaced, so the bytes exist only between two calls of the runtime.
 */
export function lazyBytes(data: ExternalData): LazyBytes {
  let failure: unknown;
  const subarray = (begin: number, end: number): Uint8Array => {
    try {
      return data.read(begin, end - begin);
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
