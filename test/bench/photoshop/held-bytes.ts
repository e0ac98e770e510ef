import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { UxpRealm } from '../../emulators/photoshop/types';

/**
 * Runs in the plugin's realm before the plugin: every typed array that is made there, by whatever
 * way, is known from then on for as long as it lives.
 */
export const COUNT_ARRAYS = `{
  const made = new Map();
  const host = { onArray: () => {}, constructors: {} };
  let last = 0;
  host.count = () => {
    let bytes = 0;
    for (const [id, ref] of made) {
      const buffer = ref.deref();
      if (buffer === undefined) made.delete(id);
      else bytes += buffer.byteLength;
    }
    return bytes;
  };
  const kinds = ['Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array'];
  for (const kind of kinds) {
    const Plain = globalThis[kind];
    const counted = new Proxy(Plain, {
      construct(target, args, newTarget) {
        const array = Reflect.construct(target, args, newTarget);
        if (!(args[0] instanceof ArrayBuffer)) {
          made.set(++last, new WeakRef(array.buffer));
          host.onArray(array.byteLength);
        }
        return array;
      },
    });
    Plain.prototype.constructor = counted;
    globalThis[kind] = counted;
    host.constructors[kind] = counted;
  }
  globalThis.countedArrays = host;
}`;

export interface Counted {
  /** Bytes of all array buffers that are alive in the realm. */
  count(): number;
  /** What counts, in place of the realm's own. */
  readonly constructors: Readonly<
    Pick<typeof globalThis, 'Uint8Array' | 'Uint16Array' | 'Float32Array'>
  >;
  /** Called after each array that was made. */
  onArray: (bytes: number) => void;
}

export function countedArrays({ window }: UxpRealm): Counted {
  return (window as { readonly countedArrays: Counted }).countedArrays;
}

/** Frees all that nobody holds any more. */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
