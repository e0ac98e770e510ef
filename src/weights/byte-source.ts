import { discard } from '../core/discard';
import type { ReadBytes } from '../core/tensor';
import { truncated, unreadable } from './errors';
import { asyncRead, type ReadBytesAsync } from './lazy-tensor';

/**
 * Where the bytes of a file come from. The processor's runtime asks for weights in the middle of a
 * synchronous call (`read`), so sources over files work in workers only; weights on their way to a
 * graphics adapter are read ahead (`readAsync`).
 */
export interface ByteSource {
  /** The file's name, for messages. */
  readonly name: string;
  /** Equal for two sources that hold the same bytes. */
  readonly key: string;
  readonly byteLength: number;
  /**
   * Reads exactly the range.
   * @throws ModelError `model-file-truncated` or `model-file-unreadable`
   */
  readonly read: ReadBytes;
  /**
   * As `read`.
   *
   * @throws ModelError `model-file-truncated` or `model-file-unreadable`
   */
  readonly readAsync: ReadBytesAsync;
}

/** A source of bytes that are in memory already; borrowed. */
export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  const file = { name, byteLength: bytes.byteLength };
  const read: ReadBytes = (offset, length) => {
    assertRange(file, offset, length);
    return bytes.subarray(offset, offset + length);
  };
  return { ...file, key: keyOf(bytes), read, readAsync: asyncRead(read) };
}

const KEYS = new WeakMap<object, string>();
let objects = 0;

/** The same for the same object, and for no other one. */
function keyOf(object: object): string {
  const known = KEYS.get(object) ?? `object ${objects++}`;
  KEYS.set(object, known);
  return known;
}

/** A picked file by what its system says of it; a blob of another origin equals itself alone. */
function blobKey(blob: Blob): string {
  if (!('lastModified' in blob) || !('name' in blob)) return keyOf(blob);
  return JSON.stringify(['file', blob.name, blob.size, blob.lastModified]);
}

/** Bytes of one slice of a picked file: memory of its own until it is copied and discarded. */
const SLICE_BYTES = 16 * 2 ** 20;

/** A file the user picked. Reads slice by slice with `FileReaderSync`, so only in a worker. */
export function fileSource(picked: Blob, name: string): ByteSource {
  const Reader = (globalThis as { FileReaderSync?: SyncReader }).FileReaderSync;
  if (Reader === undefined) throw new Error('fileSource works in a worker only');
  const reader = new Reader();
  const file = { name, byteLength: picked.size };
  return {
    ...file,
    key: blobKey(picked),
    async readAsync(offset, length) {
      assertRange(file, offset, length);
      const slice = picked.slice(offset, offset + length);
      const bytes = await slice.arrayBuffer().catch((cause: unknown) => {
        throw unreadable(name, cause);
      });
      if (bytes.byteLength !== length) throw unreadable(name);
      return new Uint8Array(bytes);
    },
    read(offset, length, room = new Uint8Array(length)) {
      assertRange(file, offset, length);
      for (let done = 0; done < length; done += SLICE_BYTES) {
        const wanted = Math.min(SLICE_BYTES, length - done);
        const from = offset + done;
        const slice = readAll(
          file,
          wanted,
          () => new Uint8Array(reader.readAsArrayBuffer(picked.slice(from, from + wanted))),
        );
        room.set(slice, done);
        discard(slice);
      }
      return room.subarray(0, length);
    },
  };
}

type File = Pick<ByteSource, 'name' | 'byteLength'>;

type SyncReader = new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/**
 * Refuses a range that is not inside the source.
 * @throws ModelError `model-file-truncated`
 */
function assertRange(source: File, offset: number, length: number): void {
  if (offset >= 0 && length >= 0 && offset + length <= source.byteLength) return;
  throw truncated(source, offset + length);
}

function readAll(file: File, length: number, read: () => Uint8Array): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = read();
  } catch (cause) {
    throw unreadable(file.name, cause);
  }
  if (bytes.byteLength !== length) throw unreadable(file.name);
  return bytes;
}
