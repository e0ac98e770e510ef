import {
  publishedSdxl,
  publishedSupir,
  type PublishedTensors,
} from '../../src/model-files/published-tensors';
import { elementCount } from '../../src/core/tensor';
import { STORED_TYPES } from '../../src/weights/lazy-tensor';
import type { ModelFile } from '../../src/weights/model-file';
import { PartBlob } from '../lib/part-blob';

/** Counts what was read of files, bytes. */
export interface ReadCount {
  bytes: number;
}

/** Puts the numbers of a file into `bytes`, which are zero; the first one is byte `offset` of it. */
export type Fill = (bytes: Uint8Array, offset: number) => void;

/** A tensor of 16-bit floats, and where it lies in its file. */
export interface PlacedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** Nothing to do for zeros. */
export const zeros: Fill = () => undefined;

/**
 * The two published checkpoints in 16 bits: names, types and shapes, and made numbers for weights,
 * zeros where `numbersOf` is left out.
 */
export function publishedFiles(
  reads: ReadCount,
  numbersOf: (tensors: readonly PlacedTensor[]) => Fill = () => zeros,
): {
  readonly sdxl: ModelFile;
  readonly supir: ModelFile;
} {
  const file = (name: string, tensors: PublishedTensors): ModelFile => {
    const { header, byteLength, placed } = layout(tensors);
    return { name, blob: new MadeBlob(header, 0, byteLength, reads, numbersOf(placed)) };
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
      readAsArrayBuffer(blob: MadeBlob): ArrayBuffer {
        return blob.bytesNow().buffer;
      }
    },
  });
}

const LENGTH_BYTES = 8;

function layout(tensors: PublishedTensors): {
  readonly header: Uint8Array;
  readonly byteLength: number;
  readonly placed: readonly PlacedTensor[];
} {
  const described: Record<string, object> = {};
  const relative: PlacedTensor[] = [];
  let at = 0;
  for (const [name, shape] of tensors) {
    const end = at + elementCount(shape) * STORED_TYPES.F16;
    described[name] = { dtype: 'F16', shape, data_offsets: [at, end] };
    relative.push({ name, shape, begin: at, end });
    at = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(described));
  const header = new Uint8Array(LENGTH_BYTES + json.byteLength);
  new DataView(header.buffer).setBigUint64(0, BigInt(json.byteLength), true);
  header.set(json, LENGTH_BYTES);
  const data = header.byteLength;
  const placed = relative.map((tensor) => ({
    ...tensor,
    begin: data + tensor.begin,
    end: data + tensor.end,
  }));
  return { header, byteLength: data + at, placed };
}

/** A part of a file of which the beginning is in memory and the rest is made. */
export class MadeBlob extends PartBlob {
  readonly #start: Uint8Array;
  readonly #reads: ReadCount;
  readonly #fill: Fill;

  constructor(start: Uint8Array, from: number, to: number, reads: ReadCount, fill: Fill) {
    super(from, to);
    this.#start = start;
    this.#reads = reads;
    this.#fill = fill;
  }

  protected override part(from: number, to: number): Blob {
    return new MadeBlob(this.#start, from, to, this.#reads, this.#fill);
  }

  protected override read(): Promise<Uint8Array<ArrayBuffer>> {
    return Promise.resolve(this.bytesNow());
  }

  bytesNow(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    this.#fill(bytes, this.from);
    bytes.set(this.#start.subarray(this.from, this.to));
    this.#reads.bytes += bytes.byteLength;
    return bytes;
  }
}
