import type { ModelFile } from '../../src/weights/model-file';
import { STORED_TYPES } from '../../src/weights/lazy-tensor';
import { elementCount } from '../../src/core/tensor';
import type { ManifestEntry } from '../weights/manifest-file';

export type Tensors = Readonly<Record<string, ManifestEntry>>;

/** The bytes of a header that lists the tensors one after the other, and how long they are. */
export function encodeHeader(
  tensors: Tensors,
  metadata: Readonly<Record<string, string>> = {},
): { readonly header: Uint8Array; readonly dataBytes: number } {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { shape, dtype }]) => {
    const begin = end;
    end += elementCount(shape) * STORED_TYPES[dtype];
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const json = new TextEncoder().encode(
    JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }),
  );
  const header = new Uint8Array(8 + json.length);
  new DataView(header.buffer).setBigUint64(0, BigInt(json.length), true);
  header.set(json, 8);
  return { header, dataBytes: end };
}

/**
 * A blob that says it has more bytes than it holds: a checkpoint of gigabytes of which only the
 * header can be read.
 */
class HeaderBlob extends Blob {
  readonly #size: number;

  constructor(header: Uint8Array, size: number) {
    const data = new Uint8Array(Math.min(512, size - header.length));
    super([header as Uint8Array<ArrayBuffer>, data]);
    this.#size = size;
  }

  override get size(): number {
    return this.#size;
  }

  override slice(start = 0, end = this.#size): Blob {
    if (end > super.size) throw new Error('only the header is there');
    return super.slice(start, end);
  }
}

export function modelFile(
  name: string,
  tensors: Tensors,
  metadata?: Readonly<Record<string, string>>,
): ModelFile {
  const { header, dataBytes } = encodeHeader(tensors, metadata);
  return { name, blob: new HeaderBlob(header, header.length + dataBytes) };
}

export function bytesFile(name: string, bytes: Uint8Array | string): ModelFile {
  return { name, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
}

/** Tensors of one shape and type. */
export function named(
  names: readonly string[],
  shape: readonly number[] = [4],
  dtype: ManifestEntry['dtype'] = 'F16',
): Tensors {
  return Object.fromEntries(names.map((name) => [name, { shape, dtype }]));
}
