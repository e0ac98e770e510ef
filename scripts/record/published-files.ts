import {
  publishedSdxl,
  publishedSupir,
  type PublishedTensors,
} from '../../src/model-files/published-tensors';
import { elementCount, STORED_TYPES } from '../../src/weights/tensor';
import type { ModelFile } from '../../src/weights/model-file';

/** Counts what was read of files, bytes. */
export interface ReadCount {
  bytes: number;
}

/** The two published checkpoints in 16 bits: names, types and shapes, and zeros for weights. */
export function publishedFiles(reads: ReadCount): {
  readonly sdxl: ModelFile;
  readonly supir: ModelFile;
} {
  const file = (name: string, tensors: PublishedTensors): ModelFile => {
    const { header, byteLength } = layout(tensors);
    return { name, blob: new ZeroBlob(header, 0, byteLength, reads) };
  };
  return {
    sdxl: file('sdxl.safetensors', publishedSdxl()),
    supir: file('supir.safetensors', publishedSupir()),
  };
}

/** Files are read with this in a worker of the page; Node has no such reader. */
export function installFileReader(): void {
  Object.assign(globalThis, {
    FileReaderSync: class {
      readAsArrayBuffer(blob: ZeroBlob): ArrayBuffer {
        return blob.bytesNow().buffer;
      }
    },
  });
}

const LENGTH_BYTES = 8;

function layout(tensors: PublishedTensors): { header: Uint8Array; byteLength: number } {
  const described: Record<string, object> = {};
  let at = 0;
  for (const [name, shape] of tensors) {
    const end = at + elementCount(shape) * STORED_TYPES.F16;
    described[name] = { dtype: 'F16', shape, data_offsets: [at, end] };
    at = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(described));
  const header = new Uint8Array(LENGTH_BYTES + json.byteLength);
  new DataView(header.buffer).setBigUint64(0, BigInt(json.byteLength), true);
  header.set(json, LENGTH_BYTES);
  return { header, byteLength: header.byteLength + at };
}

/** Bytes `from` to `to` of a file of which all but the beginning is zero. */
class ZeroBlob extends Blob {
  readonly #start: Uint8Array;
  readonly #from: number;
  readonly #to: number;
  readonly #reads: ReadCount;

  constructor(start: Uint8Array, from: number, to: number, reads: ReadCount) {
    super();
    this.#start = start;
    this.#from = from;
    this.#to = to;
    this.#reads = reads;
  }

  override get size(): number {
    return this.#to - this.#from;
  }

  override slice(from = 0, to = this.size): Blob {
    const end = Math.min(this.#to, this.#from + to);
    return new ZeroBlob(this.#start, Math.min(end, this.#from + from), end, this.#reads);
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(this.bytesNow().buffer);
  }

  override bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return Promise.resolve(this.bytesNow());
  }

  bytesNow(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    bytes.set(this.#start.subarray(this.#from, this.#to));
    this.#reads.bytes += bytes.byteLength;
    return bytes;
  }
}
