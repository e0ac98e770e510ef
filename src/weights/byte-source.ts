import { discard } from '../core/discard';
import { ModelError } from '../core/errors';
import type { ReadBytes } from '../core/tensor';

/**
 * Where the bytes of a file come from. Reads are synchronous because the runtime asks for weights
 * in the middle of a synchronous call; sources over files therefore work in workers only.
 */
export interface ByteSource {
  /** For messages: the file's name. */
  readonly name: string;
  readonly byteLength: number;
  /**
   * Exactly the range.
   *
   * @throws ModelError `model-file-truncated` or `model-file-unreadable`
   */
  readonly read: ReadBytes;
}

/** Bytes that are in memory already; borrowed. */
export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  const file = { name, byteLength: bytes.byteLength };
  return {
    ...file,
    read(offset, length) {
      assertRange(file, offset, length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

/** Each slice of a picked file is memory of its own until it is copied and discarded. */
const SLICE_BYTES = 16 * 2 ** 20;

/** A file the user picked. Reads slice by slice with `FileReaderSync`, so only in a worker. */
export function fileSource(picked: Blob, name: string): ByteSource {
  const Reader = (globalThis as { FileReaderSync?: SyncReader }).FileReaderSync;
  if (Reader === undefined) throw new Error('fileSource works in a worker only');
  const reader = new Reader();
  const file = { name, byteLength: picked.size };
  return {
    ...file,
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

/** @throws ModelError `model-file-truncated` for a range that is not inside the source */
function assertRange(source: File, offset: number, length: number): void {
  if (offset >= 0 && length >= 0 && offset + length <= source.byteLength) return;
  throw new ModelError({
    code: 'model-file-truncated',
    message: `"${source.name}" ends before the bytes that were asked for.`,
    hint: 'Download the file again; the copy on this machine is not complete.',
    details: { file: source.name, offset, length, size: source.byteLength },
  });
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

/** `ModelError` `model-file-unreadable`. */
export function unreadable(name: string, cause?: unknown): ModelError {
  return new ModelError({
    code: 'model-file-unreadable',
    message: `"${name}" cannot be read any more.`,
    hint: 'It may have been moved, changed or removed since it was chosen; choose it again.',
    details: { file: name },
    cause,
  });
}
